-- What happens by itself, and when.

-- :agenda_add  the same thing at the same time stands once
INSERT INTO agenda (at_ms, kind, site_id, day, subject) VALUES (:at_ms, :kind, :site_id, :day, :subject)
ON CONFLICT (at_ms, kind, site_id, day, subject) DO NOTHING;

-- :agenda_due  the next thing
SELECT at_ms, kind, site_id, day, subject FROM agenda WHERE at_ms <= :now_ms ORDER BY at_ms, kind, site_id, day, subject LIMIT 1;

-- :agenda_next  when the next thing is due
SELECT at_ms FROM agenda ORDER BY at_ms LIMIT 1;

-- :agenda_done  it has happened
DELETE FROM agenda WHERE at_ms = :at_ms AND kind = :kind AND site_id = :site_id AND day = :day AND subject = :subject;

-- :agenda_forget_day  other rules hold for the day now: what was planned of a kind is planned anew
DELETE FROM agenda WHERE kind = :kind AND site_id = :site_id AND day = :day AND subject = 0;
