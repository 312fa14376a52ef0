-- The dated rules of sites and of the municipality.

-- :policy_nursery_insert  the rules of a nursery from a day on
INSERT INTO nursery_policy (site_id, valid_from_day, weekday_mask, opens_min, closes_min, cutoff_min, debounce_ms, lock_min,
                            late_first_min, grace_min, report_min, meal_min, served_min, alarm_guardians_min, alarm_staff_min, alarm_head_min,
                            alarm_ward_min, silent_min, nap_age0_min, nap_age1_min, nap_age3_min, nap_careful_min, nap_new_days,
                            ratio_age0, ratio_age1, ratio_age3, ratio_age4, teachers_min, incident_serious_days, incident_first_days,
                            incident_second_months, incident_remind_days, notice_quiet_from_min, notice_quiet_to_min, spot_age0, spot_age1,
                            spot_age2, spot_age3, spot_first_day, spot_last_day, spot_draw_min, spot_days_max, spot_before_days, spot_lottery)
VALUES (:site_id, :valid_from_day, :weekday_mask, :opens_min, :closes_min, :cutoff_min, :debounce_ms, :lock_min, :late_first_min,
        :grace_min, :report_min, :meal_min, :served_min, :alarm_guardians_min, :alarm_staff_min, :alarm_head_min, :alarm_ward_min, :silent_min,
        :nap_age0_min, :nap_age1_min, :nap_age3_min, :nap_careful_min, :nap_new_days, :ratio_age0, :ratio_age1, :ratio_age3,
        :ratio_age4, :teachers_min, :incident_serious_days, :incident_first_days, :incident_second_months, :incident_remind_days,
        :notice_quiet_from_min, :notice_quiet_to_min, :spot_age0, :spot_age1, :spot_age2, :spot_age3, :spot_first_day, :spot_last_day,
        :spot_draw_min, :spot_days_max, :spot_before_days, :spot_lottery);

-- :policy_nursery_begun  does anything stand already on a day that these rules would concern?
SELECT EXISTS (SELECT 1 FROM attendance_day WHERE nursery_id = :site_id AND day >= :day);

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
