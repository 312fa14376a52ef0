-- Rooms in which children sleep, and the looks.

-- :nap_rules  the minutes of a nursery on a day
SELECT p.nap_age0_min, p.nap_age1_min, p.nap_age3_min, p.nap_careful_min, p.nap_new_days
FROM nursery_policy p WHERE p.site_id = :site_id AND p.valid_from_day <= :day ORDER BY p.valid_from_day DESC LIMIT 1;

-- :nap_open  a room in which children begin to sleep
INSERT INTO nap_session (public_id, site_id, day, room, opened_ms, opened_by) VALUES (:public_id, :site_id, :day, :room, :now_ms, :account_id);

-- :nap_candidate  a child of a nursery, for a session
SELECT id, birth_day, enrolled_from_day FROM child
WHERE public_id = :child AND nursery_id = :site_id AND enrolled_from_day <= :day AND (enrolled_to_day IS NULL OR enrolled_to_day >= :day);

-- :nap_add_child  it is watched from now on; one who woke and sleeps again is watched anew
INSERT INTO nap_child (session_id, child_id, interval_min, careful, from_ms)
VALUES (:session_id, :child_id, :interval_min, :careful, :now_ms)
ON CONFLICT (session_id, child_id) DO NOTHING;

-- :nap_session  a session for those who work in its nursery
SELECT n.id, n.public_id, n.site_id, n.day, n.room, n.opened_ms, n.closed_ms FROM nap_session n WHERE n.public_id = :public_id
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = n.site_id AND r.role IN (3, 4, 5));

-- :nap_of_child  a child of a session
SELECT c.id, n.from_ms, n.to_ms, n.interval_min FROM child c JOIN nap_child n ON n.child_id = c.id AND n.session_id = :session_id
WHERE c.public_id = :child;

-- :nap_check_add  somebody looked
INSERT INTO nap_check (public_id, session_id, child_id, checked_ms, entered_ms, posture, breathing, colour, account_id)
VALUES (:public_id, :session_id, :child_id, :checked_ms, :now_ms, :posture, :breathing, :colour, :account_id);

-- :nap_wake  a child woke
UPDATE nap_child SET to_ms = :now_ms WHERE session_id = :session_id AND child_id = :child_id AND to_ms = 0;

-- :nap_wake_all  the session is over
UPDATE nap_child SET to_ms = :now_ms WHERE session_id = :session_id AND to_ms = 0;

-- :nap_close  the session is over
UPDATE nap_session SET closed_ms = :now_ms, closed_by = :account_id WHERE id = :id AND closed_ms = 0;

-- :nap_sessions  a nursery's sessions of a day
SELECT n.public_id, n.room, n.opened_ms, n.closed_ms, (SELECT count(*) FROM nap_child c WHERE c.session_id = n.id)
FROM nap_session n WHERE n.site_id = :site_id AND n.day = :day ORDER BY n.id;

-- :nap_children  the children of a session
SELECT c.id, c.public_id, c.name, n.interval_min, n.careful, n.from_ms, n.to_ms
FROM nap_child n JOIN child c ON c.id = n.child_id WHERE n.session_id = :session_id ORDER BY c.kana, c.id;

-- :nap_checks  the looks at one child, in the order in which they were entered
SELECT k.checked_ms, k.entered_ms, k.posture, k.breathing, k.colour, a.name
FROM nap_check k JOIN account a ON a.id = k.account_id WHERE k.session_id = :session_id AND k.child_id = :child_id ORDER BY k.id LIMIT :n;
