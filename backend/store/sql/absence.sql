-- Absence reports of families and staff; withdrawn ones stay.

-- :absence_insert  a report
INSERT INTO absence (public_id, child_id, from_day, to_day, kind, detail, expected_ms, account_id, created_ms)
VALUES (:public_id, :child_id, :from_day, :to_day, :kind, :detail, :expected_ms, :account_id, :created_ms);

-- :absence_of_day  the reports that stand and cover a child's day
SELECT id, kind, created_ms, expected_ms FROM absence
WHERE child_id = :child_id AND from_day <= :day AND to_day >= :day AND withdrawn_ms IS NULL ORDER BY id;

-- :absence_of_child  a child's reports, newest first
SELECT id, public_id, from_day, to_day, kind, detail, expected_ms, created_ms, COALESCE(withdrawn_ms, 0),
       EXISTS (SELECT 1 FROM absence_booking b WHERE b.absence_id = absence.id)
FROM absence WHERE child_id = :child_id ORDER BY id DESC LIMIT :n;

-- :absence_by_public_id  one report of a child
SELECT id, public_id, from_day, to_day, kind, detail, expected_ms, created_ms, COALESCE(withdrawn_ms, 0),
       EXISTS (SELECT 1 FROM absence_booking b WHERE b.absence_id = absence.id)
FROM absence WHERE public_id = :public_id AND child_id = :child_id;

-- :absence_withdraw  the report no longer holds; it stays readable
UPDATE absence SET withdrawn_ms = :now_ms WHERE id = :id AND withdrawn_ms IS NULL;

-- :absence_booked  a report was written with a booking
INSERT INTO absence_booking (absence_id, reservation_id) SELECT :absence_id, r.id FROM reservation r WHERE r.public_id = :reservation;

-- :absence_booked_stands  does a report that was written with a booking still stand?
SELECT 1 FROM reservation r JOIN absence_booking b ON b.reservation_id = r.id JOIN absence a ON a.id = b.absence_id
WHERE r.public_id = :reservation AND a.withdrawn_ms IS NULL LIMIT 1;
