-- What a day of use, or a late cancellation, costs; its steps.

-- :fee_add  a new bill, due
INSERT INTO fee (public_id, reservation_id, kind, yen, lines, options, municipality, state, version, created_ms, changed_ms)
VALUES (:public_id, :reservation_id, :kind, :yen, :lines, :options, :municipality, 1, 1, :now_ms, :now_ms);

-- :fee_event_add  the history
INSERT INTO fee_event (fee_id, at_ms, from_state, to_state, yen, method, account_id, reason)
VALUES (:fee_id, :at_ms, :from_state, :to_state, :yen, :method, :account_id, :reason);

-- :fee_of  the bill of a reservation
SELECT id, public_id, kind, yen, lines, options, municipality, state, method, coalesce(receipt_number, 0), refund_offered, refunded, version,
       created_ms, changed_ms
FROM fee WHERE reservation_id = :reservation_id;

-- :fee_settle  one step of a bill; the version guards against a second hand
UPDATE fee SET state = :state, method = :method, receipt_number = :receipt_number, refunded = :refunded, version = version + 1,
       changed_ms = :now_ms
WHERE id = :id AND version = :version;

-- :fee_rerate  an unpaid bill computed again; the version guards against a second hand
UPDATE fee SET yen = :yen, lines = :lines, municipality = :municipality, version = version + 1, changed_ms = :now_ms
WHERE id = :id AND version = :version;

-- :fee_offer  what a paid bill would give back
UPDATE fee SET refund_offered = :yen, version = version + 1, changed_ms = :now_ms WHERE id = :id AND version = :version;

-- :fee_covered  days of use of a household, or of one of its children, that a fact covers and whose bills it can still change
SELECT f.id, r.id FROM child c JOIN reservation r INDEXED BY reservation_active ON r.child_id = c.id JOIN fee f ON f.reservation_id = r.id
WHERE c.household_id = :household_id AND (:child_id = 0 OR c.id = :child_id) AND r.day BETWEEN :from_day AND :to_day
  AND r.state IN (1, 2, 3, 5, 8, 9) AND f.kind = 1 AND f.state IN (1, 2, 3) AND f.id > :after ORDER BY f.id LIMIT :n;

-- :fee_receipt_last  the greatest number that a receipt has
SELECT coalesce(max(receipt_number), 0) FROM fee WHERE receipt_number IS NOT NULL;

-- :fee_paid_at  when it was paid
SELECT at_ms FROM fee_event WHERE fee_id = :fee_id AND to_state = 2 ORDER BY id LIMIT 1;

-- :fee_elder  elder children of the household who are cared for on the same day
SELECT count(DISTINCT c.id) FROM child c JOIN reservation r INDEXED BY reservation_active ON r.child_id = c.id
WHERE c.household_id = :household_id AND c.id <> :child_id AND r.day = :day AND r.state IN (1, 2, 3, 5, 8, 9) AND r.state IN (2, 8, 9)
  AND (c.birth_day < :birth_day OR (c.birth_day = :birth_day AND c.id < :child_id));

-- :fee_of_child  a child's bills for days of use, for its guardians
SELECT r.day, s.name, f.kind, f.yen, f.state, f.refunded, coalesce(f.receipt_number, 0), c.name, c.birth_day
FROM child c JOIN reservation r INDEXED BY reservation_active ON r.child_id = c.id JOIN fee f ON f.reservation_id = r.id
JOIN site s ON s.id = r.site_id
WHERE c.public_id = :child AND r.day BETWEEN :from_day AND :to_day AND r.state IN (1, 2, 3, 5, 8, 9)
  AND EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.rights = 1)
ORDER BY r.day, r.id;
