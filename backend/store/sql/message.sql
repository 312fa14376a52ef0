-- Messages to families, one row per recipient and channel, and the contacts they go to.

-- :message_contacts  where a household's messages go: not to whom something of it is hidden, from any of the children or from one
SELECT k.id, k.language FROM contact k WHERE k.household_id = :household_id AND k.removed_ms IS NULL AND k.unconfirmed = 0
  AND NOT EXISTS (SELECT 1 FROM guardian_child g JOIN child c ON c.id = g.child_id
                  WHERE g.account_id = k.account_id AND c.household_id = k.household_id AND g.hides & :hides <> 0
                    AND (:child_id = 0 OR g.child_id = :child_id))
ORDER BY k.id;

-- :message_add  one message to one contact
INSERT INTO message (contact_id, kind, language, detail, reservation_id, alarm_id, notice_id, site_id, created_ms, not_before_ms, ends_ms, next_ms)
VALUES (:contact_id, :kind, :language, :detail, :reservation_id, :alarm_id, :notice_id, :site_id, :now_ms, :not_before_ms, :ends_ms, :not_before_ms);

-- :message_contact_add  one more address
INSERT INTO contact (public_id, household_id, account_id, channel, address, language, unconfirmed, created_ms)
VALUES (:public_id, :household_id, :account_id, :channel, :address, :language, :unconfirmed, :now_ms);

-- :message_contact_list  the addresses a guardian may see: its own, and those of the household that are nobody's, unless they are hidden from it
SELECT id, public_id, coalesce(account_id, 0), address, language, unconfirmed, created_ms FROM contact k
WHERE k.household_id = :household_id AND k.removed_ms IS NULL
  AND (k.account_id = :account_id OR (k.account_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.hides & 2 <> 0)))
ORDER BY k.id;

-- :message_contact_live  how many addresses a household has
SELECT count(*) FROM contact WHERE household_id = :household_id AND removed_ms IS NULL;

-- :message_contact_own  how many of them are an account's, and how many it has entered since a time, whatever became of them
SELECT count(*) FILTER (WHERE removed_ms IS NULL), count(*) FILTER (WHERE created_ms > :since_ms) FROM contact WHERE account_id = :account_id;

-- :message_contact_confirm  somebody read what was mailed there
UPDATE contact SET unconfirmed = 0 WHERE id = :id;

-- :message_contact_remove  an address that gets nothing any more
UPDATE contact SET removed_ms = :now_ms
WHERE public_id = :public_id AND household_id = :household_id AND removed_ms IS NULL
  AND (account_id = :account_id OR (account_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.hides & 2 <> 0)));

-- :message_is_due  is there anything to send
SELECT id FROM message INDEXED BY message_due WHERE state = 1 AND next_ms <= :now_ms LIMIT 1;

-- :message_due  what is to be sent now, and whether its address still may have it: bookings (8), times (4) and a nursery's words (:talk_hides) may have been hidden since
SELECT m.id, m.kind, m.language, coalesce(m.reservation_id, 0), m.created_ms, m.not_before_ms, m.ends_ms, m.tries, k.id, k.public_id, k.address,
  k.removed_ms IS NULL AND (k.unconfirmed = 0 OR m.kind = :confirming) AND a.closed_ms IS NULL
  AND (m.reservation_id IS NULL OR k.account_id IS NULL OR EXISTS (SELECT 1 FROM reservation r JOIN guardian_child g ON g.child_id = r.child_id
    WHERE r.id = m.reservation_id AND g.account_id = k.account_id AND g.rights = 1 AND g.hides & 12 = 0))
  AND (m.site_id IS NULL OR k.account_id IS NULL OR EXISTS (SELECT 1 FROM guardian_child g JOIN child c ON c.id = g.child_id
    WHERE g.account_id = k.account_id AND c.household_id = k.household_id AND c.nursery_id = m.site_id AND g.rights = 1
      AND g.hides & CASE WHEN m.kind = :talk THEN :talk_hides ELSE 4 END = 0)),
  coalesce(m.alarm_id, 0), coalesce(m.notice_id, 0), coalesce(m.site_id, 0)
FROM message m INDEXED BY message_due JOIN contact k ON k.id = m.contact_id LEFT JOIN account a ON a.id = k.account_id
WHERE m.state = 1 AND m.next_ms <= :now_ms ORDER BY m.next_ms, m.id LIMIT :limit;

-- :message_take  being sent; should whoever sends it be killed, it is due again later
UPDATE message SET taken_ms = :now_ms, next_ms = :until_ms, tries = tries + 1 WHERE id = :id AND state = 1;

-- :message_again  it waits for its next try
UPDATE message SET taken_ms = 0, next_ms = :next_ms, tries = tries - :untried WHERE id = :id AND state = 1;

-- :message_end  sent, given up, or too old
UPDATE message SET taken_ms = 0, state = :state, sent_ms = :sent_ms WHERE id = :id AND state = 1;

-- :message_count_end  one more that ended so
UPDATE message_end SET messages = messages + 1 WHERE state = :state;

-- :message_untake  after a start nobody is sending anything
UPDATE message SET taken_ms = 0, next_ms = :now_ms WHERE state = 1 AND taken_ms > 0;

-- :message_waiting  how many are due, and since when the oldest
SELECT count(*), coalesce(min(not_before_ms), 0) FROM message INDEXED BY message_waiting WHERE state = 1 AND not_before_ms <= :now_ms;

-- :message_ends  how many ended how
SELECT state, messages FROM message_end WHERE state BETWEEN 2 AND 4;
