-- Households.

-- :household_insert  a new household
INSERT INTO household (public_id) VALUES (:public_id);

-- :household_find  one by the id that the outside uses
SELECT id, public_id, coalesce(closed_day, 2147483647) FROM household WHERE public_id = :public_id;

-- :household_child  a child of it
SELECT id FROM child WHERE public_id = :child AND household_id = :household_id;

-- :household_close  lives elsewhere from a day on
UPDATE household SET closed_day = :day WHERE id = :id;

-- :household_children  its children
SELECT id FROM child WHERE household_id = :household_id ORDER BY id;
