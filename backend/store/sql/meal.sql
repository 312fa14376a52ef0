-- What the count of the kitchen needs: the times of a nursery, and what was known of a day at an instant.

-- :meal_times  when the kitchen is told, and when it serves
SELECT p.meal_min, p.served_min FROM nursery_policy p
WHERE p.site_id = :site_id AND p.valid_from_day <= :day ORDER BY p.valid_from_day DESC LIMIT 1;

-- :meal_tap_received  when a touch reached us
SELECT received_ms FROM tap WHERE id = :id;

-- :meal_reports  the reports that stood at an instant and cover a child's day
SELECT id, kind, created_ms, expected_ms FROM absence
WHERE child_id = :child_id AND from_day <= :day AND to_day >= :day AND created_ms <= :at_ms
  AND (withdrawn_ms IS NULL OR withdrawn_ms > :at_ms) ORDER BY id;
