-- Children registered with the sick-care rooms, and the steps of each registration.

-- :registration_standing  how a child stands with all rooms (scope 0) or one room
SELECT state, coalesce(valid_to_day, 0), coalesce(suspended_to_day, 0) FROM registration
WHERE child_id = :child_id AND coalesce(site_id, 0) = :scope;

-- :registration_add  a new one
INSERT INTO registration (public_id, child_id, site_id, number, state, channel, detail, approved_day, valid_to_day, confirmed_day, version,
                          created_ms, changed_ms)
VALUES (:public_id, :child_id, :site_id, :number, :state, :channel, :detail, :approved_day, :valid_to_day, :confirmed_day, 1, :now_ms, :now_ms);

-- :registration_event_add  the history
INSERT INTO registration_event (registration_id, at_ms, from_state, to_state, account_id, reason)
VALUES (:registration_id, :at_ms, :from_state, :to_state, :account_id, :reason);
