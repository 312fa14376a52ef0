-- A day of use in a sick-care room: came, went.

-- :visit_come  a child came in
INSERT INTO visit (reservation_id, came_ms, came_by, came_recorded_ms, checks) VALUES (:reservation_id, :came_ms, :came_by, :now_ms, :checks);

-- :visit_leave  … and was handed over
UPDATE visit SET went_ms = :went_ms, went_by = :went_by, went_recorded_ms = :now_ms, handed = :handed
WHERE reservation_id = :reservation_id AND went_ms = 0;

-- :visit_times  when
SELECT came_ms, went_ms FROM visit WHERE reservation_id = :reservation_id;

-- :visit_left  who of a room's day is still neither gone nor accounted for
SELECT public_id FROM reservation INDEXED BY reservation_holding
WHERE site_id = :site_id AND day = :day AND state IN (1, 2, 5, 8, 9) AND state <> 9 ORDER BY id LIMIT :n;

-- :visit_no_shows  on which days a child did not come (R-CAN-06)
SELECT day FROM reservation INDEXED BY reservation_no_show
WHERE child_id = :child_id AND day BETWEEN :from_day AND :to_day AND state = 10 AND id <> :id AND (:site_id = 0 OR site_id = :site_id);
