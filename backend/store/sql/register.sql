-- What a monthly register is made of.

-- :register_children  who was enrolled within some days, in the class of that year, as far as this member of staff may see (0: an operator)
SELECT c.id, c.public_id, c.name, COALESCE(o.from_class, c.class), c.enrolled_from_day, COALESCE(c.enrolled_to_day, 0), c.planned_arrive_min, c.planned_leave_min,
       c.birth_day
FROM child c
LEFT JOIN roll_over o ON o.child_id = c.id AND o.fiscal_year =
  (SELECT MIN(x.fiscal_year) FROM roll_over x WHERE x.child_id = c.id AND x.fiscal_year > :fiscal_year)
WHERE c.nursery_id = :site_id AND c.enrolled_from_day <= :to_day AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :from_day)
  AND (:class = '' OR COALESCE(o.from_class, c.class) = :class)
  AND (:account_id = 0 OR EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = c.nursery_id
       AND r.role IN (3, 4, 5) AND (r.class = '' OR r.class = c.class)))
ORDER BY COALESCE(o.from_class, c.class), c.kana, c.id;

-- :register_absences  the reports of a child that stand and touch some days
SELECT id, from_day, to_day, kind, created_ms, expected_ms FROM absence
WHERE child_id = :child_id AND from_day <= :to_day AND to_day >= :from_day AND withdrawn_ms IS NULL ORDER BY id;
