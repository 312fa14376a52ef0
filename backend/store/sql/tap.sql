-- Touches as they came, and what was refused.

-- :tap_card  which card this was at an instant: the one in use then, else the newest of its hash
SELECT k.id, COALESCE(k.revoked_ms <= :at_ms, 0), k.issued_ms > :at_ms FROM card k WHERE k.hash = :hash
ORDER BY k.issued_ms <= :at_ms AND COALESCE(k.revoked_ms > :at_ms, 1) DESC, k.revoked_ms IS NOT NULL, k.id DESC LIMIT 1;

-- :tap_family  the children a card stands for: its own first, then those of a family card, and whether they are reported absent
SELECT c.id, c.public_id, c.household_id, COALESCE(c.nursery_id, 0), c.enrolled_from_day, COALESCE(c.enrolled_to_day, 0),
       EXISTS (SELECT 1 FROM absence a WHERE a.child_id = c.id AND a.from_day <= :day AND a.to_day >= :day
               AND a.withdrawn_ms IS NULL AND a.kind BETWEEN 1 AND 8), 0 AS further
FROM card k JOIN child c ON c.id = k.child_id WHERE k.id = :card_id
UNION ALL
SELECT c.id, c.public_id, c.household_id, COALESCE(c.nursery_id, 0), c.enrolled_from_day, COALESCE(c.enrolled_to_day, 0),
       EXISTS (SELECT 1 FROM absence a WHERE a.child_id = c.id AND a.from_day <= :day AND a.to_day >= :day
               AND a.withdrawn_ms IS NULL AND a.kind BETWEEN 1 AND 8), 1
FROM family_card x JOIN child c ON c.id = x.child_id WHERE x.card_id = :card_id
ORDER BY 8, 1 LIMIT :n;

-- :tap_named_child  a child chosen at the entrance without a card
SELECT c.id, c.public_id, c.household_id, COALESCE(c.nursery_id, 0), c.enrolled_from_day, COALESCE(c.enrolled_to_day, 0), 0
FROM child c WHERE c.public_id = :child;

-- :tap_child_put  a further child of a touch
INSERT INTO tap_child (child_id, day, tap_id) VALUES (:child_id, :day, :tap_id);

-- :tap_undone_put  a touch is taken back; the first word stands
INSERT INTO tap_undone (gateway_id, epoch, seq, by_seq) VALUES (:gateway_id, :epoch, :seq, :by_seq)
ON CONFLICT (gateway_id, epoch, seq) DO NOTHING;

-- :tap_is_undone  was this touch taken back?
SELECT 1 FROM tap_undone WHERE gateway_id = :gateway_id AND epoch = :epoch AND seq = :seq;

-- :tap_people  the children whose day a touch is part of
SELECT c.id, c.public_id, c.household_id, COALESCE(c.nursery_id, 0), c.enrolled_from_day, COALESCE(c.enrolled_to_day, 0), 0, p.day
FROM (SELECT t.child_id, t.day FROM tap t WHERE t.gateway_id = :gateway_id AND t.epoch = :epoch AND t.seq = :seq
        AND t.verdict = 0 AND t.child_id IS NOT NULL
      UNION ALL SELECT x.child_id, x.day FROM tap t JOIN tap_child x ON x.tap_id = t.id
      WHERE t.gateway_id = :gateway_id AND t.epoch = :epoch AND t.seq = :seq) p JOIN child c ON c.id = p.child_id;

-- :tap_insert  a touch, unless this number of this gateway is here already
INSERT INTO tap (gateway_id, epoch, seq, public_id, device_ms, received_ms, event_ms, clock_doubt, card_id, child_id, day, direction,
                 said, verdict, payload, signature, uncertainty_ms)
VALUES (:gateway_id, :epoch, :seq, :public_id, :device_ms, :received_ms, :event_ms, :clock_doubt, :card_id, :child_id, :day,
        :direction, :said, :verdict, :payload, :signature, :uncertainty_ms)
ON CONFLICT (gateway_id, epoch, seq) DO NOTHING;

-- :tap_payload  what was stored under a number, to tell a repeat from a replay with another content
SELECT payload FROM tap WHERE gateway_id = :gateway_id AND epoch = :epoch AND seq = :seq;

-- :tap_following  the numbers that are here after one, in order
SELECT seq FROM tap WHERE gateway_id = :gateway_id AND epoch = :epoch AND seq > :after ORDER BY seq;

-- :tap_of_day  the touches of a child's day that count, and whether they were taken back
SELECT t.id, t.gateway_id, t.epoch, t.seq, COALESCE(t.card_id, 0), t.event_ms, t.direction, t.said, t.clock_doubt,
       EXISTS (SELECT 1 FROM tap_undone u WHERE u.gateway_id = t.gateway_id AND u.epoch = t.epoch AND u.seq = t.seq)
