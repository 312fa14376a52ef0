-- Medicine in the nursery: what guardians asked for, and what was given.

-- :medicine_ask  a guardian's request for a day
INSERT INTO medicine_request (public_id, child_id, nursery_id, day, detail, account_id, asked_ms)
VALUES (:public_id, :child_id, :nursery_id, :day, :detail, :account_id, :now_ms);

-- :medicine_asked  how many hold for a child's day
SELECT COUNT(*) FROM medicine_request WHERE child_id = :child_id AND day = :day AND withdrawn_ms IS NULL;

-- :medicine_withdraw  it is not to be given
UPDATE medicine_request SET withdrawn_ms = :now_ms WHERE id = :id AND withdrawn_ms IS NULL;

-- :medicine_find  a request with what became of it, for its nursery's staff and the child's guardians
SELECT m.id, c.public_id, c.household_id, m.nursery_id, m.day, COALESCE(m.withdrawn_ms, 0), COALESCE(g.id, 0), COALESCE(g.account_id, 0),
       COALESCE(g.second_ms, 0), COALESCE(d.arrived_ms, 0) > 0 AND COALESCE(d.left_ms, 0) = 0,
       EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = m.nursery_id AND r.role IN (3, 4, 5)
               AND (r.class = '' OR r.class = c.class)),
       EXISTS (SELECT 1 FROM guardian_child h WHERE h.account_id = :account_id AND h.child_id = c.id AND h.rights = 1 AND h.hides & 4 = 0)
FROM medicine_request m JOIN child c ON c.id = m.child_id
LEFT JOIN medicine_gift g ON g.request_id = m.id AND g.struck_ms IS NULL
LEFT JOIN attendance_day d ON d.nursery_id = m.nursery_id AND d.day = m.day AND d.child_id = m.child_id
WHERE m.public_id = :public_id;

-- :medicine_give  somebody has given it
INSERT INTO medicine_gift (request_id, account_id, given_ms) VALUES (:request_id, :account_id, :now_ms);

-- :medicine_see  a second person has seen it
UPDATE medicine_gift SET second_id = :account_id, second_ms = :now_ms WHERE id = :id AND second_id IS NULL AND struck_ms IS NULL;

-- :medicine_strike  it was written down by mistake
UPDATE medicine_gift SET struck_id = :account_id, struck_ms = :now_ms WHERE id = :id AND struck_ms IS NULL;

-- :medicine_of  a child's requests of some days, the day's first first
SELECT m.public_id, c.public_id, c.name, c.class, m.day, m.detail, w.name, m.asked_ms, COALESCE(m.withdrawn_ms, 0), COALESCE(g.given_ms, 0),
       COALESCE(a.name, ''), COALESCE(g.second_ms, 0), COALESCE(s.name, '')
FROM medicine_request m JOIN child c ON c.id = m.child_id JOIN account w ON w.id = m.account_id
LEFT JOIN medicine_gift g ON g.request_id = m.id AND g.struck_ms IS NULL
LEFT JOIN account a ON a.id = g.account_id LEFT JOIN account s ON s.id = g.second_id
WHERE m.child_id = :child_id AND m.day BETWEEN :from_day AND :to_day ORDER BY m.day, m.id LIMIT :n;

-- :medicine_at  a nursery's requests of a day, for a member of its staff
SELECT m.public_id, c.public_id, c.name, c.class, m.day, m.detail, w.name, m.asked_ms, COALESCE(m.withdrawn_ms, 0), COALESCE(g.given_ms, 0),
       COALESCE(a.name, ''), COALESCE(g.second_ms, 0), COALESCE(s.name, '')
FROM medicine_request m JOIN child c ON c.id = m.child_id JOIN account w ON w.id = m.account_id
LEFT JOIN medicine_gift g ON g.request_id = m.id AND g.struck_ms IS NULL
LEFT JOIN account a ON a.id = g.account_id LEFT JOIN account s ON s.id = g.second_id
WHERE m.nursery_id = :nursery_id AND m.day = :day
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = m.nursery_id AND r.role IN (3, 4, 5)
              AND (r.class = '' OR r.class = c.class))
ORDER BY c.class, c.kana, m.id;
