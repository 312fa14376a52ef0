-- :audit_last  the head of the chain
SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1;

-- :audit_append  one line; seq is given so that the hash can hold it
INSERT INTO audit (seq, at_ms, actor, action, object, reason, hash)
VALUES (:seq, :at_ms, :actor, :action, :object, :reason, :hash);

-- :audit_walk  the chain from a number on, to be hashed again
SELECT seq, at_ms, actor, action, object, reason, hash FROM audit WHERE seq > :after ORDER BY seq;
