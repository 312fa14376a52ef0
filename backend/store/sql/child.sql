-- Children and their cards.

-- :child_insert  a new child
INSERT INTO child (public_id, household_id, name, kana, birth_day, nursery_id, class, enrolled_from_day, enrolled_to_day,
                   planned_arrive_min, planned_leave_min)
VALUES (:public_id, :household_id, :name, :kana, :birth_day, :nursery_id, :class, :enrolled_from_day, :enrolled_to_day,
        :planned_arrive_min, :planned_leave_min);

-- :child_by_id  one child
SELECT id, public_id, household_id, name, kana, birth_day, COALESCE(nursery_id, 0), class, enrolled_from_day,
       COALESCE(enrolled_to_day, 0), planned_arrive_min, planned_leave_min
FROM child WHERE id = :id;

-- :child_to_class  the child goes on in another class
UPDATE child SET class = :class WHERE id = :id;

-- :child_leaves  the child's last day in its nursery
UPDATE child SET enrolled_to_day = :last_day WHERE id = :id;
