-- The cards that children carry: keyed hashes only.

-- :card_insert  a new card of a child
INSERT INTO card (public_id, hash, child_id, issued_ms) VALUES (:public_id, :hash, :child_id, :issued_ms);

-- :card_stands_for  a family card stands for one more child
INSERT INTO family_card (card_id, child_id) VALUES (:card_id, :child_id) ON CONFLICT (card_id, child_id) DO NOTHING;

-- :card_child  whose card this is, if it is in use
SELECT id, child_id FROM card WHERE hash = :hash AND revoked_ms IS NULL;

-- :card_revoke  a card is lost: it opens nothing from now on
UPDATE card SET revoked_ms = :now_ms WHERE public_id = :public_id AND revoked_ms IS NULL;
