-- Spot places of extended care: who asked for which day, who has it, who waits (R-EXT-07).

-- :spot_rules  a nursery's rules of a day
SELECT spot_age0, spot_age1, spot_age2, spot_age3, spot_first_day, spot_last_day, spot_draw_min, spot_days_max, spot_before_days, spot_lottery
FROM nursery_policy WHERE site_id = :site_id AND valid_from_day <= :day ORDER BY valid_from_day DESC LIMIT 1;

-- :spot_add  a family asks for a day
INSERT INTO spot_place (public_id, site_id, child_id, day, month_day, age, state, seat, queue_ms, asked_ms, asked_by, changed_ms)
VALUES (:public_id, :site_id, :child_id, :day, :month_day, :age, :state, :seat, :now_ms, :now_ms, :account_id, :now_ms);

-- :spot_set  it has the place, waits, or is given back
UPDATE spot_place SET state = :state, seat = :seat, queue_ms = :queue_ms, changed_ms = :now_ms WHERE id = :id;

-- :spot_seats  the places of a day and age that are taken, in order
SELECT seat FROM spot_place WHERE site_id = :site_id AND day = :day AND age = :age AND state = 2 ORDER BY seat;

-- :spot_counts  how many have a place, wait, or take part in the draw, by day and age
SELECT day, age, state, count(*) FROM spot_place WHERE site_id = :site_id AND month_day = :month_day AND state BETWEEN 1 AND 3
GROUP BY day, age, state ORDER BY day, age, state;

-- :spot_of_child  what a child has asked for in a month and not given back, and how many stand before it
SELECT p.id, p.public_id, p.day, p.age, p.state, p.queue_ms,
       (SELECT count(*) FROM spot_place w WHERE w.site_id = p.site_id AND w.month_day = p.month_day AND w.day = p.day AND w.age = p.age
        AND w.state = 3 AND (w.queue_ms < p.queue_ms OR (w.queue_ms = p.queue_ms AND w.id < p.id)))
FROM spot_place p WHERE p.child_id = :child_id AND p.month_day = :month_day AND p.state BETWEEN 1 AND 3 ORDER BY p.day;

-- :spot_first_waiting  who gets a place that is given back
SELECT p.id, p.public_id, c.household_id, p.queue_ms FROM spot_place p JOIN child c ON c.id = p.child_id
WHERE p.site_id = :site_id AND p.month_day = :month_day AND p.day = :day AND p.age = :age AND p.state = 3 ORDER BY p.queue_ms, p.id LIMIT 1;

-- :spot_applied  who takes part in the draw of a month
SELECT p.id, p.public_id, c.household_id, p.day, p.age FROM spot_place p JOIN child c ON c.id = p.child_id
WHERE p.site_id = :site_id AND p.month_day = :month_day AND p.state = 1 ORDER BY p.id LIMIT :n;

-- :spot_for_account  one that this account may give back: its child's guardian, or the nursery's staff
SELECT p.id, p.site_id, p.child_id, p.day, p.month_day, p.age, p.state, p.queue_ms, c.public_id, c.household_id
FROM spot_place p JOIN child c ON c.id = p.child_id WHERE p.public_id = :public_id
  AND (EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.rights = 1 AND g.hides & 4 = 0)
       OR EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = p.site_id AND r.role IN (3, 4, 5)
                  AND (r.class = '' OR r.class = c.class)));

-- :spot_of_month  a nursery's month, for its staff
SELECT p.public_id, p.day, p.age, p.state, p.asked_ms, c.public_id, c.name, c.class,
       (SELECT count(*) FROM spot_place w WHERE w.site_id = p.site_id AND w.month_day = p.month_day AND w.day = p.day AND w.age = p.age
        AND w.state = 3 AND (w.queue_ms < p.queue_ms OR (w.queue_ms = p.queue_ms AND w.id < p.id)))
FROM spot_place p JOIN child c ON c.id = p.child_id
WHERE p.site_id = :site_id AND p.month_day = :month_day AND p.state BETWEEN 1 AND 3
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = p.site_id AND r.role IN (3, 4, 5)
              AND (r.class = '' OR r.class = c.class))
ORDER BY p.day, p.state, p.age, p.queue_ms, p.id LIMIT :n;

-- :spot_granted  has the child a place on that day?
SELECT 1 FROM spot_place p JOIN child c ON c.id = p.child_id WHERE c.public_id = :child AND p.month_day = :month_day AND p.day = :day AND p.state = 2;
