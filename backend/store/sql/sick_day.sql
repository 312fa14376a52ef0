-- A sick-care room's days: effective places, staff on duty, how many wait.

-- :sick_day_get  what is known of a day
SELECT capacity, extra, coalesce(nurses, -1), coalesce(teachers, -1), drawn_ms, decided_ms, closed_ms, version
FROM sick_day WHERE site_id = :site_id AND day = :day;

-- :sick_day_add  a day's first row
INSERT INTO sick_day (site_id, day, capacity, version) VALUES (:site_id, :day, :capacity, 1)
ON CONFLICT (site_id, day) DO NOTHING;

-- :sick_day_staff  the duty plan and the extra places of a day, with the capacity they make
UPDATE sick_day SET capacity = :capacity, extra = :extra, nurses = :nurses, teachers = :teachers, version = version + 1
WHERE site_id = :site_id AND day = :day;

-- :sick_day_capacity  other rules were loaded
UPDATE sick_day SET capacity = :capacity, version = version + 1 WHERE site_id = :site_id AND day = :day;

-- :sick_day_drawn  the opening minutes were decided
UPDATE sick_day SET drawn_ms = :now_ms, version = version + 1 WHERE site_id = :site_id AND day = :day;

-- :sick_day_decided  those who still waited were told
UPDATE sick_day SET decided_ms = :now_ms, version = version + 1 WHERE site_id = :site_id AND day = :day;

-- :sick_day_closed  the day's books were closed
UPDATE sick_day SET closed_ms = :now_ms, version = version + 1 WHERE site_id = :site_id AND day = :day;

-- :sick_day_from  the days of a room from one on
SELECT day, capacity, extra, coalesce(nurses, -1), coalesce(teachers, -1) FROM sick_day
WHERE site_id = :site_id AND day >= :day ORDER BY day;

-- :sick_queue_more  one more waits
INSERT INTO sick_queue (site_id, day, slot, class, waiting) VALUES (:site_id, :day, :slot, :class, 1)
ON CONFLICT (site_id, day, slot, class) DO UPDATE SET waiting = waiting + 1;

-- :sick_queue_less  one less waits
UPDATE sick_queue SET waiting = waiting - 1 WHERE site_id = :site_id AND day = :day AND slot = :slot AND class = :class;

-- :sick_queue_ahead  how many wait in the classes up to one
SELECT coalesce(sum(waiting), 0) FROM sick_queue WHERE site_id = :site_id AND day = :day AND class <= :class;

-- :sick_queue_recount  counts that do not agree with their rows: the nightly self-check finds none
SELECT q.site_id, q.day, q.slot, q.class, q.waiting,
  (SELECT count(*) FROM reservation r WHERE r.site_id = q.site_id AND r.day = q.day AND r.slot = q.slot AND r.class = q.class
    AND r.state = 3) AS waits
FROM sick_queue q WHERE waits <> q.waiting ORDER BY q.site_id, q.day;
