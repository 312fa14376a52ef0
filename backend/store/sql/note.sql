-- Doctors' forms about one illness each.

-- :note_spans  a child's forms that may hold on a day, in the order in which they were issued
SELECT id, public_id, issued_day, void_day, extends, coalesce(seen_ms, 0) FROM doctor_note
WHERE child_id = :child_id AND issued_day BETWEEN :from_day AND :to_day ORDER BY issued_day DESC, id DESC LIMIT :n;

-- :note_seen  staff saw the paper; the first look stays
UPDATE doctor_note SET seen_by = :account_id, seen_ms = :now_ms WHERE id = :id AND seen_ms IS NULL;

-- :note_add  a form as it was entered
INSERT INTO doctor_note (public_id, child_id, issued_day, void_day, extends, detail, account_id, created_ms)
VALUES (:public_id, :child_id, :issued_day, :void_day, :extends, :detail, :account_id, :now_ms);

-- :note_void  another diagnosis, or other drugs, from a day on
UPDATE doctor_note SET void_day = :void_day WHERE id = :id AND (void_day = 0 OR void_day > :void_day);

-- :note_details  a child's forms with what they say, newest first
SELECT id, public_id, issued_day, void_day, extends, coalesce(seen_ms, 0), detail FROM doctor_note
WHERE child_id = :child_id AND issued_day BETWEEN :from_day AND :to_day ORDER BY issued_day DESC, id DESC LIMIT :n;

-- :note_child  a child for its guardians, and for staff of a room in which it has something open from a day on
SELECT c.id, c.household_id,
  EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.rights = 1),
  EXISTS (SELECT 1 FROM reservation r INDEXED BY reservation_active JOIN account_role ar ON ar.site_id = r.site_id AND ar.role IN (6, 7)
    WHERE r.child_id = c.id AND r.day >= :from_day AND r.state IN (1, 2, 3, 5, 8, 9) AND ar.account_id = :account_id)
FROM child c WHERE c.public_id = :child;

-- :note_places  the child's confirmed places from a day on
SELECT id FROM reservation INDEXED BY reservation_active
WHERE child_id = :child_id AND day >= :from_day AND state IN (1, 2, 3, 5, 8, 9) AND state = 2 ORDER BY day, id LIMIT :n;

-- :note_days  the child's days of use from a day on, still to come or under way
SELECT id FROM reservation INDEXED BY reservation_active
WHERE child_id = :child_id AND day >= :from_day AND state IN (1, 2, 3, 5, 8, 9) AND state <> 9 ORDER BY day, id LIMIT :n;
