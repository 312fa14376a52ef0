-- Calendars of guardians: the address, and what stands in them. What is hidden from a guardian (R-REG-11) is not fetched.

-- :feed_of  a guardian's address
SELECT public_id, created_ms FROM calendar_feed WHERE account_id = :account_id;

-- :feed_by_token  whose address it is
SELECT f.account_id, f.created_ms, a.language FROM calendar_feed f JOIN account a ON a.id = f.account_id
WHERE f.token_hash = :token_hash AND a.closed_ms IS NULL;

-- :feed_put  a new address in place of the old one
INSERT INTO calendar_feed (account_id, public_id, token_hash, created_ms) VALUES (:account_id, :public_id, :token_hash, :now_ms)
ON CONFLICT (account_id) DO UPDATE SET public_id = excluded.public_id, token_hash = excluded.token_hash, created_ms = excluded.created_ms;

-- :feed_remove  there is none any more
DELETE FROM calendar_feed WHERE account_id = :account_id;

-- :feed_nurseries  the nurseries of a guardian's children, with the weekdays on which each is open
SELECT DISTINCT s.id, s.public_id, s.name, COALESCE((SELECT p.weekday_mask FROM nursery_policy p WHERE p.site_id = s.id AND p.valid_from_day <= :day
  ORDER BY p.valid_from_day DESC LIMIT 1), 0)
FROM guardian_child g JOIN child c ON c.id = g.child_id JOIN site s ON s.id = c.nursery_id
WHERE g.account_id = :account_id AND g.rights = 1 AND g.hides & 4 = 0 AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day) ORDER BY s.id;

-- :feed_days  holidays (-1), and days on which a nursery is closed (0) or open (1) in spite of its weekdays
SELECT day, -1, 0 FROM holiday WHERE day BETWEEN :from_day AND :to_day
UNION ALL
SELECT day, open, version FROM site_day WHERE site_id = :site_id AND day BETWEEN :from_day AND :to_day;

-- :feed_events  notices with a day that went to this guardian, the recalled ones too
SELECT n.public_id, s.name, n.state, n.title, n.event_day, n.event_from_min, n.event_to_min, n.version, CASE WHEN n.recalled_ms > n.sent_ms THEN n.recalled_ms ELSE n.sent_ms END
FROM notice_recipient r JOIN notice n ON n.id = r.notice_id JOIN site s ON s.id = n.site_id
JOIN guardian_child g ON g.account_id = r.account_id AND g.child_id = r.child_id AND g.rights = 1 AND g.hides & 4 = 0
WHERE r.account_id = :account_id AND n.state IN (4, 5) AND n.event_day BETWEEN :from_day AND :to_day GROUP BY n.id ORDER BY n.id LIMIT :n;

-- :feed_reservations  sick care of this guardian's children
SELECT r.public_id, s.name, s.id, r.day, r.slot, r.state, r.version, r.changed_ms
FROM guardian_child g JOIN reservation r ON r.child_id = g.child_id JOIN site s ON s.id = r.site_id
WHERE g.account_id = :account_id AND g.rights = 1 AND g.hides & 12 = 0 AND r.day BETWEEN :from_day AND :to_day ORDER BY r.id LIMIT :n;
