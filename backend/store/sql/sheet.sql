-- What is the household's in the registrations of all its children, entered once (R-REG-04).

-- :sheet_get  the household's sheet (account 0), or the own one of a guardian who may not see it
SELECT detail, version FROM household_sheet WHERE household_id = :household_id AND account_id = :account_id;

-- :sheet_put  the sheet as it is from now on
INSERT INTO household_sheet (household_id, account_id, detail, version, changed_ms)
VALUES (:household_id, :account_id, :detail, 1, :now_ms)
ON CONFLICT (household_id, account_id) DO UPDATE
SET detail = excluded.detail, version = household_sheet.version + 1, changed_ms = excluded.changed_ms;
