-- The chain over what attendance is made of. Only core columns are hashed; a row's own number is bound by the link that names it.

-- :chain_last  the head of a nursery's chain
SELECT seq, hash FROM attendance_chain WHERE site_id = :site_id ORDER BY seq DESC LIMIT 1;

-- :chain_append  one link more
INSERT INTO attendance_chain (site_id, seq, kind, row_id, hash) VALUES (:site_id, :seq, :kind, :row_id, :hash);

-- :chain_walk  every link in order, to be hashed again
SELECT site_id, seq, kind, row_id, hash FROM attendance_chain ORDER BY site_id, seq;

-- :chain_near  the links around a place, to see whether two were exchanged
SELECT kind, row_id FROM attendance_chain WHERE site_id = :site_id AND seq BETWEEN :from_seq AND :to_seq ORDER BY seq;

-- :chain_at  one link
SELECT hash FROM attendance_chain WHERE site_id = :site_id AND seq = :seq;

-- :chain_tap  a touch as it came; the first column is the nursery
SELECT g.site_id, t.public_id, t.gateway_id, t.epoch, t.seq, t.device_ms, t.received_ms, t.event_ms, t.clock_doubt,
       COALESCE(t.card_id, 0), COALESCE(t.child_id, 0), t.day, t.direction, t.said, t.verdict, t.payload, t.signature,
       t.uncertainty_ms
FROM tap t JOIN gateway g ON g.id = t.gateway_id WHERE t.id = :id;

-- :chain_tap_children  its further children
SELECT child_id, day FROM tap_child WHERE tap_id = :id ORDER BY child_id, day;

-- :chain_undone  what a touch took back
SELECT g.site_id, u.gateway_id, u.epoch, u.seq, u.by_seq
FROM tap t JOIN tap_undone u ON u.gateway_id = t.gateway_id AND u.epoch = t.epoch AND u.by_seq = t.seq
JOIN gateway g ON g.id = t.gateway_id WHERE t.id = :id;

-- :chain_correction  a word of staff
SELECT COALESCE(h.nursery_id, 0), c.public_id, c.child_id, c.day, c.kind, c.at_ms, COALESCE(c.tap_id, 0), c.reason, c.account_id,
       c.recorded_ms, c.known_tap_id, COALESCE(c.voids_id, 0)
FROM correction c JOIN child h ON h.id = c.child_id WHERE c.id = :id;

-- :chain_absence  a report as it was made
SELECT COALESCE(h.nursery_id, 0), a.public_id, a.child_id, a.from_day, a.to_day, a.kind, a.detail, a.expected_ms, a.account_id, a.created_ms
FROM absence a JOIN child h ON h.id = a.child_id WHERE a.id = :id;

-- :chain_withdrawal  the same report when it was withdrawn
SELECT COALESCE(h.nursery_id, 0), a.public_id, a.withdrawn_ms
FROM absence a JOIN child h ON h.id = a.child_id WHERE a.id = :id AND a.withdrawn_ms IS NOT NULL;

-- :chain_approval  a signature under a month, or its re-opening
SELECT w.site_id, w.public_id, w.month_day, w.version, w.step, w.class, w.reason, w.digest, w.account_id, w.at_ms FROM month_word w WHERE w.id = :id;

-- :chain_unlinked  rows that no link names
SELECT 1, t.id FROM tap t WHERE NOT EXISTS (SELECT 1 FROM attendance_chain c WHERE c.kind = 1 AND c.row_id = t.id)
UNION ALL
SELECT 2, COALESCE(t.id, 0) FROM tap_undone u
LEFT JOIN tap t ON t.gateway_id = u.gateway_id AND t.epoch = u.epoch AND t.seq = u.by_seq
WHERE t.id IS NULL OR NOT EXISTS (SELECT 1 FROM attendance_chain c WHERE c.kind = 2 AND c.row_id = t.id)
UNION ALL
SELECT 3, k.id FROM correction k WHERE NOT EXISTS (SELECT 1 FROM attendance_chain c WHERE c.kind = 3 AND c.row_id = k.id)
UNION ALL
SELECT 4, a.id FROM absence a WHERE NOT EXISTS (SELECT 1 FROM attendance_chain c WHERE c.kind = 4 AND c.row_id = a.id)
UNION ALL
SELECT 5, a.id FROM absence a WHERE a.withdrawn_ms IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM attendance_chain c WHERE c.kind = 5 AND c.row_id = a.id)
UNION ALL
SELECT 6, w.id FROM month_word w WHERE NOT EXISTS (SELECT 1 FROM attendance_chain c WHERE c.kind = 6 AND c.row_id = w.id);

-- :chain_anchors  the heads that the audit holds; a site that is none of ours any more has no number
SELECT COALESCE(s.id, 0), a.reason, a.seq FROM audit a LEFT JOIN site s ON s.public_id = substr(a.object, 6)
WHERE a.action = 'anchor_attendance' ORDER BY a.seq;

-- :chain_spoken  what the audit speaks of: whether each is here, and whether the report is withdrawn
SELECT 3, COALESCE(c.id, 0), a.object FROM audit a LEFT JOIN correction c ON c.public_id = substr(a.object, 12) WHERE a.action = 'correct_attendance'
UNION ALL
SELECT 4, COALESCE(b.id, 0), a.object FROM audit a LEFT JOIN absence b ON b.public_id = substr(a.object, 9) WHERE a.action = 'report_absence'
UNION ALL
SELECT 5, COALESCE(b.id, 0), a.object FROM audit a LEFT JOIN absence b ON b.public_id = substr(a.object, 9) AND b.withdrawn_ms IS NOT NULL
WHERE a.action = 'withdraw_absence'
UNION ALL
SELECT 6, COALESCE(w.id, 0), a.object FROM audit a LEFT JOIN month_word w ON w.public_id = substr(a.object, 10) WHERE a.action = 'sign_month';

-- :chain_said  how many words of staff, reports, withdrawals and approvals there are
SELECT (SELECT COUNT(*) FROM correction), (SELECT COUNT(*) FROM absence), (SELECT COUNT(*) FROM absence WHERE withdrawn_ms IS NOT NULL),
       (SELECT COUNT(*) FROM month_word);

-- :chain_grown  the nurseries whose chain is longer than what the audit holds of it; site by site
SELECT s.id, s.public_id FROM site s WHERE s.id > :after
  AND EXISTS (SELECT 1 FROM attendance_chain c WHERE c.site_id = s.id
              AND c.seq > COALESCE((SELECT x.seq FROM attendance_anchor x WHERE x.site_id = s.id), 0))
ORDER BY s.id LIMIT 1;

-- :chain_anchored  the audit holds the chain up to here
INSERT INTO attendance_anchor (site_id, seq) VALUES (:site_id, :seq)
ON CONFLICT (site_id) DO UPDATE SET seq = excluded.seq;
