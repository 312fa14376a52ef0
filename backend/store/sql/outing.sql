-- Outings and head counts.

-- :outing_add  an outing begins
INSERT INTO outing (public_id, site_id, day, what, vehicle, opened_ms, opened_by)
VALUES (:public_id, :site_id, :day, :what, :vehicle, :now_ms, :account_id);

-- :outing_add_child  one more who is expected
INSERT INTO outing_child (outing_id, child_id) VALUES (:outing_id, :child_id) ON CONFLICT (outing_id, child_id) DO NOTHING;

-- :outing_for_staff  one for those who work in its nursery, with how many are expected and whether an alarm stops it
SELECT o.id, o.public_id, o.site_id, o.day, o.vehicle, o.seat_due_ms, o.closed_ms,
  (SELECT count(*) FROM outing_child c WHERE c.outing_id = o.id), COALESCE(a.state, 0)
FROM outing o LEFT JOIN alarm a ON a.id = o.alarm_id WHERE o.public_id = :public_id
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = o.site_id AND r.role IN (3, 4, 5));

-- :outing_by_id  one for the agenda
SELECT o.id, o.public_id, o.site_id, o.day, o.vehicle, o.seat_due_ms, o.closed_ms,
  (SELECT count(*) FROM outing_child c WHERE c.outing_id = o.id), COALESCE(a.state, 0)
FROM outing o LEFT JOIN alarm a ON a.id = o.alarm_id WHERE o.id = :id;

-- :outing_last_count  the newest count
SELECT scene, counted, verdict, account_id FROM head_count WHERE outing_id = :outing_id AND scene > 0 ORDER BY id DESC LIMIT 1;

-- :outing_count  somebody counted
INSERT INTO head_count (outing_id, scene, counted, verdict, account_id, at_ms)
VALUES (:outing_id, :scene, :counted, :verdict, :account_id, :now_ms);

-- :outing_stop  an alarm stops it
UPDATE outing SET alarm_id = :alarm_id WHERE id = :id;

-- :outing_seat  by when the last seat must be looked at
UPDATE outing SET seat_due_ms = :seat_due_ms WHERE id = :id;

-- :outing_close  everybody is back
UPDATE outing SET closed_ms = :now_ms WHERE id = :id AND closed_ms = 0;

-- :outing_of_day  a nursery's outings of a day, and those that are not over
SELECT o.id, o.public_id, o.what, o.vehicle, o.opened_ms, o.seat_due_ms, o.closed_ms,
  (SELECT count(*) FROM outing_child c WHERE c.outing_id = o.id), COALESCE(a.state, 0), COALESCE(a.public_id, '')
FROM outing o LEFT JOIN alarm a ON a.id = o.alarm_id WHERE o.site_id = :site_id AND o.day = :day ORDER BY o.id DESC;

-- :outing_children  who is expected
SELECT c.public_id, c.name, c.class FROM outing_child x JOIN child c ON c.id = x.child_id WHERE x.outing_id = :outing_id ORDER BY c.class, c.kana, c.id;

-- :outing_counts  what was counted, the oldest first
SELECT h.scene, h.counted, h.verdict, h.at_ms, a.name FROM head_count h JOIN account a ON a.id = h.account_id
WHERE h.outing_id = :outing_id ORDER BY h.id LIMIT :n;

-- :outing_alarm_open  the nursery's alarm of a kind that is open today
SELECT id FROM alarm INDEXED BY alarm_once WHERE site_id = :site_id AND day = :day AND kind = :kind AND child_id = 0 AND state = 1;

-- :outing_call  a name was called at the bus
INSERT INTO bus_roll (outing_id, child_id, ride, step, at_ms, entered_ms, account_id)
VALUES (:outing_id, :child_id, :ride, :call, :at_ms, :now_ms, :account_id);

-- :outing_ride  how many rides are over: the last seat was looked at
SELECT count(*) FROM head_count WHERE outing_id = :outing_id AND scene = 0;

-- :outing_riders  who is expected, and every call of the ride, a child's together and in order
SELECT x.child_id, c.public_id, COALESCE(b.step, 0), COALESCE(b.at_ms, 0), COALESCE(a.name, '')
FROM outing_child x JOIN child c ON c.id = x.child_id
LEFT JOIN bus_roll b ON b.outing_id = x.outing_id AND b.child_id = x.child_id AND b.ride = :ride LEFT JOIN account a ON a.id = b.account_id
WHERE x.outing_id = :outing_id ORDER BY x.child_id, b.id;
