-- What must agree with what: read by `tsubame verify` and the nightly self-check. Nothing here writes; these walk whole tables.

-- :verify_unfolded  days on which something counts but no day was derived
SELECT c.nursery_id, x.day, x.child_id
FROM (SELECT child_id, day FROM tap WHERE verdict = 0 AND child_id IS NOT NULL UNION SELECT child_id, day FROM tap_child
      UNION SELECT child_id, day FROM correction) x
JOIN child c ON c.id = x.child_id
WHERE c.nursery_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM attendance_day d WHERE d.nursery_id = c.nursery_id AND d.day = x.day AND d.child_id = x.child_id);

-- :verify_receipts  how far each epoch was receipted, how much of it is there, and whether the next number is there too
SELECT g.name, e.epoch, e.through,
       (SELECT count(*) FROM tap t WHERE t.gateway_id = e.gateway_id AND t.epoch = e.epoch AND t.seq BETWEEN 1 AND e.through),
       EXISTS (SELECT 1 FROM tap t WHERE t.gateway_id = e.gateway_id AND t.epoch = e.epoch AND t.seq = e.through + 1)
FROM gateway_epoch e JOIN gateway g ON g.id = e.gateway_id ORDER BY e.gateway_id, e.epoch;

-- :verify_touches  every touch with what is kept beside its signed bytes
SELECT t.id, g.name, t.gateway_id, t.epoch, t.seq, t.verdict, t.device_ms, t.direction, t.said, t.uncertainty_ms, t.payload, t.signature,
       COALESCE(k.hash, x'')
FROM tap t JOIN gateway g ON g.id = t.gateway_id LEFT JOIN card k ON k.id = t.card_id ORDER BY t.gateway_id, t.epoch, t.seq;

-- :verify_keys  the keys that a touch of this enrolment may be signed with: a box that was enrolled again signs anew what it still held
SELECT s.public_id, k.sign_public FROM gateway_key k JOIN site s ON s.id = k.site_id
WHERE k.gateway_id = :gateway_id AND k.epoch >= :epoch ORDER BY k.epoch;

-- :verify_slots_count  how many days of rooms there are
SELECT count(*) FROM sick_day;

-- :verify_history  reservations whose last event does not say their state
SELECT r.id, r.state, COALESCE((SELECT v.to_state FROM reservation_event v WHERE v.reservation_id = r.id ORDER BY v.id DESC LIMIT 1), 0)
FROM reservation r
WHERE r.state <> COALESCE((SELECT v.to_state FROM reservation_event v WHERE v.reservation_id = r.id ORDER BY v.id DESC LIMIT 1), 0);

-- :verify_counts  how much there is
SELECT (SELECT count(*) FROM tap), (SELECT count(*) FROM reservation), (SELECT count(*) FROM child), (SELECT count(*) FROM account);
