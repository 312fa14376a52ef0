-- :reservation_facts  all that a decision needs about one child, room and day; no row: not theirs to ask, or no such room
SELECT c.id, c.birth_day, c.household_id, s.id, s.phone,
       p.capacity, p.weekday_mask, p.opens_min, p.closes_min, p.open_basis, p.window_open_min, p.window_close_before,
       p.window_close_min, p.days_ahead, p.age_low_months, p.age_high, p.max_days, p.waiting_max, p.refused,
       coalesce(sd.capacity, p.capacity), coalesce(sd.waiting, 0), sd.site_id IS NOT NULL,
       (SELECT count(*) FROM reservation r
         WHERE r.site_id = s.id AND r.day = :day AND r.slot = :slot AND r.state IN (1, 2, 5, 8, 9)),
       :staff AND EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id AND ar.role IN (6, 7) AND ar.site_id = s.id)
FROM child c
JOIN site s ON s.public_id = :room AND s.kind = 2
JOIN sickroom_policy p ON p.site_id = s.id AND p.valid_from_day =
  (SELECT max(valid_from_day) FROM sickroom_policy WHERE site_id = s.id AND valid_from_day <= :day)
LEFT JOIN slot_day sd ON sd.site_id = s.id AND sd.day = :day AND sd.slot = :slot
WHERE c.public_id = :child
  AND (EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.rights = 1)
    OR (:staff AND EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id AND ar.role IN (6, 7) AND ar.site_id = s.id)));

-- :reservation_child_day  the child's active reservations of a day, in any room
SELECT site_id, state, slot FROM reservation INDEXED BY reservation_active
WHERE child_id = :child_id AND day = :day AND state IN (1, 2, 3, 5, 8, 9);

-- :reservation_calendar  holidays and the room's own exceptions in a range of days: 1 holiday, 2 closed, 3 open
SELECT day, 1 FROM holiday WHERE day BETWEEN :from_day AND :to_day
UNION ALL
SELECT day, 2 + open FROM site_day WHERE site_id = :site_id AND day BETWEEN :from_day AND :to_day;

-- :reservation_accepting_rooms  rooms whose policy of that day does not refuse: the caller compares the codes (R-ROOM-07)
SELECT s.public_id, p.refused FROM site s JOIN sickroom_policy p ON p.site_id = s.id AND p.valid_from_day =
  (SELECT max(valid_from_day) FROM sickroom_policy WHERE site_id = s.id AND valid_from_day <= :day)
WHERE s.kind = 2 ORDER BY s.public_id;

-- :reservation_slot_add  fixes the capacity of a day when its first request comes
INSERT INTO slot_day (site_id, day, slot, capacity) VALUES (:site_id, :day, :slot, :capacity)
ON CONFLICT (site_id, day, slot) DO NOTHING;

-- :reservation_slot_waiting  one more or one less waits
UPDATE slot_day SET waiting = waiting + :change WHERE site_id = :site_id AND day = :day AND slot = :slot;

-- :reservation_add  a new reservation in its first state
INSERT INTO reservation (public_id, child_id, site_id, day, slot, state, reason, account_id, channel, condition, version,
                         created_ms, changed_ms)
VALUES (:public_id, :child_id, :site_id, :day, :slot, :state, :reason, :account_id, :channel, :condition, 1, :now_ms, :now_ms);

-- :reservation_event_add  the history
INSERT INTO reservation_event (reservation_id, at_ms, from_state, to_state, account_id)
VALUES (:reservation_id, :at_ms, :from_state, :to_state, :account_id);

-- :reservation_set_state  the version guards against a second hand
UPDATE reservation SET state = :state, reason = :reason, version = version + 1, changed_ms = :now_ms
WHERE id = :id AND version = :version;

-- :reservation_row  one reservation for a caller who may see it: its guardians, its room's staff
SELECT r.id, r.public_id, c.public_id, c.name, s.public_id, s.name, r.day, r.slot, r.state, r.reason, r.version, r.created_ms,
       r.changed_ms, r.site_id, r.child_id, c.household_id, s.phone,
       CASE WHEN r.state = 3 THEN (SELECT count(*) FROM reservation w
         WHERE w.site_id = r.site_id AND w.day = r.day AND w.slot = r.slot AND w.state = 3 AND w.id <= r.id) ELSE 0 END
FROM reservation r JOIN child c ON c.id = r.child_id JOIN site s ON s.id = r.site_id
WHERE r.public_id = :public_id
  AND (EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = r.child_id AND g.rights = 1)
    OR EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id AND ar.role IN (6, 7) AND ar.site_id = r.site_id));

