-- One-time pick-up tickets: who may make, see and take one is said in each statement.

-- :pickup_ticket_child  a child for which this guardian may say who fetches, enrolled in a nursery on a day
SELECT c.id, c.household_id, c.nursery_id, (SELECT s.public_id FROM site s WHERE s.id = c.nursery_id)
FROM child c JOIN guardian_child g ON g.child_id = c.id AND g.account_id = :account_id AND g.rights = 1 AND g.hides & 5 = 0
WHERE c.public_id = :child AND c.nursery_id IS NOT NULL AND c.enrolled_from_day <= :day
  AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day);

-- :pickup_ticket_allowed  a guardian's children for whom there are tickets at all
SELECT c.public_id FROM guardian_child g JOIN child c ON c.id = g.child_id
WHERE g.account_id = :account_id AND g.rights = 1 AND g.hides & 5 = 0 AND c.nursery_id IS NOT NULL ORDER BY c.id;

-- :pickup_ticket_open_count  how many an account has made that are still to come
SELECT count(*) FROM pickup_ticket t WHERE t.account_id = :account_id AND t.day >= :day AND t.taken_back_ms = 0
  AND NOT EXISTS (SELECT 1 FROM pickup_ticket_use u WHERE u.ticket_id = t.id);

-- :pickup_ticket_add  a new one
INSERT INTO pickup_ticket (public_id, site_id, day, person, account_id, made_ms) VALUES (:public_id, :site_id, :day, :person, :account_id, :now_ms);

-- :pickup_ticket_add_child  whom it fetches
INSERT INTO pickup_ticket_child (ticket_id, child_id) VALUES (:ticket_id, :child_id);

-- :pickup_ticket_mine  those of a guardian's children from a day on; one with a child of whom the guardian may not know it is not shown
SELECT t.id, t.public_id, t.site_id, t.day, t.person, t.made_ms, t.taken_back_ms, a.name, 0
FROM pickup_ticket t JOIN account a ON a.id = t.account_id
WHERE t.day >= :day AND (:ticket = '' OR t.public_id = :ticket)
  AND t.id IN (SELECT x.ticket_id FROM guardian_child g JOIN pickup_ticket_child x ON x.child_id = g.child_id WHERE g.account_id = :account_id)
  AND NOT EXISTS (SELECT 1 FROM pickup_ticket_child x WHERE x.ticket_id = t.id AND NOT EXISTS (
    SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = x.child_id AND g.rights = 1 AND g.hides & 5 = 0))
ORDER BY t.day, t.id LIMIT 60;

-- :pickup_ticket_at  those of a nursery's day, for a member of its staff; last: who made it may no longer say who fetches
SELECT t.id, t.public_id, t.site_id, t.day, t.person, t.made_ms, t.taken_back_ms, a.name,
  EXISTS (SELECT 1 FROM pickup_ticket_child x WHERE x.ticket_id = t.id AND NOT EXISTS (
    SELECT 1 FROM guardian_child g WHERE g.account_id = t.account_id AND g.child_id = x.child_id AND g.rights = 1 AND g.hides & 5 = 0))
FROM pickup_ticket t JOIN account a ON a.id = t.account_id
WHERE t.site_id = :site_id AND t.day = :day AND (:ticket = '' OR t.public_id = :ticket)
  AND EXISTS (SELECT 1 FROM pickup_ticket_child x JOIN child c ON c.id = x.child_id
    JOIN account_role r ON r.account_id = :account_id AND r.site_id = t.site_id AND r.role IN (3, 4, 5) AND (r.class = '' OR r.class = c.class)
    WHERE x.ticket_id = t.id)
ORDER BY t.id LIMIT 400;

-- :pickup_ticket_day  on which day and where a ticket is good
SELECT site_id, day FROM pickup_ticket WHERE public_id = :ticket;

-- :pickup_ticket_children  whom one fetches
SELECT c.public_id, c.household_id FROM pickup_ticket_child x JOIN child c ON c.id = x.child_id WHERE x.ticket_id = :ticket_id ORDER BY c.id;

-- :pickup_ticket_uses  when one was taken, and by whom
SELECT u.at_ms, a.name FROM pickup_ticket_use u JOIN account a ON a.id = u.account_id WHERE u.ticket_id = :ticket_id ORDER BY u.at_ms, u.id LIMIT 20;

-- :pickup_ticket_use  staff took it
INSERT INTO pickup_ticket_use (ticket_id, at_ms, entered_ms, account_id) VALUES (:ticket_id, :at_ms, :now_ms, :account_id);

-- :pickup_ticket_take_back  it is good no longer
UPDATE pickup_ticket SET taken_back_ms = :now_ms WHERE id = :ticket_id AND taken_back_ms = 0;
