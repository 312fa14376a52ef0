-- The dated rules of sites and of the municipality.

-- :policy_nursery_insert  the rules of a nursery from a day on
INSERT INTO nursery_policy (site_id, valid_from_day, weekday_mask, opens_min, closes_min, cutoff_min, debounce_ms, lock_min,
                            late_first_min, grace_min)
VALUES (:site_id, :valid_from_day, :weekday_mask, :opens_min, :closes_min, :cutoff_min, :debounce_ms, :lock_min, :late_first_min,
        :grace_min);

-- :policy_add  a document as it was loaded
INSERT INTO policy (site_id, valid_from_day, document, loaded_ms, account_id)
VALUES (:site_id, :valid_from_day, :document, :loaded_ms, :account_id);

-- :policy_ids  which documents hold for a room on a day: the room's own, and the municipality's
SELECT coalesce((SELECT id FROM policy WHERE site_id = :site_id AND valid_from_day <= :day ORDER BY valid_from_day DESC, id DESC LIMIT 1), 0),
       coalesce((SELECT id FROM policy WHERE site_id IS NULL AND valid_from_day <= :day ORDER BY valid_from_day DESC, id DESC LIMIT 1), 0);

-- :policy_document  one document
SELECT document FROM policy WHERE id = :id;

-- :policy_list  every document of a site (NULL: the municipality), oldest first
SELECT id, valid_from_day, loaded_ms, document FROM policy WHERE site_id IS :site_id ORDER BY valid_from_day, id;
