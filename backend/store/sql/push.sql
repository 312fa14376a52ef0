-- Telephones that get messages on their own screen, and what waits to be sent to them. What is over is deleted: nobody is counted by it.

-- :push_device_put  a telephone says where it can be reached; the same one again, perhaps for another guardian
INSERT INTO push_device (public_id, account_id, endpoint_mac, endpoint, keys, device, created_ms)
VALUES (:public_id, :account_id, :endpoint_mac, :endpoint, :keys, :device, :now_ms)
ON CONFLICT (endpoint_mac) DO UPDATE SET account_id = excluded.account_id, endpoint = excluded.endpoint, keys = excluded.keys, device = excluded.device;

-- :push_device_at  the telephone of an address
SELECT id, public_id, account_id FROM push_device WHERE endpoint_mac = :endpoint_mac;

-- :push_device_list  an account's telephones
SELECT public_id, device, created_ms, sent_ms FROM push_device WHERE account_id = :account_id ORDER BY id;

-- :push_device_count  how many an account has
SELECT count(*) FROM push_device WHERE account_id = :account_id;

-- :push_device_remove  it is told nothing any more, and what waited for it neither
DELETE FROM push_device WHERE public_id = :public_id AND account_id = :account_id;

-- :push_device_gone  its service says that it is no more
DELETE FROM push_device WHERE id = :device_id;

-- :push_device_reached  something got there
UPDATE push_device SET sent_ms = :now_ms WHERE id = :device_id;

-- :push_device_moved  what waited for whoever had the telephone before is not for whoever has it now
DELETE FROM push_message WHERE device_id = :device_id;

-- :push_account_drop  what waits for an account is not told: something was hidden from it meanwhile
DELETE FROM push_message WHERE device_id IN (SELECT id FROM push_device WHERE account_id = :account_id);

-- :push_tell_household  every telephone of a household's guardians, but for those from whom it is hidden (as :message_contacts)
INSERT INTO push_message (device_id, kind, created_ms, ends_ms, next_ms)
SELECT DISTINCT d.id, :kind, :now_ms, :ends_ms, :not_before_ms
FROM child c JOIN guardian_child g ON g.child_id = c.id JOIN push_device d ON d.account_id = g.account_id
WHERE c.household_id = :household_id AND g.rights = 1
  AND NOT EXISTS (SELECT 1 FROM guardian_child h JOIN child o ON o.id = h.child_id
                  WHERE h.account_id = g.account_id AND o.household_id = c.household_id AND h.hides & :hides <> 0
                    AND (:child_id = 0 OR h.child_id = :child_id));

-- :push_tell_notice  the telephones of those to whom a notice went, or of those who have not opened it
INSERT INTO push_message (device_id, kind, created_ms, ends_ms, next_ms)
SELECT DISTINCT d.id, :kind, :now_ms, :ends_ms, :not_before_ms
FROM notice_recipient r JOIN push_device d ON d.account_id = r.account_id
JOIN guardian_child g ON g.account_id = r.account_id AND g.child_id = r.child_id AND g.rights = 1 AND g.hides & 4 = 0
WHERE r.notice_id = :notice_id AND (:unread = 0 OR r.opened_ms = 0);

-- :push_tell_device  one telephone, at its owner's wish, while nothing else waits for it
INSERT INTO push_message (device_id, kind, created_ms, ends_ms, next_ms)
SELECT d.id, :kind, :now_ms, :ends_ms, :now_ms FROM push_device d
WHERE d.public_id = :public_id AND d.account_id = :account_id AND NOT EXISTS (SELECT 1 FROM push_message m WHERE m.device_id = d.id AND m.kind = :kind);

-- :push_is_due  is there anything to send
SELECT id FROM push_message WHERE next_ms <= :now_ms LIMIT 1;

-- :push_due  what is to be sent now, the oldest first
SELECT m.id, m.kind, m.created_ms, m.ends_ms, m.tries, d.id, d.endpoint_mac, d.endpoint, d.keys, a.closed_ms IS NULL
FROM push_message m INDEXED BY push_message_due JOIN push_device d ON d.id = m.device_id JOIN account a ON a.id = d.account_id
WHERE m.next_ms <= :now_ms ORDER BY m.next_ms, m.id LIMIT :n;

-- :push_take  being sent; should whoever sends it be killed, it is due again later
UPDATE push_message SET taken_ms = :now_ms, next_ms = :until_ms, tries = tries + 1 WHERE id = :id;

-- :push_again  it waits for its next try
UPDATE push_message SET taken_ms = 0, next_ms = :next_ms, tries = tries - :untried WHERE id = :id;

-- :push_end  it is over with it
DELETE FROM push_message WHERE id = :id;

-- :push_untake  after a start nobody is sending anything
UPDATE push_message SET taken_ms = 0, next_ms = :now_ms WHERE taken_ms > 0;
