-- Drills, planned and held.

-- :drill_add  one more
INSERT INTO drill (public_id, site_id, day, kind, held, start_min, seconds, children, staff, note, at_ms, account_id)
VALUES (:public_id, :site_id, :day, :kind, :held, :start_min, :seconds, :children, :staff, :note, :now_ms, :account_id);

-- :drill_list  a nursery's drills of some days
SELECT d.public_id, d.day, d.kind, d.held, d.start_min, d.seconds, d.children, d.staff, d.note, a.name
FROM drill d JOIN account a ON a.id = d.account_id WHERE d.site_id = :site_id AND d.day BETWEEN :from_day AND :to_day
ORDER BY d.day, d.id LIMIT :n;
