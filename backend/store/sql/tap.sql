-- Touches as they came, and what was refused.

-- :tap_card  whose card this is now: the one in use, else the last revoked one
SELECT k.id, COALESCE(k.revoked_ms, 0), c.id, c.public_id, c.household_id, COALESCE(c.nursery_id, 0), c.enrolled_from_day,
       COALESCE(c.enrolled_to_day, 0)
FROM card k JOIN child c ON c.id = k.child_id
WHERE k.hash = :hash ORDER BY k.revoked_ms IS NOT NULL, k.id DESC LIMIT 1;

-- :tap_insert  a touch, unless this number of this gateway is here already
INSERT INTO tap (gateway_id, epoch, seq, public_id, device_ms, received_ms, event_ms, clock_doubt, card_id, child_id, day, direction,
                 said, verdict, payload, signature)
VALUES (:gateway_id, :epoch, :seq, :public_id, :device_ms, :received_ms, :event_ms, :clock_doubt, :card_id, :child_id, :day,
        :direction, :said, :verdict, :payload, :signature)
ON CONFLICT (gateway_id, epoch, seq) DO NOTHING;

-- :tap_payload  what was stored under a number, to tell a repeat from a replay with another content
SELECT payload FROM tap WHERE gateway_id = :gateway_id AND epoch = :epoch AND seq = :seq;

-- :tap_following  the numbers that are here after one, in order
SELECT seq FROM tap WHERE gateway_id = :gateway_id AND epoch = :epoch AND seq > :after ORDER BY seq;

-- :tap_of_day  the touches of a child's day that count
SELECT id, gateway_id, epoch, seq, COALESCE(card_id, 0), event_ms, direction, said, clock_doubt
FROM tap WHERE child_id = :child_id AND day = :day AND verdict = 0 ORDER BY event_ms, gateway_id, epoch, seq LIMIT :n;

-- :tap_shown  the same for people: what the reader said and when it was received
SELECT id, public_id, event_ms, device_ms, received_ms, direction, said, clock_doubt
FROM tap WHERE child_id = :child_id AND day = :day AND verdict = 0 ORDER BY event_ms, gateway_id, epoch, seq LIMIT :n;

-- :tap_by_public_id  a touch of a child's day by the id that the outside uses
SELECT id FROM tap WHERE public_id = :public_id AND child_id = :child_id AND day = :day AND verdict = 0;

-- :tap_last_id  the newest touch of a child's day: what staff could have seen
SELECT COALESCE(MAX(id), 0) FROM tap WHERE child_id = :child_id AND day = :day;

-- :tap_refused_put  something that did not verify; the same again only counts
INSERT INTO tap_refused (at_ms, gateway_name, why, payload_hash, times)
VALUES (:at_ms, :gateway_name, :why, :payload_hash, :times)
ON CONFLICT (gateway_name, why, payload_hash) DO UPDATE SET times = tap_refused.times + excluded.times, at_ms = excluded.at_ms;

-- :tap_refused_times  how often something of this sort was refused
SELECT COALESCE(SUM(times), 0) FROM tap_refused WHERE gateway_name = :gateway_name AND why = :why;

-- :tap_refused_forget  only the newest are kept
DELETE FROM tap_refused WHERE id <= (SELECT MAX(id) FROM tap_refused) - :keep;
