-- A month of a sick-care room in figures: the history of its reservations, its days as they were, and counts without children.

-- :figures_history  every step of the reservations of a room's days that was noted in time, one reservation after the other
SELECT r.id, r.public_id, r.day, e.at_ms, e.from_state, e.to_state, e.cause, e.reason, e.late, e.rank
FROM reservation r JOIN reservation_event e ON e.reservation_id = r.id
WHERE r.site_id = :site_id AND r.day BETWEEN :from_day AND :to_day AND e.at_ms < :until_ms ORDER BY r.day, r.id, e.id;

-- :figures_refused  requests that no reservation was made of, by reason
SELECT reason, count(*) FROM sick_refusal WHERE site_id = :site_id AND day BETWEEN :from_day AND :to_day AND at_ms < :until_ms
GROUP BY reason ORDER BY reason;

-- :figures_refusals  each of them, without a child
SELECT day, at_ms, reason FROM sick_refusal WHERE site_id = :site_id AND day BETWEEN :from_day AND :to_day AND at_ms < :until_ms
ORDER BY day, id;

-- :figures_replay  who asked for a room's days, when, and when it was given back; the need is sealed
SELECT r.id, r.public_id, r.day, r.slot, r.channel, r.class, r.created_ms, r.need, c.birth_day,
       EXISTS (SELECT 1 FROM reservation_event e WHERE e.reservation_id = r.id AND e.to_state = 2),
       coalesce((SELECT max(e.at_ms) FROM reservation_event e WHERE e.reservation_id = r.id AND e.to_state = 7
                 AND e.cause IN (:cause_cancelled, :cause_chain, :cause_refused)), 0)
FROM reservation r JOIN child c ON c.id = r.child_id
WHERE r.site_id = :site_id AND r.day BETWEEN :from_day AND :to_day ORDER BY r.day, r.id;

-- :figures_days  open days and their places
SELECT coalesce(sum(open), 0), coalesce(sum(capacity), 0) FROM sick_day_record
WHERE site_id = :site_id AND day BETWEEN :from_day AND :to_day;

-- :figures_tallies  counts of a month by kind and value
SELECT kind, value, n FROM sick_tally WHERE site_id = :site_id AND month = :month ORDER BY kind, value;

-- :figures_tally_add  one child more
INSERT INTO sick_tally (site_id, month, kind, value, n) VALUES (:site_id, :month, :kind, :value, 1)
ON CONFLICT (site_id, month, kind, value) DO UPDATE SET n = sick_tally.n + 1;

-- :figures_record_day  a day that is over
INSERT INTO sick_day_record (site_id, day, open, capacity, recorded_ms) VALUES (:site_id, :day, :open, :capacity, :now_ms);

-- :figures_recorded  the last day that is recorded of a room, else the day before the first one of which anything is known
SELECT coalesce((SELECT max(day) FROM sick_day_record WHERE site_id = :site_id),
                (SELECT min(day) - 1 FROM sick_day WHERE site_id = :site_id));

-- :figures_same_day  what was given back on the day of use or not used at all, in a fiscal year: no child
SELECT r.public_id, r.day, e.at_ms, e.to_state FROM reservation r JOIN reservation_event e ON e.reservation_id = r.id
WHERE r.site_id = :site_id AND r.day BETWEEN :from_day AND :to_day AND e.from_state = 2
  AND (e.to_state = 10 OR (e.to_state = 7 AND e.cause IN (:cause_cancelled, :cause_chain) AND e.at_ms >= r.day * 86400000 - 32400000))
ORDER BY r.day, e.id;

-- :figures_settlement  days of use and what they cost in the end, by the child's municipality; what was waived costs nothing
SELECT f.municipality, count(*), coalesce(sum(CASE f.state WHEN 4 THEN 0 ELSE f.yen - f.refunded END), 0) FROM reservation r JOIN fee f ON f.reservation_id = r.id
WHERE r.site_id = :site_id AND r.day BETWEEN :from_day AND :to_day AND f.kind = 1
GROUP BY f.municipality ORDER BY f.municipality;
