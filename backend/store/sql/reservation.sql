-- :reservation_facts  all that a decision needs about one child, room and day; no row: not theirs to ask, or no such room
SELECT c.id, c.birth_day, c.household_id, s.id, s.phone,
       c.nursery_id IS NOT NULL AND c.enrolled_from_day <= :day AND coalesce(c.enrolled_to_day, :day) >= :day,
       coalesce(h.closed_day, 2147483647),
       :staff AND EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id AND ar.role IN (6, 7) AND ar.site_id = s.id)
FROM child c JOIN household h ON h.id = c.household_id
JOIN site s ON s.public_id = :room AND s.kind = 2
WHERE c.public_id = :child
  AND (EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.rights = 1 AND g.hides & 8 = 0)
    OR (:staff AND EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id AND ar.role IN (6, 7) AND ar.site_id = s.id)));

-- :reservation_child_days  the child's active reservations around a day, in any room
SELECT day, site_id, state, id, wish FROM reservation INDEXED BY reservation_active
WHERE child_id = :child_id AND day BETWEEN :from_day AND :to_day AND state IN (1, 2, 3, 5, 8, 9);

-- :reservation_calendar  holidays and the room's own exceptions in a range of days: 1 holiday, 2 closed, 3 open
SELECT day, 1 FROM holiday WHERE day BETWEEN :from_day AND :to_day
UNION ALL
SELECT day, 2 + open FROM site_day WHERE site_id = :site_id AND day BETWEEN :from_day AND :to_day;

-- :reservation_held  who holds a place on a room's day: what the assignment is made of
SELECT r.id, r.public_id, r.child_id, r.segments, r.need, c.birth_day, r.state, r.version, r.class, r.queue_ms
FROM reservation r INDEXED BY reservation_holding JOIN child c ON c.id = r.child_id
WHERE r.site_id = :site_id AND r.day = :day AND r.state IN (1, 2, 5, 8, 9);

-- :reservation_queue  who waits on a room's day, in order
SELECT r.id, r.public_id, r.child_id, r.segments, r.need, c.birth_day, r.version, r.class, r.queue_ms, r.auto_until_ms, r.stays, r.keep,
       r.wish, r.together, r.request_id, c.household_id, r.slot, coalesce((SELECT p.wish FROM reservation p INDEXED BY reservation_active
         WHERE p.child_id = r.child_id AND p.day = r.day AND p.id <> r.id AND p.state IN (1, 2, 3, 5, 8, 9) AND p.state <> 3
         ORDER BY p.wish LIMIT 1), 0),
       CASE WHEN r.together = 0 THEN 1 ELSE (SELECT count(*) FROM reservation m INDEXED BY reservation_request
         WHERE m.request_id = r.request_id AND m.request_id > 0 AND m.site_id = r.site_id AND m.day = r.day AND m.state = 3) END
FROM reservation r INDEXED BY reservation_waiting JOIN child c ON c.id = r.child_id
WHERE r.site_id = :site_id AND r.day = :day AND r.state = 3 ORDER BY r.class, r.queue_ms, r.id;

-- :reservation_rank  how many stand before an entry
SELECT count(*) FROM reservation INDEXED BY reservation_waiting WHERE site_id = :site_id AND day = :day AND state = 3
  AND (class < :class OR (class = :class AND (queue_ms < :queue_ms OR (queue_ms = :queue_ms AND id < :id))));

-- :reservation_queue_last  the greatest place in a class: whoever asks now comes after it even when the clock has gone back
SELECT coalesce(max(queue_ms), 0) FROM reservation INDEXED BY reservation_waiting
WHERE site_id = :site_id AND day = :day AND state = 3 AND class = :class;

-- :reservation_rooms_of_day  every sick room, for whoever looks for one that accepts (R-ROOM-07)
SELECT id, public_id FROM site WHERE kind = 2 ORDER BY public_id;

-- :reservation_add  a new reservation in its first state
INSERT INTO reservation (public_id, child_id, site_id, day, slot, segments, state, reason, account_id, channel, condition, need, request_id,
                         together, wish, keep, class, queue_ms, auto_until_ms, stays, planned_min, version, created_ms, changed_ms)
