-- :idempotency_find  the answer given before to this key
SELECT body_hash, status, answer FROM idempotency WHERE account_id = :account_id AND route = :route AND key = :key;

-- :idempotency_keep  the answer, in the transaction of its effect
INSERT INTO idempotency (account_id, key, route, body_hash, status, answer, created_ms)
VALUES (:account_id, :key, :route, :body_hash, :status, :answer, :created_ms);

-- :idempotency_forget  what is older than the promise, a bounded piece at a time
DELETE FROM idempotency WHERE (account_id, route, key) IN
  (SELECT account_id, route, key FROM idempotency WHERE created_ms < :before_ms ORDER BY created_ms LIMIT 500);
