-- Reservations that a guardian lets another room see (R-RSV-20).

-- :transfer_agree  from now on; once ended, it may be agreed to again
INSERT INTO transfer (reservation_id, site_id, account_id, agreed_ms) VALUES (:reservation_id, :site_id, :account_id, :now_ms)
ON CONFLICT (reservation_id, site_id) DO UPDATE SET account_id = excluded.account_id, agreed_ms = excluded.agreed_ms, ended_ms = NULL;

-- :transfer_end  no longer
UPDATE transfer SET ended_ms = :now_ms WHERE reservation_id = :reservation_id AND site_id = :site_id AND ended_ms IS NULL;

-- :transfer_of  the rooms that may see a reservation now
SELECT s.public_id FROM transfer x JOIN site s ON s.id = x.site_id WHERE x.reservation_id = :reservation_id AND x.ended_ms IS NULL
ORDER BY s.public_id;
