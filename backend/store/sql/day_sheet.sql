-- The family's word about the day, and the medicine it asks to be given.

-- :day_sheet_put  what stands there now; a signature holds for what was signed
INSERT INTO family_sheet (reservation_id, detail, signed_ms, account_id, version, changed_ms)
VALUES (:reservation_id, :detail, :signed_ms, :account_id, 1, :now_ms)
ON CONFLICT (reservation_id) DO UPDATE SET detail = excluded.detail, signed_ms = excluded.signed_ms, account_id = excluded.account_id,
  version = family_sheet.version + 1, changed_ms = excluded.changed_ms;

-- :day_sheet_of  the sheet of a reservation
SELECT detail, signed_ms, version FROM family_sheet WHERE reservation_id = :reservation_id;

-- :order_add  medicine to be given
INSERT INTO medication_order (public_id, reservation_id, detail, account_id, created_ms)
VALUES (:public_id, :reservation_id, :detail, :account_id, :now_ms);

-- :order_remove  … no longer
UPDATE medication_order SET removed_ms = :now_ms, removed_why = :why
WHERE public_id = :public_id AND reservation_id = :reservation_id AND removed_ms IS NULL;

-- :order_of  what is to be given now, then what a newer doctor's form took back
SELECT public_id, detail, coalesce(removed_ms, 0) FROM medication_order
WHERE reservation_id = :reservation_id AND (removed_ms IS NULL OR removed_why = 2) ORDER BY coalesce(removed_ms, 0) > 0, id LIMIT :n;
