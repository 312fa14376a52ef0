-- Requests that no reservation was made of: figures without children.

-- :refusal_add  one more
INSERT INTO sick_refusal (site_id, day, at_ms, reason, channel) VALUES (:site_id, :day, :at_ms, :reason, :channel);
