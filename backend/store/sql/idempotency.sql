-- :idempotency_find  the answer given before to this key
SELECT body_hash, status, answer FROM idempotency WHERE digest = :digest;

-- :idempotency_keep  the answer, in the transaction of its effect
INSERT INTO idempotency (digest, account_id, route, key, body_hash, status, answer, created_ms)
VALUES (:digest, :account_id, :route, :key, :body_hash, :status, :answer, :created_ms);

-- :idempotency_forget  what is older than the promise, a bounded piece at a time from the front
DELETE FROM idempotency WHERE id IN
  (SELECT id FROM (SELECT id, created_ms FROM idempotency ORDER BY id LIMIT 500) WHERE created_ms < :before_ms);
