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

-- :pickup_knows  a guardian, or a person who may fetch the child; of one account (0: all), itself and whom it authorised
SELECT 1 FROM pickup_person p WHERE p.public_id = :person AND p.child_id = :child_id AND p.removed_ms IS NULL
  AND (:account_id = 0 OR p.account_id = :account_id)
UNION ALL
SELECT 1 FROM account a JOIN guardian_child g ON g.account_id = a.id
WHERE a.public_id = :person AND g.child_id = :child_id AND g.rights = 1 AND (:account_id = 0 OR a.id = :account_id) LIMIT 1;

-- :pickup_holds  a person who was authorised, no guardian; by one account (0: all)
SELECT 1 FROM pickup_person WHERE public_id = :person AND child_id = :child_id AND removed_ms IS NULL AND (:account_id = 0 OR account_id = :account_id);

-- :pickup_say  who fetches the child on a day, and when
INSERT INTO pickup_word (child_id, day, person, at_min, account_id, said_ms) VALUES (:child_id, :day, :person, :at_min, :account_id, :now_ms);

-- :pickup_said_of  the latest word about a child's day; of one account (0: all), its own
SELECT c.public_id, w.person, COALESCE(a.name, ''), COALESCE(p.person, x''), w.at_min, w.said_ms
FROM child c JOIN pickup_word w ON w.child_id = c.id LEFT JOIN account a ON a.public_id = w.person LEFT JOIN pickup_person p ON p.public_id = w.person
WHERE c.id = :child_id AND w.day = :day AND (:account_id = 0 OR w.account_id = :account_id) ORDER BY w.id DESC LIMIT 1;

-- :pickup_said_at  the latest words about a nursery's day, for a member of its staff
SELECT c.public_id, w.person, COALESCE(a.name, ''), COALESCE(p.person, x''), w.at_min, w.said_ms
FROM child c JOIN pickup_word w ON w.child_id = c.id LEFT JOIN account a ON a.public_id = w.person LEFT JOIN pickup_person p ON p.public_id = w.person
WHERE c.nursery_id = :site_id AND w.day = :day
  AND w.id = (SELECT MAX(x.id) FROM pickup_word x WHERE x.child_id = c.id AND x.day = :day)
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = c.nursery_id AND r.role IN (3, 4, 5)
              AND (r.class = '' OR r.class = c.class))
ORDER BY c.id;
