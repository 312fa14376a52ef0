-- What is known of a household or a child, dated.

-- :fact_on  what holds for a child on a day
SELECT kind, value FROM household_fact
WHERE household_id = :household_id AND (child_id IS NULL OR child_id = :child_id) AND from_day <= :day AND to_day >= :day
  AND ended_ms IS NULL ORDER BY id;

-- :fact_add  something is known from a day on
INSERT INTO household_fact (public_id, household_id, child_id, kind, value, from_day, to_day, account_id, recorded_ms)
VALUES (:public_id, :household_id, :child_id, :kind, :value, :from_day, :to_day, :account_id, :now_ms);

-- :fact_end  no longer true as it was written; it stays readable
UPDATE household_fact SET ended_ms = :now_ms WHERE public_id = :public_id AND household_id = :household_id AND ended_ms IS NULL;

-- :fact_of_household  everything that was ever written of a household, newest first
SELECT f.public_id, coalesce(f.child_id, 0), f.kind, f.value, f.from_day, f.to_day, coalesce(f.account_id, 0), f.recorded_ms,
       coalesce(f.ended_ms, 0), coalesce(c.public_id, '')
FROM household_fact f LEFT JOIN child c ON c.id = f.child_id WHERE f.household_id = :household_id ORDER BY f.id DESC LIMIT :n;

-- :fact_span  whom a fact concerns, and when
SELECT coalesce(child_id, 0), kind, from_day, to_day FROM household_fact WHERE public_id = :public_id;

-- :fact_household  whose a fact is
SELECT h.id, h.public_id, coalesce(h.closed_day, 2147483647) FROM household_fact f JOIN household h ON h.id = f.household_id
WHERE f.public_id = :public_id;
