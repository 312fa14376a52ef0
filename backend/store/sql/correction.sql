-- Staff's word about a child's day: appended, never changed.

-- :correction_insert  a word of staff
INSERT INTO correction (public_id, child_id, day, kind, at_ms, tap_id, reason, account_id, recorded_ms, known_tap_id)
VALUES (:public_id, :child_id, :day, :kind, :at_ms, :tap_id, :reason, :account_id, :recorded_ms, :known_tap_id);

-- :correction_of_day  what staff said of a child's day, in the order in which they said it
SELECT id, kind, at_ms, COALESCE(tap_id, 0), recorded_ms, known_tap_id
FROM correction WHERE child_id = :child_id AND day = :day ORDER BY id LIMIT :n;

-- :correction_shown  the same for people
SELECT c.public_id, c.kind, c.at_ms, COALESCE(t.public_id, ''), c.reason, c.recorded_ms
FROM correction c LEFT JOIN tap t ON t.id = c.tap_id
WHERE c.child_id = :child_id AND c.day = :day ORDER BY c.id LIMIT :n;
