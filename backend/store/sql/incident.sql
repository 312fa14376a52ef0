-- Accidents, small harms and near misses; reports and what families were told.

-- :incident_rules  what a nursery holds to be serious, and when reports are due
SELECT p.incident_serious_days, p.incident_first_days, p.incident_second_months, p.incident_remind_days
FROM nursery_policy p WHERE p.site_id = :site_id AND p.valid_from_day <= :day ORDER BY p.valid_from_day DESC LIMIT 1;

-- :incident_add  something happened
INSERT INTO incident (public_id, site_id, child_id, day, happened_ms, opened_ms, opened_by, place, activity, note, outcome, treatment_days,
  known_day, known_ms)
VALUES (:public_id, :site_id, :child_id, :day, :happened_ms, :now_ms, :account_id, :place, :activity, :note, :outcome, :treatment_days,
  :known_day, :known_ms);

-- :incident_judge  it is held to be worse, or less bad, than before
UPDATE incident SET outcome = :outcome, treatment_days = :treatment_days, known_day = :known_day, known_ms = :known_ms WHERE id = :id;

-- :incident_judge_add  … by whom
INSERT INTO incident_judgement (incident_id, outcome, treatment_days, at_ms, account_id)
VALUES (:incident_id, :outcome, :treatment_days, :now_ms, :account_id);

-- :incident_by_id  one
SELECT i.id, i.public_id, i.site_id, COALESCE(i.child_id, 0), i.day, i.outcome, i.treatment_days, i.known_day, i.known_ms, i.first_ms,
  i.second_ms, i.analysis_ms FROM incident i WHERE i.id = :id;

-- :incident_for_staff  one for those who work in its nursery
SELECT i.id, i.public_id, i.site_id, COALESCE(i.child_id, 0), i.day, i.outcome, i.treatment_days, i.known_day, i.known_ms, i.first_ms,
  i.second_ms, i.analysis_ms FROM incident i WHERE i.public_id = :public_id
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = i.site_id AND r.role IN (3, 4, 5));

-- :incident_head  does the account head the nursery
SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = :site_id AND r.role = 5;

-- :incident_for_ward  a serious one for the municipality's officers
SELECT i.id, i.public_id, i.site_id, COALESCE(i.child_id, 0), i.day, i.outcome, i.treatment_days, i.known_day, i.known_ms, i.first_ms,
  i.second_ms, i.analysis_ms FROM incident i WHERE i.public_id = :public_id AND i.known_day > 0
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.role = 8);

-- :incident_report_add  a version of a report
INSERT INTO incident_report (public_id, incident_id, stage, version, children, staff, filled, detail, at_ms, account_id)
VALUES (:public_id, :incident_id, :stage, :version, :children, :staff, :filled, :detail, :now_ms, :account_id);

-- :incident_report_last  the newest version of a stage, and whether it was handed in
SELECT r.id, r.version, r.filled, EXISTS (SELECT 1 FROM incident_sent s WHERE s.report_id = r.id)
FROM incident_report r WHERE r.incident_id = :incident_id AND r.stage = :stage ORDER BY r.version DESC LIMIT 1;

-- :incident_send  a version was handed in
INSERT INTO incident_sent (report_id, at_ms, account_id) VALUES (:report_id, :now_ms, :account_id);

-- :incident_sent_first  … and its stage is done
UPDATE incident SET first_ms = :now_ms WHERE id = :id AND first_ms = 0;

-- :incident_sent_second  … and its stage is done
UPDATE incident SET second_ms = :now_ms WHERE id = :id AND second_ms = 0;

-- :incident_sent_analysis  … and its stage is done
UPDATE incident SET analysis_ms = :now_ms WHERE id = :id AND analysis_ms = 0;

-- :incident_tell  what the family was told
INSERT INTO incident_told (public_id, incident_id, how, text, at_ms, account_id)
VALUES (:public_id, :incident_id, :how, :text, :now_ms, :account_id);

-- :incident_remind  somebody was reminded
INSERT INTO incident_reminder (incident_id, stage, late, at_ms) VALUES (:incident_id, :stage, :late, :now_ms);

-- :incident_reminded  when the last time
SELECT COALESCE(MAX(m.at_ms), 0) FROM incident_reminder m WHERE m.incident_id = :incident_id;

-- :incident_other_names  the names of a nursery's children but one, on a day
SELECT c.name FROM child c WHERE c.nursery_id = :site_id AND c.id <> :child_id AND c.enrolled_from_day <= :day
  AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day);

