-- Answers to a notice. Of an anonymous survey: that somebody has answered, and what was answered, in two tables with nothing in common.

-- :survey_answer  what stands for a child or a family
SELECT x.public_id, x.detail, x.answered_ms, a.name FROM notice_answer x JOIN account a ON a.id = x.account_id
WHERE x.notice_id = :notice_id AND x.subject = :subject;

-- :survey_answer_put  answered, or otherwise than before
INSERT INTO notice_answer (notice_id, subject, public_id, account_id, detail, answered_ms)
VALUES (:notice_id, :subject, :public_id, :account_id, :detail, :now_ms)
ON CONFLICT (notice_id, subject) DO UPDATE SET account_id = excluded.account_id, detail = excluded.detail, answered_ms = excluded.answered_ms;

-- :survey_answers  all of a notice, each with the child it is for; a family is named by its eldest here
SELECT x.public_id, x.detail, x.answered_ms, a.name,
  COALESCE((SELECT c.name FROM notice_recipient r JOIN child c ON c.id = r.child_id WHERE r.notice_id = x.notice_id
    AND x.subject = CASE :answers WHEN 1 THEN r.household_id ELSE r.child_id END ORDER BY c.birth_day, c.id LIMIT 1), ''),
  COALESCE((SELECT r.class FROM notice_recipient r JOIN child c ON c.id = r.child_id WHERE r.notice_id = x.notice_id
    AND x.subject = CASE :answers WHEN 1 THEN r.household_id ELSE r.child_id END ORDER BY c.birth_day, c.id LIMIT 1), '')
FROM notice_answer x JOIN account a ON a.id = x.account_id WHERE x.notice_id = :notice_id ORDER BY 6, 5, x.subject;

-- :survey_voted  has this child or family answered an anonymous survey
SELECT 1 FROM notice_voted WHERE notice_id = :notice_id AND subject = :subject;

-- :survey_voted_put  it has
INSERT INTO notice_voted (notice_id, subject) VALUES (:notice_id, :subject);

-- :survey_ballot_put  what was answered, in no order
INSERT INTO notice_ballot (notice_id, ballot, detail) VALUES (:notice_id, :ballot, :detail);

-- :survey_ballots  all of them
SELECT ballot, detail FROM notice_ballot WHERE notice_id = :notice_id ORDER BY ballot;

-- :survey_counts  how many children or families are asked, and how many have answered
SELECT COUNT(DISTINCT CASE :answers WHEN 1 THEN r.household_id ELSE r.child_id END),
  (SELECT COUNT(*) FROM notice_answer x WHERE x.notice_id = :notice_id) + (SELECT COUNT(*) FROM notice_voted v WHERE v.notice_id = :notice_id)
FROM notice_recipient r WHERE r.notice_id = :notice_id;