VALUES (:public_id, :child_id, :site_id, :day, :slot, :segments, :state, :reason, :account_id, :channel, :condition, :need, :request_id,
        :together, :wish, :keep, :class, :queue_ms, :auto_until_ms, :stays, :planned_min, 1, :now_ms, :now_ms);

-- :reservation_lead  the first of a request's reservations stands for the request
UPDATE reservation SET request_id = id WHERE id = :id;

-- :reservation_event_add  the history
INSERT INTO reservation_event (reservation_id, at_ms, from_state, to_state, account_id, cause, reason, late, rank)
VALUES (:reservation_id, :at_ms, :from_state, :to_state, :account_id, :cause, :reason, :late, :rank);

-- :reservation_set_state  the version guards against a second hand
UPDATE reservation SET state = :state, reason = :reason, version = version + 1, changed_ms = :now_ms, offer_ends_ms = :offer_ends_ms
WHERE id = :id AND version = :version;

-- :reservation_set_queue  another place on the list: behind everybody, or as drawn
UPDATE reservation SET queue_ms = :queue_ms, class = :class, reason = :reason, version = version + 1, changed_ms = :now_ms WHERE id = :id;

-- :reservation_set_need  another room or a pin: nothing that a family sees, so its version stays
UPDATE reservation SET need = :need WHERE id = :id;

-- :reservation_set_told  what is said of it by now
UPDATE reservation SET condition = :condition, planned_min = coalesce(:planned_min, planned_min), version = version + 1, changed_ms = :now_ms
WHERE id = :id AND version = :version;

-- :reservation_set_wishes  accepted beforehand until, stays on the list of the day itself
UPDATE reservation SET auto_until_ms = :auto_until_ms, stays = :stays, version = version + 1, changed_ms = :now_ms
WHERE id = :id AND version = :version;

-- :reservation_reminded  the family was reminded of the cancel deadline
UPDATE reservation SET reminded_ms = :now_ms WHERE id = :id;

-- :reservation_comes  the family answered the reminder: it comes
UPDATE reservation SET coming_ms = :now_ms WHERE id = :id AND coming_ms = 0;

-- :reservation_coming  when it did; 0: it did not
SELECT coming_ms FROM reservation WHERE id = :id;

-- :reservation_row  one reservation for a caller who may see it: its guardians, its room's staff, staff of a room it was transferred to
SELECT r.id, r.public_id, c.public_id, c.name, s.public_id, s.name, r.day, r.slot, r.state, r.reason, r.version, r.created_ms,
       r.changed_ms, r.site_id, r.child_id, c.household_id, s.phone, r.class, r.queue_ms, r.offer_ends_ms, r.auto_until_ms, r.stays, r.keep,
       r.wish, r.together, r.request_id, r.channel, coalesce(r.planned_min, -1), r.segments,
       EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id AND ar.role IN (6, 7) AND ar.site_id = r.site_id),
       EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = r.child_id AND g.rights = 1)
FROM reservation r JOIN child c ON c.id = r.child_id JOIN site s ON s.id = r.site_id
WHERE r.public_id = :public_id
  AND (EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = r.child_id AND g.rights = 1 AND g.hides & 8 = 0)
    OR EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id AND ar.role IN (6, 7) AND ar.site_id = r.site_id)
    OR EXISTS (SELECT 1 FROM transfer x JOIN account_role ar ON ar.site_id = x.site_id AND ar.role IN (6, 7)
      WHERE x.reservation_id = r.id AND x.ended_ms IS NULL AND ar.account_id = :account_id));

-- :reservation_of_family  a guardian's reservations from a day on, newest id after the cursor
SELECT r.id, r.public_id, c.public_id, c.name, s.public_id, s.name, r.day, r.slot, r.state, r.reason, r.version, r.created_ms,
       r.changed_ms, r.site_id, r.child_id, c.household_id, s.phone, r.class, r.queue_ms, r.offer_ends_ms, r.auto_until_ms, r.stays, r.keep,
       r.wish, r.together, r.request_id, r.channel, coalesce(r.planned_min, -1), r.segments, 0, 1
