-- Who may fetch a child.

-- :pickup_add  a person whom the guardians authorise
INSERT INTO pickup_person (public_id, child_id, person, account_id, created_ms) VALUES (:public_id, :child_id, :person, :account_id, :now_ms);

-- :pickup_of  those of a child who hold; of one account (0: all), those whom it authorised
SELECT public_id, person FROM pickup_person WHERE child_id = :child_id AND removed_ms IS NULL
  AND (:account_id = 0 OR account_id = :account_id) ORDER BY id LIMIT :n;

-- :pickup_remove  a person may no longer fetch the child; who it was stays
UPDATE pickup_person SET removed_ms = :now_ms WHERE public_id = :public_id AND child_id = :child_id AND removed_ms IS NULL
  AND (:account_id = 0 OR account_id = :account_id);

-- :pickup_count  how many hold, and how many of them an account authorised
SELECT count(*), coalesce(sum(CASE WHEN account_id = :account_id THEN 1 ELSE 0 END), 0) FROM pickup_person
WHERE child_id = :child_id AND removed_ms IS NULL;

-- :pickup_guardians  a child's guardians, who may always fetch it
SELECT a.public_id, a.name FROM guardian_child g JOIN account a ON a.id = g.account_id
WHERE g.child_id = :child_id AND g.rights = 1 AND (:account_id = 0 OR a.id = :account_id) ORDER BY a.id;

-- :pickup_child  a child for its guardians, its nursery's staff, and staff of a room in which it has something open from a day on
SELECT c.id,
  EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.rights = 1),
  EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id AND ar.role IN (3, 4, 5) AND ar.site_id = c.nursery_id
    AND (ar.role <> 3 OR ar.class = '' OR ar.class = c.class)),
  EXISTS (SELECT 1 FROM reservation r INDEXED BY reservation_active JOIN account_role ar ON ar.site_id = r.site_id AND ar.role IN (6, 7)
    WHERE r.child_id = c.id AND r.day >= :from_day AND r.state IN (1, 2, 3, 5, 8, 9) AND ar.account_id = :account_id),
  coalesce((SELECT g.hides FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.rights = 1), 0)
FROM child c WHERE c.public_id = :child;
