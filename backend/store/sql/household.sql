-- Households.

-- :household_insert  a new household
INSERT INTO household (public_id) VALUES (:public_id);
