-- How a box becomes an entrance: one-time codes, what the box offered, and whether the head has compared the number.

-- :pairing_site  a site whose entrances may be paired by this account: its head, an operator, or (account 0) the operator's own command
SELECT s.id FROM site s WHERE s.public_id = :site AND (:account_id = 0 OR EXISTS (
  SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND (r.role = 10 OR (r.role = 5 AND r.site_id = s.id))));

-- :pairing_void  a newer code ends the older ones for the same entrance at once
UPDATE pairing SET expires_ms = :now_ms WHERE gateway = :gateway AND expires_ms > :now_ms;

-- :pairing_add  a new code
INSERT INTO pairing (public_id, name_hash, site_id, gateway, made_by, made_ms, expires_ms)
VALUES (:public_id, :name_hash, :site_id, :gateway, :made_by, :now_ms, :expires_ms);

-- :pairing_by_name  what a box asks for
SELECT p.id, p.public_id, p.site_id, s.public_id, p.gateway, p.expires_ms, p.wrong, p.sign_public, p.box_public, p.broker_hash, p.confirmed_ms, p.epoch
FROM pairing p JOIN site s ON s.id = p.site_id WHERE p.name_hash = :name_hash;

-- :pairing_mine  one that this account may confirm
SELECT p.id, p.public_id, p.site_id, s.public_id, p.gateway, p.expires_ms, p.wrong, p.sign_public, p.box_public, p.broker_hash, p.confirmed_ms, p.epoch
FROM pairing p JOIN site s ON s.id = p.site_id WHERE p.public_id = :public_id AND (:account_id = 0 OR EXISTS (
  SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND (r.role = 10 OR (r.role = 5 AND r.site_id = p.site_id))));

-- :pairing_open  the code that holds for an entrance, for the operator's command
SELECT public_id FROM pairing WHERE gateway = :gateway AND expires_ms > :now_ms ORDER BY expires_ms DESC LIMIT 1;

-- :pairing_wrong  an offer did not know the code
UPDATE pairing SET wrong = wrong + 1 WHERE id = :id;

-- :pairing_offer  the first box that knows the code
UPDATE pairing SET sign_public = :sign_public, box_public = :box_public, broker_hash = :broker_hash
WHERE id = :id AND sign_public IS NULL;

-- :pairing_confirm  once
UPDATE pairing SET confirmed_ms = :now_ms, epoch = :epoch WHERE id = :id AND confirmed_ms = 0;
