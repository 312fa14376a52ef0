-- One-tap links of messages.

-- :link_of  the link that a message already has
SELECT id FROM link WHERE message_id = :message_id AND what = :what;

-- :link_add  a new one
INSERT INTO link (id, message_id, reservation_id, contact_id, what, expires_ms)
VALUES (:id, :message_id, :reservation_id, :contact_id, :what, :expires_ms);

-- :link_row  a link, whose it is, and whether that one may still use it: the address stands, and bookings (8) are not hidden from its owner
SELECT l.what, l.expires_ms, l.used_ms, coalesce(l.reservation_id, 0), k.id, k.public_id, coalesce(k.account_id, 0),
  k.removed_ms IS NULL AND (k.unconfirmed = 0 OR l.reservation_id IS NULL) AND a.closed_ms IS NULL
  AND (l.reservation_id IS NULL OR EXISTS (SELECT 1 FROM reservation r JOIN child c ON c.id = r.child_id
    WHERE r.id = l.reservation_id AND c.household_id = k.household_id AND (k.account_id IS NULL OR EXISTS (SELECT 1 FROM guardian_child g
      WHERE g.account_id = k.account_id AND g.child_id = c.id AND g.rights = 1 AND g.hides & 8 = 0))))
FROM link l JOIN contact k ON k.id = l.contact_id LEFT JOIN account a ON a.id = k.account_id
WHERE l.id = :id;

-- :link_use  used, once
UPDATE link SET used_ms = :now_ms WHERE id = :id AND used_ms = 0;
