-- Children and their cards.

-- :child_insert  a new child
INSERT INTO child (public_id, household_id, name, kana, birth_day, nursery_id, class, enrolled_from_day, enrolled_to_day,
                   planned_arrive_min, planned_leave_min)
VALUES (:public_id, :household_id, :name, :kana, :birth_day, :nursery_id, :class, :enrolled_from_day, :enrolled_to_day,
        :planned_arrive_min, :planned_leave_min);

-- :child_by_public_id  the child behind the id that the outside uses
SELECT id, public_id, household_id, name, kana, birth_day, COALESCE(nursery_id, 0), class, enrolled_from_day,
       COALESCE(enrolled_to_day, 0), planned_arrive_min, planned_leave_min
FROM child WHERE public_id = :public_id;

-- :child_by_id  one child
SELECT id, public_id, household_id, name, kana, birth_day, COALESCE(nursery_id, 0), class, enrolled_from_day,
       COALESCE(enrolled_to_day, 0), planned_arrive_min, planned_leave_min
FROM child WHERE id = :id;

-- :child_of_guardian  the children an account may do everything for
SELECT c.id, c.public_id, c.household_id, c.name, c.kana, c.birth_day, COALESCE(c.nursery_id, 0), c.class, c.enrolled_from_day,
       COALESCE(c.enrolled_to_day, 0), c.planned_arrive_min, c.planned_leave_min
FROM guardian_child g JOIN child c ON c.id = g.child_id
WHERE g.account_id = :account_id AND g.rights = 1 ORDER BY c.birth_day, c.id LIMIT :n;

-- :child_of_nursery  the children enrolled in a nursery on a day, in order of class and reading
SELECT id, public_id, household_id, name, kana, birth_day, COALESCE(nursery_id, 0), class, enrolled_from_day,
       COALESCE(enrolled_to_day, 0), planned_arrive_min, planned_leave_min
FROM child
WHERE nursery_id = :nursery_id AND enrolled_from_day <= :day AND (enrolled_to_day IS NULL OR enrolled_to_day >= :day)
ORDER BY class, kana, id LIMIT :n;
