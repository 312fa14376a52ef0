-- Words between one family and its nursery. From whom one of TALK_HIDES (7) is hidden for the child has none (R-REG-11), not as one of the staff either.

-- :talk_place  the child, its nursery and on which side this account stands: 1 family, 0 staff of its nursery or class; no row: neither
SELECT c.id, c.public_id, c.name, c.household_id, COALESCE(c.enrolled_to_day, 0), s.id, s.public_id, s.name, s.phone,
  EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.rights = 1 AND g.hides & 7 = 0)
FROM child c JOIN site s ON s.id = c.nursery_id
WHERE c.public_id = :child
  AND (EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.rights = 1 AND g.hides & 7 = 0)
       OR (EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = c.nursery_id AND r.role IN (3, 4, 5)
                   AND (r.class = '' OR r.class = c.class))
           AND NOT EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id)));

-- :talk_hours  when the nursery is open: outside these hours nobody there reads
SELECT opens_min, closes_min FROM nursery_policy WHERE site_id = :site_id AND valid_from_day <= :day ORDER BY valid_from_day DESC LIMIT 1;

-- :talk_add  somebody writes
INSERT INTO talk (public_id, child_id, site_id, account_id, by_family, text, sent_ms)
VALUES (:public_id, :child_id, :site_id, :account_id, :by_family, :text, :now_ms);

-- :talk_recent  how much an account has written since a time
SELECT count(*) FROM talk WHERE account_id = :account_id AND sent_ms > :since_ms;

-- :talk_list  what was written with this nursery: the newest before one (before '': of all), in order, and when the other side first read it
SELECT t.public_id, t.by_family, a.name, t.account_id = :account_id, t.text, t.sent_ms,
  COALESCE((SELECT MIN(r.read_ms) FROM talk_read r WHERE r.child_id = t.child_id AND r.by_family = 1 - t.by_family AND r.through_id >= t.id), 0)
FROM talk t JOIN account a ON a.id = t.account_id
WHERE t.child_id = :child_id AND t.site_id = :site_id
  AND (:before = '' OR t.id < (SELECT b.id FROM talk b WHERE b.public_id = :before AND b.child_id = :child_id))
  AND t.id >= COALESCE((SELECT o.id FROM talk o WHERE o.child_id = :child_id AND o.site_id = :site_id
    AND (:before = '' OR o.id < (SELECT b.id FROM talk b WHERE b.public_id = :before AND b.child_id = :child_id))
    ORDER BY o.id DESC LIMIT 1 OFFSET :skip), 0)
ORDER BY t.id;

-- :talk_waiting  when the newest of the nursery's words that nobody of the family has read was written
SELECT COALESCE(MAX(t.sent_ms), 0) FROM talk t
WHERE t.child_id = :child_id AND t.site_id = :site_id AND t.by_family = 0
  AND t.id > COALESCE((SELECT MAX(r.through_id) FROM talk_read r WHERE r.child_id = :child_id AND r.by_family = 1), 0);

-- :talk_through  the number of one that was written there, and how far this account has read
SELECT t.id, COALESCE((SELECT MAX(r.through_id) FROM talk_read r
  WHERE r.child_id = :child_id AND r.by_family = :by_family AND r.account_id = :account_id), 0)
FROM talk t WHERE t.public_id = :public_id AND t.child_id = :child_id AND t.site_id = :site_id;

-- :talk_read_add  somebody has read as far as this
INSERT INTO talk_read (child_id, by_family, through_id, account_id, read_ms) VALUES (:child_id, :by_family, :through_id, :account_id, :now_ms);

-- :talk_children  the children of this account's classes in a nursery: the last word, whose it is, and how many of the family's nobody here has read
SELECT c.public_id, c.name, c.class, s.public_id, s.name, COALESCE(l.sent_ms, 0), COALESCE(l.by_family, 0),
  (SELECT count(*) FROM talk t WHERE t.child_id = c.id AND t.site_id = s.id AND t.by_family = 1
     AND t.id > COALESCE((SELECT MAX(r.through_id) FROM talk_read r WHERE r.child_id = c.id AND r.by_family = 0), 0)),
  (SELECT count(*) FROM talk t WHERE t.child_id = c.id AND t.site_id = s.id) + (SELECT count(*) FROM talk_read r WHERE r.child_id = c.id)
FROM site s JOIN child c ON c.nursery_id = s.id
LEFT JOIN talk l ON l.id = (SELECT MAX(t.id) FROM talk t WHERE t.child_id = c.id AND t.site_id = s.id)
WHERE s.public_id = :site AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day)
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = s.id AND r.role IN (3, 4, 5) AND (r.class = '' OR r.class = c.class))
  AND NOT EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id)
ORDER BY COALESCE(l.id, 0) DESC, c.class, c.kana, c.id;

-- :talk_own  the same for a guardian: every child whose words this guardian may read, and how many of the nursery's this guardian has not
SELECT c.public_id, c.name, c.class, s.public_id, s.name, COALESCE(l.sent_ms, 0), COALESCE(l.by_family, 0),
  (SELECT count(*) FROM talk t WHERE t.child_id = c.id AND t.site_id = s.id AND t.by_family = 0
     AND t.id > COALESCE((SELECT MAX(r.through_id) FROM talk_read r WHERE r.child_id = c.id AND r.by_family = 1 AND r.account_id = :account_id), 0)),
  (SELECT count(*) FROM talk t WHERE t.child_id = c.id AND t.site_id = s.id) + (SELECT count(*) FROM talk_read r WHERE r.child_id = c.id)
FROM guardian_child g JOIN child c ON c.id = g.child_id JOIN site s ON s.id = c.nursery_id
LEFT JOIN talk l ON l.id = (SELECT MAX(t.id) FROM talk t WHERE t.child_id = c.id AND t.site_id = s.id)
WHERE g.account_id = :account_id AND g.rights = 1 AND g.hides & 7 = 0
ORDER BY COALESCE(l.id, 0) DESC, c.birth_day, c.id;