FROM guardian_child g JOIN reservation r ON r.child_id = g.child_id
JOIN child c ON c.id = r.child_id JOIN site s ON s.id = r.site_id
WHERE g.account_id = :account_id AND g.rights = 1 AND g.hides & 8 = 0 AND r.day BETWEEN :from_day AND :to_day AND r.id < :before
ORDER BY r.id DESC LIMIT :limit;

-- :reservation_of_room  a room's reservations of some days, for its staff
SELECT r.id, r.public_id, c.public_id, c.name, s.public_id, s.name, r.day, r.slot, r.state, r.reason, r.version, r.created_ms,
       r.changed_ms, r.site_id, r.child_id, c.household_id, s.phone, r.class, r.queue_ms, r.offer_ends_ms, r.auto_until_ms, r.stays, r.keep,
       r.wish, r.together, r.request_id, r.channel, coalesce(r.planned_min, -1), r.segments, 1, 0
FROM site s JOIN reservation r ON r.site_id = s.id JOIN child c ON c.id = r.child_id
WHERE s.public_id = :room AND r.day BETWEEN :from_day AND :to_day AND r.id < :before
  AND EXISTS (SELECT 1 FROM account_role ar WHERE ar.account_id = :account_id AND ar.role IN (6, 7) AND ar.site_id = s.id)
ORDER BY r.id DESC LIMIT :limit;

-- :reservation_by_id  one reservation for the server itself: a timer, a link
SELECT r.id, r.public_id, c.public_id, c.name, s.public_id, s.name, r.day, r.slot, r.state, r.reason, r.version, r.created_ms,
       r.changed_ms, r.site_id, r.child_id, c.household_id, s.phone, r.class, r.queue_ms, r.offer_ends_ms, r.auto_until_ms, r.stays, r.keep,
       r.wish, r.together, r.request_id, r.channel, coalesce(r.planned_min, -1), r.segments, 0, 0
FROM reservation r JOIN child c ON c.id = r.child_id JOIN site s ON s.id = r.site_id
WHERE r.id = :id;

-- :reservation_of_request  the reservations made by one request, in their order
SELECT r.id, r.public_id, c.public_id, c.name, s.public_id, s.name, r.day, r.slot, r.state, r.reason, r.version, r.created_ms,
       r.changed_ms, r.site_id, r.child_id, c.household_id, s.phone, r.class, r.queue_ms, r.offer_ends_ms, r.auto_until_ms, r.stays, r.keep,
       r.wish, r.together, r.request_id, r.channel, coalesce(r.planned_min, -1), r.segments, 0, 0
FROM reservation r INDEXED BY reservation_request JOIN child c ON c.id = r.child_id JOIN site s ON s.id = r.site_id
WHERE r.request_id = :request_id AND r.request_id > 0 ORDER BY r.id;

-- :reservation_of_day  the reservations of a room's day in one state, in the order of asking
SELECT r.id, r.public_id, c.public_id, c.name, s.public_id, s.name, r.day, r.slot, r.state, r.reason, r.version, r.created_ms,
       r.changed_ms, r.site_id, r.child_id, c.household_id, s.phone, r.class, r.queue_ms, r.offer_ends_ms, r.auto_until_ms, r.stays, r.keep,
       r.wish, r.together, r.request_id, r.channel, coalesce(r.planned_min, -1), r.segments, 0, 0
FROM site s JOIN reservation r ON r.site_id = s.id JOIN child c ON c.id = r.child_id
WHERE s.id = :site_id AND r.day = :day AND r.state = :state AND r.state IN (1, 2, 3, 5, 8, 9) ORDER BY r.class, r.queue_ms, r.id;

