-- One-time codes by which guardians take over what a counter entered (R-REG-10, R-REG-11).

-- :claim_void  a newer code ends the older ones of its kind at once
UPDATE claim SET expires_ms = :now_ms WHERE household_id = :household_id AND kind = :kind AND used_ms = 0 AND expires_ms > :now_ms;

-- :claim_add  a new code
INSERT INTO claim (public_id, code_hash, household_id, kind, made_by, made_ms, expires_ms)
VALUES (:public_id, :code_hash, :household_id, :kind, :made_by, :now_ms, :expires_ms);

-- :claim_find  a code that still holds
SELECT k.id, k.household_id, h.public_id, k.made_by, EXISTS (SELECT 1 FROM guardian_child g JOIN child c ON c.id = g.child_id
         WHERE g.account_id = k.made_by AND c.household_id = k.household_id AND g.rights = 1)
FROM claim k JOIN household h ON h.id = k.household_id
WHERE k.code_hash = :code_hash AND k.used_ms = 0 AND k.expires_ms > :now_ms AND coalesce(h.closed_day, 2147483647) > :today;

-- :claim_used  once
UPDATE claim SET used_ms = :now_ms, used_by = :account_id WHERE id = :id AND used_ms = 0;

-- :claim_counter  may this account hand out a household's first code: the ward office; or the counter that entered it, while nobody signs in
SELECT h.id FROM household h WHERE h.public_id = :household
  AND (EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id AND ar.role = 8)
    OR (NOT EXISTS (SELECT 1 FROM account a WHERE a.household_id = h.id)
        AND EXISTS (SELECT 1 FROM claim k JOIN account_role maker ON maker.account_id = k.made_by
                    JOIN account_role mine ON mine.site_id = maker.site_id AND mine.account_id = :account_id AND mine.role IN (6, 7)
                    WHERE k.household_id = h.id)));

-- :claim_inviter  may this account invite one more guardian: a guardian of the household, or the ward office
SELECT h.id FROM household h WHERE h.public_id = :household
  AND (EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id AND ar.role = 8)
    OR EXISTS (SELECT 1 FROM guardian_child g JOIN child c ON c.id = g.child_id
               WHERE g.account_id = :account_id AND g.rights = 1 AND c.household_id = h.id));
