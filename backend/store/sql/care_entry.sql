-- The course of a child's day in the sick-care room.

-- :care_entry_add  one line of it
INSERT INTO care_entry (public_id, reservation_id, kind, at_ms, recorded_ms, account_id, family, strikes_id, detail)
VALUES (:public_id, :reservation_id, :kind, :at_ms, :now_ms, :account_id, :family, nullif(:strikes_id, 0), :detail);

-- :care_entry_of  every line of a reservation, with who wrote it, who looked, and which line struck it
SELECT e.id, e.public_id, e.kind, e.at_ms, e.recorded_ms, a.name, e.family, coalesce(s.public_id, ''), coalesce(b.name, ''),
       coalesce(k.at_ms, 0), coalesce(o.public_id, ''), e.detail
FROM care_entry e JOIN account a ON a.id = e.account_id LEFT JOIN care_entry s ON s.strikes_id = e.id
LEFT JOIN care_check k ON k.entry_id = e.id LEFT JOIN account b ON b.id = k.account_id LEFT JOIN care_entry o ON o.id = e.strikes_id
WHERE e.reservation_id = :reservation_id ORDER BY e.at_ms, e.id LIMIT :n;

-- :care_entry_find  one line by its id
SELECT e.id, e.kind, e.account_id, r.public_id, coalesce(k.entry_id, 0),
       EXISTS (SELECT 1 FROM care_entry s WHERE s.strikes_id = e.id)
FROM care_entry e JOIN reservation r ON r.id = e.reservation_id LEFT JOIN care_check k ON k.entry_id = e.id WHERE e.public_id = :public_id;

-- :care_entry_check  the second person looked
INSERT INTO care_check (entry_id, account_id, at_ms, method) VALUES (:entry_id, :account_id, :now_ms, :method);