-- :incident_of_site  a nursery's log of some days, the newest first
SELECT i.public_id, s.public_id, s.name, COALESCE(c.public_id, ''), COALESCE(c.name, ''), COALESCE(c.class, ''), COALESCE(c.birth_day, 0),
  i.day, i.happened_ms, i.opened_ms, i.place, i.activity, i.outcome, i.treatment_days, i.known_day, i.known_ms, i.first_ms, i.second_ms,
  i.analysis_ms, a.name, (SELECT count(*) FROM incident_told t WHERE t.incident_id = i.id), i.site_id
FROM incident i JOIN site s ON s.id = i.site_id JOIN account a ON a.id = i.opened_by LEFT JOIN child c ON c.id = i.child_id
WHERE i.site_id = :site_id AND i.day BETWEEN :from_day AND :to_day ORDER BY i.day DESC, i.id DESC LIMIT :n;

-- :incident_of_ward  the serious ones of all nurseries since a day, the newest first
SELECT i.public_id, s.public_id, s.name, '', '', '', COALESCE(c.birth_day, 0),
  i.day, i.happened_ms, i.opened_ms, i.place, i.activity, i.outcome, i.treatment_days, i.known_day, i.known_ms, i.first_ms, i.second_ms,
  i.analysis_ms, '', 0, i.site_id
FROM incident i INDEXED BY incident_serious JOIN site s ON s.id = i.site_id LEFT JOIN child c ON c.id = i.child_id
WHERE i.known_day > 0 AND i.day >= :from_day ORDER BY i.day DESC, i.id DESC LIMIT :n;

-- :incident_one  one of them
SELECT i.public_id, s.public_id, s.name, COALESCE(c.public_id, ''), COALESCE(c.name, ''), COALESCE(c.class, ''), COALESCE(c.birth_day, 0),
  i.day, i.happened_ms, i.opened_ms, i.place, i.activity, i.outcome, i.treatment_days, i.known_day, i.known_ms, i.first_ms, i.second_ms,
  i.analysis_ms, a.name, (SELECT count(*) FROM incident_told t WHERE t.incident_id = i.id), i.site_id, i.note
FROM incident i JOIN site s ON s.id = i.site_id JOIN account a ON a.id = i.opened_by LEFT JOIN child c ON c.id = i.child_id WHERE i.id = :id;

-- :incident_judgements  how bad it was held to be, the oldest first
SELECT j.outcome, j.treatment_days, j.at_ms, a.name FROM incident_judgement j JOIN account a ON a.id = j.account_id
WHERE j.incident_id = :incident_id ORDER BY j.id LIMIT :n;

-- :incident_reports  the newest version of each stage that may be seen: handed in, or all for staff
SELECT r.public_id, r.stage, r.version, r.children, r.staff, r.detail, r.at_ms, a.name, COALESCE(s.at_ms, 0), COALESCE(k.name, '')
FROM incident_report r JOIN account a ON a.id = r.account_id LEFT JOIN incident_sent s ON s.report_id = r.id
LEFT JOIN account k ON k.id = s.account_id
WHERE r.incident_id = :incident_id AND (:all = 1 OR s.at_ms IS NOT NULL) ORDER BY r.stage, r.version LIMIT :n;

-- :incident_tellings  what the family was told, the oldest first
SELECT t.public_id, t.how, t.text, t.at_ms, a.name FROM incident_told t JOIN account a ON a.id = t.account_id
WHERE t.incident_id = :incident_id ORDER BY t.id LIMIT :n;

-- :incident_reminders  who was reminded of what
SELECT m.stage, m.late, m.at_ms FROM incident_reminder m WHERE m.incident_id = :incident_id ORDER BY m.id LIMIT :n;

-- :incident_family_child  a child for its guardian who may know of its days
SELECT c.id FROM child c WHERE c.public_id = :child
  AND EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = :account_id AND g.child_id = c.id AND g.rights = 1 AND g.hides & 4 = 0);

-- :incident_for_family  what a child's family was told, the newest first
SELECT t.public_id, t.how, t.text, t.at_ms, i.happened_ms, i.place, i.activity
FROM incident i INDEXED BY incident_child JOIN incident_told t ON t.incident_id = i.id
WHERE i.child_id = :child_id AND i.child_id IS NOT NULL AND i.day >= :from_day ORDER BY t.id DESC LIMIT :n;
