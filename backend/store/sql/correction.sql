-- Staff's word about a child's day: appended, never changed.

-- :correction_insert  a word of staff
INSERT INTO correction (public_id, child_id, day, kind, at_ms, tap_id, reason, account_id, recorded_ms, known_tap_id, voids_id)
VALUES (:public_id, :child_id, :day, :kind, :at_ms, :tap_id, :reason, :account_id, :recorded_ms, :known_tap_id, :voids_id);

-- :correction_of_day  what staff said of a child's day, in the order in which they said it
SELECT id, kind, at_ms, COALESCE(tap_id, 0), recorded_ms, known_tap_id, COALESCE(voids_id, 0)
FROM correction WHERE child_id = :child_id AND day = :day ORDER BY id LIMIT :n;

-- :correction_shown  the same for people
SELECT c.public_id, c.kind, c.at_ms, COALESCE(t.public_id, ''), c.reason, c.recorded_ms, COALESCE(v.public_id, ''),
       EXISTS (SELECT 1 FROM correction x WHERE x.child_id = :child_id AND x.day = :day AND x.voids_id = c.id)
FROM correction c LEFT JOIN tap t ON t.id = c.tap_id LEFT JOIN correction v ON v.id = c.voids_id
WHERE c.child_id = :child_id AND c.day = :day ORDER BY c.id LIMIT :n;

-- :correction_standing  a word of a child's day by the id that the outside uses, unless it was taken out; what takes out is no such word
SELECT c.id FROM correction c WHERE c.public_id = :public_id AND c.child_id = :child_id AND c.day = :day AND c.kind < 5
  AND NOT EXISTS (SELECT 1 FROM correction x WHERE x.child_id = :child_id AND x.day = :day AND x.voids_id = c.id);
