-- Guardians' agreements that a child's nursery reads what the sick-care room wrote down.

-- :agreement_of  since when it is agreed
SELECT agreed_ms FROM record_agreement WHERE child_id = :child_id AND ended_ms IS NULL;

-- :agreement_begin  a guardian agrees
INSERT INTO record_agreement (child_id, account_id, agreed_ms) VALUES (:child_id, :account_id, :now_ms);

-- :agreement_end  a guardian takes it back
UPDATE record_agreement SET ended_ms = :now_ms, ended_by = :account_id WHERE child_id = :child_id AND ended_ms IS NULL;
