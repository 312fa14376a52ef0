-- What was read of a child, from the audit.

-- :reading_of_child  lines about the child, its absences and its reservations, of people at work, the newest first
SELECT a.at_ms, a.action,
       COALESCE((SELECT w.role FROM account_role w WHERE w.account_id = a.actor AND w.role > 2 ORDER BY w.role, w.site_id LIMIT 1), 0),
       COALESCE((SELECT s.name FROM account_role w JOIN site s ON s.id = w.site_id WHERE w.account_id = a.actor AND w.role > 2
                 ORDER BY w.role, w.site_id LIMIT 1), ''), a.seq
FROM child c JOIN audit a ON a.object = 'child:' || c.public_id
WHERE c.id = :child_id AND a.at_ms >= :from_ms AND a.actor > 0 AND (a.action LIKE 'read%' OR a.action = 'find_by_card')
  AND NOT EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = a.actor AND g.child_id = :child_id)
UNION ALL
SELECT a.at_ms, a.action,
       COALESCE((SELECT w.role FROM account_role w WHERE w.account_id = a.actor AND w.role > 2 ORDER BY w.role, w.site_id LIMIT 1), 0),
       COALESCE((SELECT s.name FROM account_role w JOIN site s ON s.id = w.site_id WHERE w.account_id = a.actor AND w.role > 2
                 ORDER BY w.role, w.site_id LIMIT 1), ''), a.seq
FROM absence b JOIN audit a ON a.object = 'absence:' || b.public_id
WHERE b.child_id = :child_id AND a.at_ms >= :from_ms AND a.actor > 0 AND (a.action LIKE 'read%' OR a.action = 'find_by_card')
  AND NOT EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = a.actor AND g.child_id = :child_id)
UNION ALL
SELECT a.at_ms, a.action,
       COALESCE((SELECT w.role FROM account_role w WHERE w.account_id = a.actor AND w.role > 2 ORDER BY w.role, w.site_id LIMIT 1), 0),
       COALESCE((SELECT s.name FROM account_role w JOIN site s ON s.id = w.site_id WHERE w.account_id = a.actor AND w.role > 2
                 ORDER BY w.role, w.site_id LIMIT 1), ''), a.seq
FROM reservation r JOIN audit a ON a.object = 'reservation:' || r.public_id
WHERE r.child_id = :child_id AND a.at_ms >= :from_ms AND a.actor > 0 AND (a.action LIKE 'read%' OR a.action = 'find_by_card')
  AND NOT EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = a.actor AND g.child_id = :child_id)
ORDER BY 5 DESC LIMIT :n;
