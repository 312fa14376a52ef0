-- Coming back after an illness: the municipality's table, and what is known of each absence.

-- :return_policy_on  the table that holds on a day
SELECT document FROM return_policy WHERE valid_from_day <= :day ORDER BY valid_from_day DESC, id DESC LIMIT 1;

-- :return_policy_add  a table as it was loaded
INSERT INTO return_policy (valid_from_day, document, loaded_ms) VALUES (:valid_from_day, :document, :now_ms);

-- :return_of  what is known of an absence
SELECT detail, COALESCE(earliest_day, -1), paper, filed_ms, seen_ms, version FROM absence_return WHERE absence_id = :absence_id;

-- :return_put  what is known of it now
INSERT INTO absence_return (absence_id, child_id, detail, earliest_day, paper, filed_ms, seen_ms, version, account_id, changed_ms)
VALUES (:absence_id, :child_id, :detail, :earliest_day, :paper, :filed_ms, :seen_ms, 1, :account_id, :now_ms)
ON CONFLICT (absence_id) DO UPDATE SET detail = excluded.detail, earliest_day = excluded.earliest_day, paper = excluded.paper,
  filed_ms = excluded.filed_ms, seen_ms = excluded.seen_ms, version = absence_return.version + 1, account_id = excluded.account_id,
  changed_ms = excluded.changed_ms;

-- :return_spread  the illnesses that families of a nursery have told within some days: sealed, with class and child
SELECT a.public_id, a.child_id, c.class, a.detail, a.from_day FROM child c JOIN absence a ON a.child_id = c.id
WHERE c.nursery_id = :site_id AND a.from_day BETWEEN :from_day AND :to_day AND a.withdrawn_ms IS NULL AND a.kind BETWEEN 1 AND 8
ORDER BY c.class, a.child_id, a.id LIMIT :n;

-- :return_enrolled  how many children a nursery has on a day, by class
SELECT c.class, COUNT(*) FROM child c
WHERE c.nursery_id = :site_id AND c.enrolled_from_day <= :day AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day)
GROUP BY c.class ORDER BY c.class;

-- :return_site  a nursery, for who works there and for the family of a child that is there
SELECT s.id, EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = s.id AND r.role IN (3, 4, 5))
FROM site s WHERE s.public_id = :site AND s.kind = 1
  AND (EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = s.id AND r.role IN (3, 4, 5))
       OR EXISTS (SELECT 1 FROM guardian_child g JOIN child c ON c.id = g.child_id
                  WHERE g.account_id = :account_id AND g.rights = 1 AND g.hides & 4 = 0 AND c.nursery_id = s.id AND c.enrolled_to_day IS NULL));
