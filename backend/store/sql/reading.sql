-- What was read of a child, from the audit: lines about the child itself, its absences and its reservations, and what was read of a whole room in which
-- it was. The index of the audit by object bounds all of it; of a nursery's readings the newest :wide lines are looked at, gathered by day.

-- :reading_of_child  by people at work, the newest first
WITH mine (object, word) AS (
  SELECT 'child:' || c.public_id, '' FROM child c WHERE c.id = :child_id
  UNION ALL SELECT 'absence:' || b.public_id, '' FROM absence b WHERE b.child_id = :child_id
  UNION ALL SELECT 'reservation:' || r.public_id, '' FROM reservation r WHERE r.child_id = :child_id
  UNION ALL SELECT 'sick_day:' || s.public_id || ':' || r.day, ' ' || r.id || ' '
    FROM reservation r JOIN site s ON s.id = r.site_id WHERE r.child_id = :child_id
), wide_reading (seq, at_ms, actor, action, reason) AS (
  SELECT a.seq, a.at_ms, a.actor, a.action, a.reason FROM child c JOIN site s ON s.id = c.nursery_id JOIN audit a ON a.object = 'nursery:' || s.public_id
  WHERE c.id = :child_id AND a.actor > 0 AND a.action IN ('read_class_book', 'read_diets', 'read_evacuation', 'read_medicines', 'read_pickup_tickets', 'read_pickups')
  ORDER BY a.seq DESC LIMIT :wide
), any_reading (seq, at_ms, actor, action, times) AS (
  SELECT a.seq, a.at_ms, a.actor, a.action, 1 FROM mine m JOIN audit a ON a.object = m.object
  WHERE a.at_ms >= :from_ms AND a.actor > 0 AND (a.action LIKE 'read%' OR a.action = 'find_by_card')
    AND (m.word = '' OR instr(a.reason || ' ', m.word) > 0)
  UNION ALL
  SELECT MAX(a.seq), MAX(a.at_ms), a.actor, a.action, COUNT(*) FROM child c JOIN wide_reading a ON a.at_ms >= :from_ms
  WHERE c.id = :child_id AND c.enrolled_from_day <= (a.at_ms + :zone_ms) / 86400000
    AND (EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = a.actor AND r.site_id = c.nursery_id AND (r.class = '' OR r.class = c.class))
         OR NOT EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = a.actor AND r.site_id = c.nursery_id))
    AND CASE a.action
        WHEN 'read_class_book' THEN length(a.reason) <= :dated OR substr(a.reason, :dated + 2) = c.class
        WHEN 'read_evacuation' THEN EXISTS (SELECT 1 FROM attendance_day d WHERE d.nursery_id = c.nursery_id
          AND d.day = (a.at_ms + :zone_ms) / 86400000 AND d.child_id = c.id AND d.arrived_ms BETWEEN 1 AND a.at_ms
          AND (d.left_ms = 0 OR d.left_ms >= a.at_ms))
        WHEN 'read_medicines' THEN EXISTS (SELECT 1 FROM medicine_request m WHERE m.child_id = c.id
          AND m.day = (a.at_ms + :zone_ms) / 86400000 AND m.asked_ms <= a.at_ms)
        WHEN 'read_diets' THEN EXISTS (SELECT 1 FROM attendance_day d WHERE d.nursery_id = c.nursery_id
          AND d.day = (a.at_ms + :zone_ms) / 86400000 AND d.child_id = c.id AND d.arrived_ms BETWEEN 1 AND a.at_ms)
          OR EXISTS (SELECT 1 FROM absence b WHERE b.child_id = c.id AND b.kind = 9 AND b.created_ms <= a.at_ms
            AND (a.at_ms + :zone_ms) / 86400000 BETWEEN b.from_day AND b.to_day)
        WHEN 'read_pickup_tickets' THEN EXISTS (SELECT 1 FROM pickup_ticket_child x JOIN pickup_ticket t ON t.id = x.ticket_id
          WHERE x.child_id = c.id AND t.day = (a.at_ms + :zone_ms) / 86400000 AND t.made_ms <= a.at_ms)
        ELSE EXISTS (SELECT 1 FROM pickup_word w WHERE w.child_id = c.id AND w.day = (a.at_ms + :zone_ms) / 86400000 AND w.said_ms <= a.at_ms)
        END
  GROUP BY a.actor, a.action, (a.at_ms + :zone_ms) / 86400000
)
SELECT l.at_ms, l.action,
       COALESCE((SELECT w.role FROM account_role w WHERE w.account_id = l.actor AND w.role > 2 ORDER BY w.role, w.site_id LIMIT 1), 0),
       COALESCE((SELECT s.name FROM account_role w JOIN site s ON s.id = w.site_id WHERE w.account_id = l.actor AND w.role > 2
                 ORDER BY w.role, w.site_id LIMIT 1), ''), l.times
FROM any_reading l WHERE NOT EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = l.actor AND g.child_id = :child_id)
ORDER BY l.seq DESC LIMIT :n;
