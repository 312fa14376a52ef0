-- The cards that children carry: keyed hashes only.

-- :card_insert  a new card of a child
INSERT INTO card (public_id, hash, child_id, issued_ms) VALUES (:public_id, :hash, :child_id, :issued_ms);

-- :card_stands_for  a family card stands for one more child
INSERT INTO family_card (card_id, child_id) VALUES (:card_id, :child_id) ON CONFLICT (card_id, child_id) DO NOTHING;

-- :card_child  whose card this is, if it is in use
SELECT id, child_id FROM card WHERE hash = :hash AND revoked_ms IS NULL;

-- :card_revoke  a card is lost: it opens nothing from now on
UPDATE card SET revoked_ms = :now_ms WHERE public_id = :public_id AND revoked_ms IS NULL;

-- :card_head_child  a child of a nursery whose head asks
SELECT c.id, c.nursery_id FROM child c WHERE c.public_id = :child
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = c.nursery_id AND r.role = 5);

-- :card_head_card  a card of a nursery whose head asks
SELECT k.id, c.nursery_id, COALESCE(k.revoked_ms, 0) FROM card k JOIN child c ON c.id = k.child_id WHERE k.public_id = :card
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = c.nursery_id AND r.role = 5);

-- :card_seen  where a card was last touched
SELECT site_id, event_ms FROM card_seen WHERE card_id = :card_id;

-- :card_seen_put  where a card was last touched, and whether that was too soon after another place
INSERT INTO card_seen (card_id, site_id, event_ms, twice_ms) VALUES (:card_id, :site_id, :event_ms, :twice_ms)
ON CONFLICT (card_id) DO UPDATE SET
  site_id = CASE WHEN excluded.event_ms >= card_seen.event_ms THEN excluded.site_id ELSE card_seen.site_id END,
  event_ms = CASE WHEN excluded.event_ms >= card_seen.event_ms THEN excluded.event_ms ELSE card_seen.event_ms END,
  twice_ms = CASE WHEN excluded.twice_ms > card_seen.twice_ms THEN excluded.twice_ms ELSE card_seen.twice_ms END;

-- :card_list  the cards of the nurseries of a head, the newest first, a row for each child that a card stands for, its own first
SELECT k.id, k.public_id, c.public_id, k.issued_ms, COALESCE(k.revoked_ms, 0), 0,
       COALESCE((SELECT s.twice_ms FROM card_seen s WHERE s.card_id = k.id), 0)
FROM account_role r JOIN child c ON c.nursery_id = r.site_id JOIN card k ON k.child_id = c.id
WHERE r.account_id = :account_id AND r.role = 5
UNION ALL
SELECT k.id, k.public_id, o.public_id, k.issued_ms, COALESCE(k.revoked_ms, 0), 1,
       COALESCE((SELECT s.twice_ms FROM card_seen s WHERE s.card_id = k.id), 0)
FROM account_role r JOIN child c ON c.nursery_id = r.site_id JOIN card k ON k.child_id = c.id JOIN family_card f ON f.card_id = k.id
JOIN child o ON o.id = f.child_id
WHERE r.account_id = :account_id AND r.role = 5
ORDER BY 1 DESC, 6, 3;

-- :card_children  every child that a card in use stands for
SELECT k.child_id FROM card k WHERE k.hash = :hash AND k.revoked_ms IS NULL
UNION
SELECT f.child_id FROM card k JOIN family_card f ON f.card_id = k.id WHERE k.hash = :hash AND k.revoked_ms IS NULL;

-- :card_room_day  who is to come to a room on a day, is there, or was
SELECT r.public_id, r.state, c.id, c.public_id, c.name FROM site s JOIN reservation r ON r.site_id = s.id JOIN child c ON c.id = r.child_id
WHERE s.id = :site_id AND r.day = :day AND r.state IN (1, 2, 8, 9) ORDER BY r.id;
