-- Alarms, their attempts and roll calls.

-- :alarm_rules  the minutes of a nursery's ladder on a day
SELECT p.alarm_guardians_min, p.alarm_staff_min, p.alarm_head_min, p.alarm_ward_min, p.silent_min
FROM nursery_policy p WHERE p.site_id = :site_id AND p.valid_from_day <= :day ORDER BY p.valid_from_day DESC LIMIT 1;

-- :alarm_signs  what is known of a nursery's entrances in use
SELECT g.seen_ms, COALESCE(w.said_ms, 0), COALESCE(w.state, 0), COALESCE(w.backlog, 0)
FROM gateway g LEFT JOIN gateway_said w ON w.gateway_id = g.id WHERE g.site_id = :site_id AND g.revoked_ms IS NULL;

-- :alarm_add  a new alarm
INSERT INTO alarm (public_id, site_id, day, kind, child_id, opened_ms, base_ms, stepped_ms)
VALUES (:public_id, :site_id, :day, :kind, :child_id, :now_ms, :now_ms, :now_ms);

-- :alarm_climb  it has climbed a step, or the clock was set back
UPDATE alarm SET base_ms = :base_ms, step = :step, stepped_ms = :stepped_ms, version = version + 1 WHERE id = :id AND state = 1;

-- :alarm_end  it is over, and by whom
UPDATE alarm SET state = :state, closed_ms = :now_ms, closed_by = :account_id, whereabouts = :whereabouts, again_ms = :again_ms,
  note = :note, version = version + 1 WHERE id = :id AND state = 1;

-- :alarm_by_id  one alarm
SELECT id, public_id, site_id, day, kind, child_id, opened_ms, base_ms, step, stepped_ms, state, closed_ms, whereabouts, again_ms, version
FROM alarm WHERE id = :id;

-- :alarm_for_staff  an alarm for those who work in its nursery
SELECT id, public_id, site_id, day, kind, child_id, opened_ms, base_ms, step, stepped_ms, state, closed_ms, whereabouts, again_ms, version
FROM alarm a WHERE a.public_id = :public_id
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = a.site_id AND r.role IN (3, 4, 5));

-- :alarm_open_of_day  the alarms of a nursery's day that are open
SELECT id, public_id, site_id, day, kind, child_id, opened_ms, base_ms, step, stepped_ms, state, closed_ms, whereabouts, again_ms, version
FROM alarm INDEXED BY alarm_open WHERE site_id = :site_id AND state = 1 AND day = :day ORDER BY id;

-- :alarm_latest  how the last alarm of a kind about a child on a day stands
SELECT state, again_ms FROM alarm INDEXED BY alarm_of_child
WHERE child_id = :child_id AND child_id > 0 AND day = :day AND kind = :kind ORDER BY id DESC LIMIT 1;

-- :alarm_said  what the last roll call of a day said of a child
SELECT present, at_ms FROM roll_call WHERE child_id = :child_id AND day = :day ORDER BY id DESC LIMIT 1;

-- :alarm_call  a child's name was called
INSERT INTO roll_call (alarm_id, child_id, day, present, at_ms, account_id)
VALUES (:alarm_id, :child_id, :day, :present, :now_ms, :account_id);

-- :alarm_attempt_add  somebody was told, or it was tried
INSERT INTO alarm_attempt (public_id, alarm_id, at_ms, step, channel, result, account_id, message_id, detail)
VALUES (:public_id, :alarm_id, :now_ms, :step, :channel, :result, :account_id, :message_id, :detail);

-- :alarm_attempts  all of an alarm, the oldest first, with what became of a mail
SELECT t.public_id, t.at_ms, t.step, t.channel, t.result, COALESCE(a.name, ''), COALESCE(m.state, 0), t.detail
FROM alarm_attempt t LEFT JOIN account a ON a.id = t.account_id LEFT JOIN message m ON m.id = t.message_id
WHERE t.alarm_id = :alarm_id ORDER BY t.id LIMIT :n;

-- :alarm_shown  what a nursery's staff see: what is open, and what is over of one day; the newest first
SELECT a.public_id, a.day, a.kind, a.opened_ms, a.step, a.state, a.closed_ms, a.whereabouts, a.again_ms, a.version,
  COALESCE(c.public_id, ''), COALESCE(c.name, ''), COALESCE(c.class, ''), COALESCE(k.name, ''),
  (SELECT count(*) FROM alarm_attempt t WHERE t.alarm_id = a.id AND t.account_id IS NOT NULL)
FROM alarm a LEFT JOIN child c ON c.id = a.child_id LEFT JOIN account k ON k.id = a.closed_by
WHERE a.id IN (SELECT o.id FROM alarm o INDEXED BY alarm_open WHERE o.site_id = :site_id AND o.state = 1
               UNION SELECT d.id FROM alarm d INDEXED BY alarm_of_day WHERE d.site_id = :site_id AND d.day = :day)
ORDER BY a.state, a.id DESC LIMIT :n;

-- :alarm_one  one alarm as staff see it
SELECT a.public_id, a.day, a.kind, a.opened_ms, a.step, a.state, a.closed_ms, a.whereabouts, a.again_ms, a.version,
  COALESCE(c.public_id, ''), COALESCE(c.name, ''), COALESCE(c.class, ''), COALESCE(k.name, ''),
  (SELECT count(*) FROM alarm_attempt t WHERE t.alarm_id = a.id AND t.account_id IS NOT NULL), a.note
FROM alarm a LEFT JOIN child c ON c.id = a.child_id LEFT JOIN account k ON k.id = a.closed_by WHERE a.id = :id;

-- :alarm_duty  what has reached the municipality's duty screen: no child
SELECT a.public_id, a.day, a.kind, a.opened_ms, s.public_id, s.name, s.phone,
  (SELECT count(*) FROM alarm_attempt t WHERE t.alarm_id = a.id AND t.account_id IS NOT NULL)
FROM alarm a INDEXED BY alarm_duty JOIN site s ON s.id = a.site_id WHERE a.state = 1 AND a.step = :step ORDER BY a.id LIMIT :n;

-- :alarm_child  a child of an alarm's nursery
SELECT id FROM child WHERE public_id = :child AND nursery_id = :site_id;

-- :alarm_to_call  the children whose names a roll call calls: neither reported absent nor gone; whether they are here by the record, and what was said
SELECT c.id, c.public_id, c.name, c.class, c.planned_arrive_min, COALESCE(d.place, 0),
  COALESCE((SELECT r.present FROM roll_call r WHERE r.alarm_id = :alarm_id AND r.child_id = c.id ORDER BY r.id DESC LIMIT 1), -1)
FROM child c LEFT JOIN attendance_day d ON d.nursery_id = c.nursery_id AND d.day = :day AND d.child_id = c.id
WHERE c.nursery_id = :site_id AND c.enrolled_from_day <= :day AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day)
  AND NOT EXISTS (SELECT 1 FROM absence b WHERE b.child_id = c.id AND b.from_day <= :day AND b.to_day >= :day
                  AND b.withdrawn_ms IS NULL AND b.kind BETWEEN 1 AND 8)
  AND COALESCE(d.place, 0) <> 3
ORDER BY c.class, c.kana, c.id;

-- :alarm_inside  who is inside on a day, for closing time
SELECT d.child_id FROM attendance_day d WHERE d.nursery_id = :site_id AND d.day = :day AND d.place IN (1, 2) ORDER BY d.child_id;