-- :reservation_of_family  a guardian's reservations from a day on, newest id after the cursor
SELECT r.id, r.public_id, c.public_id, c.name, s.public_id, s.name, r.day, r.slot, r.state, r.reason, r.version, r.created_ms,
       r.changed_ms, r.site_id, r.child_id, c.household_id, s.phone,
       CASE WHEN r.state = 3 THEN (SELECT count(*) FROM reservation w
         WHERE w.site_id = r.site_id AND w.day = r.day AND w.slot = r.slot AND w.state = 3 AND w.id <= r.id) ELSE 0 END
FROM guardian_child g JOIN reservation r ON r.child_id = g.child_id
JOIN child c ON c.id = r.child_id JOIN site s ON s.id = r.site_id
WHERE g.account_id = :account_id AND g.rights = 1 AND r.day BETWEEN :from_day AND :to_day AND r.id < :before
ORDER BY r.id DESC LIMIT :limit;

-- :reservation_of_room  a room's reservations of some days, for its staff
SELECT r.id, r.public_id, c.public_id, c.name, s.public_id, s.name, r.day, r.slot, r.state, r.reason, r.version, r.created_ms,
       r.changed_ms, r.site_id, r.child_id, c.household_id, s.phone,
       CASE WHEN r.state = 3 THEN (SELECT count(*) FROM reservation w
         WHERE w.site_id = r.site_id AND w.day = r.day AND w.slot = r.slot AND w.state = 3 AND w.id <= r.id) ELSE 0 END
FROM account_role ar JOIN site s ON s.id = ar.site_id AND s.public_id = :room
JOIN reservation r ON r.site_id = s.id JOIN child c ON c.id = r.child_id
WHERE ar.account_id = :account_id AND ar.role IN (6, 7) AND r.day BETWEEN :from_day AND :to_day AND r.id < :before
ORDER BY r.id DESC LIMIT :limit;

-- :reservation_next_waiting  the first in line that may have the place: the child has none on that day yet
SELECT r.id, r.public_id, r.child_id, r.version, c.household_id FROM reservation r JOIN child c ON c.id = r.child_id
WHERE r.site_id = :site_id AND r.day = :day AND r.slot = :slot AND r.state = 3
  AND NOT EXISTS (SELECT 1 FROM reservation p
    WHERE p.child_id = r.child_id AND p.day = r.day AND p.slot = r.slot AND p.state IN (1, 2, 3, 5, 8, 9) AND p.state <> 3)
ORDER BY r.id LIMIT 1;

-- :reservation_free_places  capacity less what is held
SELECT sd.capacity - (SELECT count(*) FROM reservation r
  WHERE r.site_id = sd.site_id AND r.day = sd.day AND r.slot = sd.slot AND r.state IN (1, 2, 5, 8, 9))
FROM slot_day sd WHERE sd.site_id = :site_id AND sd.day = :day AND sd.slot = :slot;

-- :reservation_other_waits  the child's other waiting entries of the day, released when it gets a place (R-RSV-02)
SELECT id, version, site_id FROM reservation INDEXED BY reservation_active
WHERE child_id = :child_id AND day = :day AND state = 3 AND state IN (1, 2, 3, 5, 8, 9) AND id <> :id ORDER BY id;

-- :reservation_rooms  every sick room, for the vacancy board
SELECT id, public_id, name, sick_type, area, phone FROM site WHERE kind = 2 ORDER BY public_id;

-- :reservation_room_policies  the rooms' dated rules
SELECT site_id, valid_from_day, capacity, weekday_mask, opens_min, closes_min, open_basis, window_open_min,
       window_close_before, window_close_min, days_ahead, age_low_months, age_high, max_days, waiting_max
FROM sickroom_policy WHERE site_id = :site_id AND valid_from_day <= :to_day ORDER BY valid_from_day;

-- :reservation_slots  what is taken and who waits in a range of days, one row per day that was ever asked for
SELECT sd.site_id, sd.day, sd.slot, sd.capacity, sd.waiting,
  (SELECT count(*) FROM reservation r
    WHERE r.site_id = sd.site_id AND r.day = sd.day AND r.slot = sd.slot AND r.state IN (1, 2, 5, 8, 9))
FROM slot_day sd WHERE sd.site_id = :site_id AND sd.day BETWEEN :from_day AND :to_day;

-- :reservation_recount  slots whose counts do not agree with their rows: the nightly self-check finds none
SELECT sd.site_id, sd.day, sd.slot, sd.capacity, sd.waiting,
  (SELECT count(*) FROM reservation r
    WHERE r.site_id = sd.site_id AND r.day = sd.day AND r.slot = sd.slot AND r.state IN (1, 2, 5, 8, 9)) AS held,
  (SELECT count(*) FROM reservation r
    WHERE r.site_id = sd.site_id AND r.day = sd.day AND r.slot = sd.slot AND r.state = 3) AS waits
FROM slot_day sd WHERE held > sd.capacity OR waits <> sd.waiting ORDER BY sd.site_id, sd.day;

-- :reservation_count  how many there are
SELECT count(*) FROM reservation;