FROM tap t WHERE t.child_id = :child_id AND t.day = :day AND t.verdict = 0
UNION ALL
SELECT t.id, t.gateway_id, t.epoch, t.seq, COALESCE(t.card_id, 0), t.event_ms, t.direction, t.said, t.clock_doubt,
       EXISTS (SELECT 1 FROM tap_undone u WHERE u.gateway_id = t.gateway_id AND u.epoch = t.epoch AND u.seq = t.seq)
FROM tap_child x JOIN tap t ON t.id = x.tap_id WHERE x.child_id = :child_id AND x.day = :day
ORDER BY 6, 2, 3, 4 LIMIT :n;

-- :tap_shown  the same for people: what the reader said and when it was received
SELECT t.id, t.public_id, t.event_ms, t.device_ms, t.received_ms, t.direction, t.said, t.clock_doubt, t.gateway_id, t.epoch, t.seq,
       t.uncertainty_ms
FROM tap t WHERE t.child_id = :child_id AND t.day = :day AND t.verdict = 0
UNION ALL
SELECT t.id, t.public_id, t.event_ms, t.device_ms, t.received_ms, t.direction, t.said, t.clock_doubt, t.gateway_id, t.epoch, t.seq,
       t.uncertainty_ms
FROM tap_child x JOIN tap t ON t.id = x.tap_id WHERE x.child_id = :child_id AND x.day = :day
ORDER BY 3, 9, 10, 11 LIMIT :n;

-- :tap_in_doubt  what was not known of the touch that a child's day turns on; nothing where staff have said that very time
SELECT p.device_ms, p.received_ms, p.uncertainty_ms, p.clock_doubt FROM (
  SELECT t.id, t.gateway_id, t.epoch, t.seq, t.device_ms, t.received_ms, t.uncertainty_ms, t.clock_doubt
  FROM tap t WHERE t.child_id = :child_id AND t.day = :day AND t.verdict = 0 AND t.event_ms = :at_ms
  UNION ALL
  SELECT t.id, t.gateway_id, t.epoch, t.seq, t.device_ms, t.received_ms, t.uncertainty_ms, t.clock_doubt
  FROM tap_child x JOIN tap t ON t.id = x.tap_id WHERE x.child_id = :child_id AND x.day = :day AND t.event_ms = :at_ms) p
WHERE NOT EXISTS (SELECT 1 FROM tap_undone u WHERE u.gateway_id = p.gateway_id AND u.epoch = p.epoch AND u.seq = p.seq)
  AND NOT EXISTS (SELECT 1 FROM correction c WHERE c.child_id = :child_id AND c.day = :day AND (c.tap_id = p.id OR c.at_ms = :at_ms))
ORDER BY p.clock_doubt DESC, p.uncertainty_ms DESC LIMIT 1;

-- :tap_by_public_id  a touch of a child's day by the id that the outside uses
SELECT t.id FROM tap t WHERE t.public_id = :public_id AND t.day = :day AND t.verdict = 0
  AND (t.child_id = :child_id OR EXISTS (SELECT 1 FROM tap_child x WHERE x.child_id = :child_id AND x.day = :day AND x.tap_id = t.id));

-- :tap_unknown  the cards that nobody knew, touched of late at the nurseries of a head, the newest first
SELECT t.public_id, t.received_ms, g.name, s.public_id
FROM tap t JOIN gateway g ON g.id = t.gateway_id JOIN site s ON s.id = g.site_id
WHERE t.verdict = 1 AND t.received_ms >= :since_ms
  AND t.gateway_id IN (SELECT h.id FROM account_role r JOIN gateway h ON h.site_id = r.site_id WHERE r.account_id = :account_id AND r.role = 5)
ORDER BY t.received_ms DESC, t.id DESC LIMIT :n;

-- :tap_unknown_card  what such a card said of itself
SELECT t.payload FROM tap t JOIN gateway g ON g.id = t.gateway_id
WHERE t.public_id = :public_id AND t.verdict = 1 AND t.received_ms >= :since_ms AND g.site_id = :site_id;

-- :tap_last_id  the newest touch of a child's day: what staff could have seen
SELECT COALESCE(MAX(p.id), 0) FROM (SELECT t.id FROM tap t WHERE t.child_id = :child_id AND t.day = :day
  UNION ALL SELECT x.tap_id FROM tap_child x WHERE x.child_id = :child_id AND x.day = :day) p;

-- :tap_refused_put  something that did not verify; the same again only counts
INSERT INTO tap_refused (at_ms, gateway_name, why, payload_hash, times)
VALUES (:at_ms, :gateway_name, :why, :payload_hash, :times)
ON CONFLICT (gateway_name, why, payload_hash) DO UPDATE SET times = tap_refused.times + excluded.times, at_ms = excluded.at_ms;

-- :tap_refused_times  how often something of this sort was refused
SELECT COALESCE(SUM(times), 0) FROM tap_refused WHERE gateway_name = :gateway_name AND why = :why;

-- :tap_refused_forget  only the newest are kept
DELETE FROM tap_refused WHERE id <= (SELECT MAX(id) FROM tap_refused) - :keep;