-- :reservation_to_remind  confirmed places of a room's day whose families were not reminded yet
SELECT r.id, r.public_id, c.public_id, c.name, s.public_id, s.name, r.day, r.slot, r.state, r.reason, r.version, r.created_ms,
       r.changed_ms, r.site_id, r.child_id, c.household_id, s.phone, r.class, r.queue_ms, r.offer_ends_ms, r.auto_until_ms, r.stays, r.keep,
       r.wish, r.together, r.request_id, r.channel, coalesce(r.planned_min, -1), r.segments, 0, 0
FROM site s JOIN reservation r ON r.site_id = s.id JOIN child c ON c.id = r.child_id
WHERE s.id = :site_id AND r.day = :day AND r.state = 2 AND r.reminded_ms = 0 ORDER BY r.id;

-- :reservation_of_child_day  the child's other active reservations of a day, in one state (R-RSV-02)
SELECT r.id, r.public_id, c.public_id, c.name, s.public_id, s.name, r.day, r.slot, r.state, r.reason, r.version, r.created_ms,
       r.changed_ms, r.site_id, r.child_id, c.household_id, s.phone, r.class, r.queue_ms, r.offer_ends_ms, r.auto_until_ms, r.stays, r.keep,
       r.wish, r.together, r.request_id, r.channel, coalesce(r.planned_min, -1), r.segments, 0, 0
FROM reservation r INDEXED BY reservation_active JOIN child c ON c.id = r.child_id JOIN site s ON s.id = r.site_id
WHERE r.child_id = :child_id AND r.day = :day AND r.id <> :id AND r.state IN (1, 2, 3, 5, 8, 9) ORDER BY r.id;

-- :reservation_sealed  the sealed columns of a reservation: opened only on the lane, after the audit line of the reading
SELECT condition, need FROM reservation WHERE id = :id;

-- :reservation_asker  who asked for it
SELECT account_id FROM reservation WHERE id = :id;

-- :reservation_history  the steps of a reservation
SELECT at_ms, from_state, to_state, cause, reason, late, rank, coalesce(account_id, 0) FROM reservation_event
WHERE reservation_id = :reservation_id ORDER BY id;

-- :reservation_rooms  every sick room, for the vacancy board
SELECT id, public_id, name, sick_type, area, phone FROM site WHERE kind = 2 ORDER BY public_id;

-- :reservation_days  the places of a room's days that are known, with what is held in each part of the day
SELECT sd.day, sd.capacity,
  (SELECT coalesce(sum(r.segments & 1), 0) FROM reservation r WHERE r.site_id = sd.site_id AND r.day = sd.day AND r.state IN (1, 2, 5, 8, 9)),
  (SELECT coalesce(sum(r.segments >> 1 & 1), 0) FROM reservation r WHERE r.site_id = sd.site_id AND r.day = sd.day AND r.state IN (1, 2, 5, 8, 9)),
  (SELECT coalesce(sum(r.segments >> 2 & 1), 0) FROM reservation r WHERE r.site_id = sd.site_id AND r.day = sd.day AND r.state IN (1, 2, 5, 8, 9)),
  (SELECT coalesce(sum(r.segments >> 3 & 1), 0) FROM reservation r WHERE r.site_id = sd.site_id AND r.day = sd.day AND r.state IN (1, 2, 5, 8, 9))
FROM sick_day sd WHERE sd.site_id = :site_id AND sd.day BETWEEN :from_day AND :to_day;

-- :reservation_waits  how many wait, by day and slot
SELECT day, slot, sum(waiting) FROM sick_queue WHERE site_id = :site_id AND day BETWEEN :from_day AND :to_day GROUP BY day, slot;

-- :reservation_recount  days that hold more than they may: the nightly self-check finds none
SELECT sd.site_id, sd.day, sd.capacity,
  (SELECT max(sum(r.segments & 1), sum(r.segments >> 1 & 1), sum(r.segments >> 2 & 1), sum(r.segments >> 3 & 1)) FROM reservation r
    WHERE r.site_id = sd.site_id AND r.day = sd.day AND r.state IN (1, 2, 5, 8, 9)) AS held
FROM sick_day sd WHERE held > sd.capacity ORDER BY sd.site_id, sd.day;

-- :reservation_count  how many there are
SELECT count(*) FROM reservation;
