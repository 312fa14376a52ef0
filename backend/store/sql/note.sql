-- Doctors' forms about one illness each.

-- :note_spans  a child's forms that may hold on a day, in the order in which they were issued
SELECT id, public_id, issued_day, void_day, extends, coalesce(seen_ms, 0) FROM doctor_note
WHERE child_id = :child_id AND issued_day BETWEEN :from_day AND :to_day ORDER BY issued_day DESC, id DESC LIMIT :n;

-- :note_seen  staff saw the paper; the first look stays
UPDATE doctor_note SET seen_by = :account_id, seen_ms = :now_ms WHERE id = :id AND seen_ms IS NULL;
