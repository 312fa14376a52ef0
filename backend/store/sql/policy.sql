-- The dated rules of sites.

-- :policy_nursery_insert  the rules of a nursery from a day on
INSERT INTO nursery_policy (site_id, valid_from_day, weekday_mask, opens_min, closes_min, cutoff_min, debounce_ms, lock_min,
                            late_first_min, grace_min)
VALUES (:site_id, :valid_from_day, :weekday_mask, :opens_min, :closes_min, :cutoff_min, :debounce_ms, :lock_min, :late_first_min,
        :grace_min);

-- :policy_sickroom_insert  the rules of a sick-care room from a day on
INSERT INTO sickroom_policy (site_id, valid_from_day, capacity, weekday_mask, opens_min, closes_min, open_basis, window_open_min,
                             window_close_before, window_close_min, days_ahead, age_low_months, age_high, refused, max_days,
                             waiting_max)
VALUES (:site_id, :valid_from_day, :capacity, :weekday_mask, :opens_min, :closes_min, :open_basis, :window_open_min,
        :window_close_before, :window_close_min, :days_ahead, :age_low_months, :age_high, :refused, :max_days, :waiting_max);
