-- Messages to families, one row per recipient and channel, and the contacts they go to.

-- :message_contacts  where a household's messages go
SELECT id, language FROM contact WHERE household_id = :household_id AND removed_ms IS NULL ORDER BY id;

-- :message_add  one message to one contact
INSERT INTO message (contact_id, kind, language, detail, reservation_id, created_ms, not_before_ms, ends_ms, next_ms)
VALUES (:contact_id, :kind, :language, :detail, :reservation_id, :now_ms, :not_before_ms, :ends_ms, :not_before_ms);

-- :message_contact_add  one more address
INSERT INTO contact (public_id, household_id, account_id, channel, address, language, created_ms)
VALUES (:public_id, :household_id, :account_id, :channel, :address, :language, :now_ms);
