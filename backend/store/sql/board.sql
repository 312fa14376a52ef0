-- A sick-care room's day with everything that its staff see of each child. Reads only: the sealed columns are opened by the action, on the lane.

-- :board_of_day  who holds a place, did not come, or gave a place back too late and owes for it
SELECT r.id, r.public_id, c.id, c.public_id, c.name, c.kana, c.birth_day, c.household_id, r.slot, r.state, r.reason, r.version,
       coalesce(r.planned_min, -1), r.channel, r.created_ms, r.offer_ends_ms, r.segments, r.condition, r.need, coalesce(v.came_ms, 0),
       coalesce(v.went_ms, 0), coalesce(s.version, 0), coalesce(s.signed_ms, 0), coalesce(f.state, 0), coalesce(f.yen, 0),
       coalesce(f.refund_offered, 0), coalesce(g.public_id, ''), g.detail
FROM reservation r INDEXED BY reservation_of_site JOIN child c ON c.id = r.child_id
LEFT JOIN visit v ON v.reservation_id = r.id
LEFT JOIN family_sheet s ON s.reservation_id = r.id
LEFT JOIN fee f ON f.reservation_id = r.id
LEFT JOIN registration g ON g.child_id = r.child_id AND coalesce(g.site_id, 0) = :scope
WHERE r.site_id = :site_id AND r.day = :day AND (r.state IN (1, 2, 5, 8, 9, 10) OR (r.state = 7 AND f.id IS NOT NULL))
ORDER BY c.kana, r.id;

-- :board_waiting  who waits, in order; a page of the list
SELECT r.id, r.public_id, c.id, c.public_id, c.name, c.kana, c.birth_day, c.household_id, r.slot, r.state, r.reason, r.version,
       coalesce(r.planned_min, -1), r.channel, r.created_ms, r.offer_ends_ms, r.segments, r.condition, r.need, 0, 0,
       coalesce(s.version, 0), coalesce(s.signed_ms, 0), 0, 0, 0, coalesce(g.public_id, ''), g.detail
FROM reservation r INDEXED BY reservation_waiting JOIN child c ON c.id = r.child_id
LEFT JOIN family_sheet s ON s.reservation_id = r.id
LEFT JOIN registration g ON g.child_id = r.child_id AND coalesce(g.site_id, 0) = :scope
WHERE r.site_id = :site_id AND r.day = :day AND r.state = 3
ORDER BY r.class, r.queue_ms, r.id LIMIT :n;

-- :board_shared  reservations of other rooms that a guardian lets this one see
SELECT r.id, r.public_id, c.id, c.public_id, c.name, c.kana, c.birth_day, c.household_id, r.slot, r.state, r.reason, r.version,
       coalesce(r.planned_min, -1), r.channel, r.created_ms, r.offer_ends_ms, r.segments, r.condition, NULL, 0, 0, 0, 0, 0, 0, 0,
       coalesce(g.public_id, ''), g.detail
FROM transfer x INDEXED BY transfer_to JOIN reservation r ON r.id = x.reservation_id JOIN child c ON c.id = r.child_id
LEFT JOIN registration g ON g.child_id = r.child_id AND coalesce(g.site_id, 0) = :scope
WHERE x.site_id = :site_id AND x.ended_ms IS NULL AND r.day = :day AND r.state IN (1, 2, 3, 5, 8)
ORDER BY r.id LIMIT :n;
