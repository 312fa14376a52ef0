-- :session_login  an account that may sign in; the demonstration's published password counts on demonstration data only
SELECT a.id, a.password_hash, EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = a.id AND r.role > 2) AS staff
FROM account a
WHERE a.login = :login AND (a.closed_ms IS NULL OR a.closed_ms > :now_ms)
  AND (a.demo = 0 OR EXISTS (SELECT 1 FROM meta WHERE key = 'kind' AND value = 'demo'));

-- :session_add  a sign-in
INSERT INTO session (token_hash, account_id, created_ms, seen_ms, expires_ms)
VALUES (:token_hash, :account_id, :now_ms, :now_ms, :expires_ms);

-- :session_remove  a sign-out
DELETE FROM session WHERE token_hash = :token_hash;

-- :session_seen  written at most once an hour
UPDATE session SET seen_ms = :seen_ms WHERE token_hash = :token_hash AND seen_ms < :seen_ms;

-- :session_forget  what nobody can use any more, a bounded piece at a time
DELETE FROM session WHERE token_hash IN (SELECT token_hash FROM session WHERE expires_ms <= :now_ms ORDER BY expires_ms LIMIT 500);

-- :session_find  whose cookie this is, with what the account may be and where: a row per role
SELECT a.id, a.public_id, a.name, a.language, coalesce(a.household_id, 0), s.created_ms, s.seen_ms, s.expires_ms,
       coalesce(r.role, 0), coalesce(r.site_id, 0), coalesce(t.public_id, ''), coalesce(r.class, ''),
       EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = a.id AND g.hides & 12 <> 0)
FROM session s JOIN account a ON a.id = s.account_id
LEFT JOIN account_role r ON r.account_id = a.id LEFT JOIN site t ON t.id = r.site_id
WHERE s.token_hash = :token_hash AND s.expires_ms > :now_ms AND (a.closed_ms IS NULL OR a.closed_ms > :now_ms)
ORDER BY r.role, r.site_id;

-- :session_walk  sessions that still hold, for the door's memory after a start: as session_find, a row per role
SELECT a.id, a.public_id, a.name, a.language, coalesce(a.household_id, 0), s.created_ms, s.seen_ms, s.expires_ms,
       coalesce(r.role, 0), coalesce(r.site_id, 0), coalesce(t.public_id, ''), coalesce(r.class, ''),
       EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = a.id AND g.hides & 12 <> 0), s.token_hash
FROM session s JOIN account a ON a.id = s.account_id
LEFT JOIN account_role r ON r.account_id = a.id LEFT JOIN site t ON t.id = r.site_id
WHERE s.expires_ms > :now_ms AND (a.closed_ms IS NULL OR a.closed_ms > :now_ms)
ORDER BY s.token_hash LIMIT :limit;

-- :session_children  the children a guardian sees, eldest first
SELECT c.public_id, c.name, coalesce(s.public_id, ''), CASE WHEN g.hides & 4 = 0 THEN c.class ELSE '' END, c.birth_day
FROM guardian_child g JOIN child c ON c.id = g.child_id LEFT JOIN site s ON s.id = c.nursery_id AND g.hides & 4 = 0
WHERE g.account_id = :account_id ORDER BY c.birth_day, c.id;

-- :session_sites  the sites an account works at, and the nurseries of the children it acts for
SELECT s.public_id, s.name, s.kind FROM site s
WHERE s.id IN (SELECT r.site_id FROM account_role r WHERE r.account_id = :account_id
               UNION SELECT c.nursery_id FROM guardian_child g JOIN child c ON c.id = g.child_id
                     WHERE g.account_id = :account_id AND g.hides & 4 = 0)
ORDER BY s.public_id;
