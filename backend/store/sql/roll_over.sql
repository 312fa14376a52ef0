-- What 1 April did to each child.

-- :roll_over_done  whether a nursery's classes have turned for that year
SELECT EXISTS (SELECT 1 FROM roll_over r WHERE r.nursery_id = :nursery_id AND r.fiscal_year = :fiscal_year);

-- :roll_over_next  a nursery's children whom the year concerns and has not turned yet, one page after another
SELECT c.id, c.public_id, c.class, c.enrolled_from_day, COALESCE(c.enrolled_to_day, 0) FROM child c
WHERE c.nursery_id = :nursery_id AND c.id > :after AND c.enrolled_from_day < :first_day
  AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :first_day)
  AND NOT EXISTS (SELECT 1 FROM roll_over r WHERE r.fiscal_year = :fiscal_year AND r.child_id = c.id)
ORDER BY c.id LIMIT :n;

-- :roll_over_insert  what the year did to a child
INSERT INTO roll_over (fiscal_year, child_id, nursery_id, from_class, to_class, at_ms)
VALUES (:fiscal_year, :child_id, :nursery_id, :from_class, :to_class, :at_ms);
