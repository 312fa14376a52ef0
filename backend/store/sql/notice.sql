-- Notices of a nursery to its families: the notice, whom it is written for, whom it went to.

-- :notice_nursery  a nursery in which this account works, and whether it leads there
SELECT s.id, s.public_id, EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = s.id AND r.role IN (4, 5))
FROM site s WHERE s.public_id = :site AND s.kind = 1
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = s.id AND r.role IN (3, 4, 5));

-- :notice_children  a nursery's children of now and later, with whether they are here today and whether this account works in their class
SELECT c.id, c.public_id, c.name, c.kana, c.class, c.household_id, c.enrolled_from_day <= :day,
  EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = c.nursery_id AND r.role IN (3, 4, 5)
          AND (r.class = '' OR r.class = c.class))
FROM child c WHERE c.nursery_id = :site_id AND (c.enrolled_to_day IS NULL OR c.enrolled_to_day >= :day) ORDER BY c.class, c.kana, c.id;

-- :notice_guardians  whom a nursery's notice reaches for a child: nobody from whom it is hidden where the child is (R-REG-11)
SELECT g.account_id FROM guardian_child g JOIN account a ON a.id = g.account_id
WHERE g.child_id = :child_id AND g.rights = 1 AND g.hides & 4 = 0 AND a.closed_ms IS NULL ORDER BY g.account_id;

-- :notice_quiet  the hours in which a nursery's notices are not mailed
SELECT notice_quiet_from_min, notice_quiet_to_min FROM nursery_policy WHERE site_id = :site_id AND valid_from_day <= :day
ORDER BY valid_from_day DESC LIMIT 1;

-- :notice_add  a notice is written
INSERT INTO notice (public_id, site_id, state, emergency, title, detail, audience, needs_second, names_said, version, written_by, written_ms,
  at_ms, answers, anonymous, due_ms, event_day, event_from_min, event_to_min)
VALUES (:public_id, :site_id, :state, :emergency, :title, :detail, :audience, :needs_second, :names_said, 1, :account_id, :now_ms,
  :at_ms, :answers, :anonymous, :due_ms, :event_day, :event_from_min, :event_to_min);

-- :notice_change  it is written otherwise, before it went out: nobody has released this text
UPDATE notice SET state = :state, emergency = :emergency, title = :title, detail = :detail, audience = :audience, needs_second = :needs_second,
  names_said = :names_said, version = version + 1, written_by = :account_id, written_ms = :now_ms, released_by = NULL, at_ms = :at_ms,
  answers = :answers, anonymous = :anonymous, due_ms = :due_ms, event_day = :event_day, event_from_min = :event_from_min, event_to_min = :event_to_min
WHERE id = :id;

-- :notice_state  how far it is
UPDATE notice SET state = :state, version = version + 1, released_by = NULLIF(:released_by, 0), sent_ms = :sent_ms, recalled_ms = :recalled_ms
WHERE id = :id;

-- :notice_reminded  those who had not read it were reminded
UPDATE notice SET reminded_ms = :now_ms, version = version + 1 WHERE id = :id;

-- :notice_report  whom an emergency had reached by now
UPDATE notice SET report_ms = :now_ms, report_mailed = :mailed, report_opened = :opened, report_none = :none, version = version + 1 WHERE id = :id;

-- :notice_target_add  one more for whom it is written
INSERT INTO notice_target (notice_id, class, child_id) VALUES (:notice_id, :class, :child_id) ON CONFLICT (notice_id, class, child_id) DO NOTHING;

-- :notice_target_clear  it is written for others
DELETE FROM notice_target WHERE notice_id = :notice_id;

-- :notice_targets  for whom it is written
SELECT t.class, t.child_id, COALESCE(c.public_id, ''), COALESCE(c.name, '') FROM notice_target t LEFT JOIN child c ON c.id = t.child_id
WHERE t.notice_id = :notice_id ORDER BY t.class, t.child_id;

-- :notice_by_id  one, for what happens by itself
SELECT n.id, n.public_id, n.site_id, s.public_id, n.state, n.emergency, n.title, n.detail, n.audience, n.needs_second, n.names_said, n.version,
  n.written_by, w.name, EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = n.written_by AND r.site_id = n.site_id AND r.role IN (4, 5)),
  COALESCE(n.released_by, 0), COALESCE(p.name, ''), n.at_ms, n.sent_ms, n.recalled_ms, n.answers, n.anonymous, n.due_ms, n.event_day,
  n.event_from_min, n.event_to_min, n.reminded_ms, n.report_ms, n.report_mailed, n.report_opened, n.report_none, 0, n.written_ms
FROM notice n JOIN site s ON s.id = n.site_id JOIN account w ON w.id = n.written_by LEFT JOIN account p ON p.id = n.released_by
WHERE n.id = :id;

-- :notice_for_staff  one for those who work in its nursery
SELECT n.id, n.public_id, n.site_id, s.public_id, n.state, n.emergency, n.title, n.detail, n.audience, n.needs_second, n.names_said, n.version,
  n.written_by, w.name, EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = n.written_by AND r.site_id = n.site_id AND r.role IN (4, 5)),
  COALESCE(n.released_by, 0), COALESCE(p.name, ''), n.at_ms, n.sent_ms, n.recalled_ms, n.answers, n.anonymous, n.due_ms, n.event_day,
  n.event_from_min, n.event_to_min, n.reminded_ms, n.report_ms, n.report_mailed, n.report_opened, n.report_none,
  EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = n.site_id AND r.role IN (4, 5)), n.written_ms
FROM notice n JOIN site s ON s.id = n.site_id JOIN account w ON w.id = n.written_by LEFT JOIN account p ON p.id = n.released_by
WHERE n.public_id = :notice
  AND EXISTS (SELECT 1 FROM account_role r WHERE r.account_id = :account_id AND r.site_id = n.site_id AND r.role IN (3, 4, 5));

-- :notice_for_family  one that went to this guardian, if it still may know; what was recalled only to those who had opened it
SELECT n.id, n.public_id, n.site_id, s.public_id, n.state, n.emergency, n.title, n.detail, n.audience, n.needs_second, n.names_said, n.version,
  n.written_by, w.name, 0, COALESCE(n.released_by, 0), '', n.at_ms, n.sent_ms, n.recalled_ms, n.answers, n.anonymous, n.due_ms, n.event_day,
  n.event_from_min, n.event_to_min, n.reminded_ms, n.report_ms, n.report_mailed, n.report_opened, n.report_none, MAX(r.opened_ms), n.written_ms
FROM notice n JOIN site s ON s.id = n.site_id JOIN account w ON w.id = n.written_by
JOIN notice_recipient r ON r.notice_id = n.id AND r.account_id = :account_id
JOIN guardian_child g ON g.account_id = r.account_id AND g.child_id = r.child_id AND g.rights = 1 AND g.hides & 4 = 0
WHERE n.public_id = :notice GROUP BY n.id HAVING n.state = 4 OR (n.state = 5 AND MAX(r.opened_ms) > 0);

-- :notice_list_staff  a nursery's notices, the newest first, with how many guardians have opened each
SELECT n.id, n.public_id, n.state, n.emergency, n.title, n.audience, n.at_ms, n.sent_ms, n.due_ms, n.answers, n.event_day, w.name, n.written_by, n.recalled_ms,
  (SELECT COUNT(DISTINCT r.account_id) FROM notice_recipient r WHERE r.notice_id = n.id),
  (SELECT COUNT(DISTINCT r.account_id) FROM notice_recipient r WHERE r.notice_id = n.id AND r.opened_ms > 0)
FROM notice n JOIN account w ON w.id = n.written_by
WHERE n.site_id = :site_id AND n.state <> 6 ORDER BY n.id DESC LIMIT :n;

-- :notice_list_family  what this guardian has from a nursery, the newest first
SELECT n.id, n.public_id, n.state, n.emergency, CASE WHEN n.state = 5 THEN '' ELSE n.title END, n.audience, n.at_ms, n.sent_ms, n.due_ms, n.answers,
  n.event_day, s.name, n.written_by, n.recalled_ms, 1, MAX(r.opened_ms),
  CASE n.answers WHEN 0 THEN 1 ELSE MIN(CASE WHEN EXISTS (SELECT 1 FROM notice_answer a WHERE a.notice_id = n.id
      AND a.subject = CASE n.answers WHEN 1 THEN r.household_id ELSE r.child_id END)
    OR EXISTS (SELECT 1 FROM notice_voted v WHERE v.notice_id = n.id
      AND v.subject = CASE n.answers WHEN 1 THEN r.household_id ELSE r.child_id END) THEN 1 ELSE 0 END) END
FROM notice_recipient r JOIN notice n ON n.id = r.notice_id JOIN site s ON s.id = n.site_id
JOIN guardian_child g ON g.account_id = r.account_id AND g.child_id = r.child_id AND g.rights = 1 AND g.hides & 4 = 0
WHERE r.account_id = :account_id AND s.public_id = :site AND n.state IN (4, 5)
GROUP BY n.id HAVING n.state = 4 OR MAX(r.opened_ms) > 0 ORDER BY n.id DESC LIMIT :n;

-- :notice_recipient_add  it goes to one more guardian for one more child
INSERT INTO notice_recipient (notice_id, account_id, child_id, household_id, class) VALUES (:notice_id, :account_id, :child_id, :household_id, :class)
ON CONFLICT (notice_id, account_id, child_id) DO NOTHING;

-- :notice_open  a guardian has it before its eyes; the first time counts
UPDATE notice_recipient SET opened_ms = :now_ms WHERE notice_id = :notice_id AND account_id = :account_id AND opened_ms = 0;

-- :notice_own_children  for which of its children a guardian has a notice
SELECT r.child_id, c.public_id, c.name, r.household_id FROM notice_recipient r JOIN child c ON c.id = r.child_id
JOIN guardian_child g ON g.account_id = r.account_id AND g.child_id = r.child_id AND g.rights = 1 AND g.hides & 4 = 0
WHERE r.notice_id = :notice_id AND r.account_id = :account_id ORDER BY c.birth_day, c.id;

-- :notice_classes  read and unread by class
SELECT r.class, COUNT(DISTINCT r.account_id), COUNT(DISTINCT CASE WHEN r.opened_ms > 0 THEN r.account_id END)
FROM notice_recipient r WHERE r.notice_id = :notice_id GROUP BY r.class ORDER BY r.class;

-- :notice_recipients  every guardian it went to, for which children, whether opened, and whether its mail went out: 2 it did, 1 it waits, 0 there is none
SELECT r.class, c.name, a.name, r.opened_ms,
  COALESCE((SELECT MAX(CASE m.state WHEN 2 THEN 2 WHEN 1 THEN 1 ELSE 0 END) FROM message m JOIN contact k ON k.id = m.contact_id
    WHERE m.notice_id = r.notice_id AND k.household_id = r.household_id AND (k.account_id IS NULL OR k.account_id = r.account_id)), 0)
FROM notice_recipient r JOIN account a ON a.id = r.account_id JOIN child c ON c.id = r.child_id
WHERE r.notice_id = :notice_id ORDER BY CASE WHEN r.opened_ms > 0 THEN 1 ELSE 0 END, r.class, c.kana, a.id LIMIT :n;

-- :notice_counts  of each guardian: has it opened it, and has a mail of it gone out
SELECT MAX(CASE WHEN r.opened_ms > 0 THEN 1 ELSE 0 END),
  MAX(CASE WHEN EXISTS (SELECT 1 FROM message m JOIN contact k ON k.id = m.contact_id WHERE m.notice_id = r.notice_id AND m.state = 2
    AND k.household_id = r.household_id AND (k.account_id IS NULL OR k.account_id = r.account_id)) THEN 1 ELSE 0 END)
FROM notice_recipient r WHERE r.notice_id = :notice_id GROUP BY r.account_id;

-- :notice_households  the households it went to
SELECT DISTINCT household_id FROM notice_recipient WHERE notice_id = :notice_id;

-- :notice_contacts  the addresses it is mailed to
SELECT DISTINCT k.id, k.language FROM notice_recipient r JOIN contact k ON k.household_id = r.household_id
WHERE r.notice_id = :notice_id AND k.removed_ms IS NULL AND k.unconfirmed = 0 AND (k.account_id IS NULL OR k.account_id = r.account_id)
ORDER BY k.id;

-- :notice_contacts_unread  the addresses of those who have not done what was asked: not opened it, or owe the answer
SELECT DISTINCT k.id, k.language FROM notice_recipient r JOIN notice n ON n.id = r.notice_id JOIN contact k ON k.household_id = r.household_id
WHERE r.notice_id = :notice_id AND k.removed_ms IS NULL AND k.unconfirmed = 0
  AND ((k.account_id = r.account_id AND r.opened_ms = 0)
    OR (k.account_id IS NULL AND NOT EXISTS (SELECT 1 FROM notice_recipient o WHERE o.notice_id = r.notice_id
        AND o.household_id = r.household_id AND o.opened_ms > 0))
    OR (n.answers > 0 AND (k.account_id IS NULL OR k.account_id = r.account_id)
      AND NOT EXISTS (SELECT 1 FROM notice_answer a WHERE a.notice_id = n.id
        AND a.subject = CASE n.answers WHEN 1 THEN r.household_id ELSE r.child_id END)
      AND NOT EXISTS (SELECT 1 FROM notice_voted v WHERE v.notice_id = n.id
        AND v.subject = CASE n.answers WHEN 1 THEN r.household_id ELSE r.child_id END)))
ORDER BY k.id;

-- :notice_for_mail  of which nursery a notice is, how far it is, and whether this address still may have it
SELECT n.site_id, n.state, EXISTS (SELECT 1 FROM notice_recipient r JOIN contact k ON k.id = :contact_id AND k.household_id = r.household_id
  WHERE r.notice_id = n.id AND (k.account_id IS NULL OR EXISTS (SELECT 1 FROM guardian_child g WHERE g.account_id = k.account_id
    AND g.child_id = r.child_id AND g.rights = 1 AND g.hides & 4 = 0)))
FROM notice n WHERE n.id = :notice_id;

-- :notice_family_site  a nursery that has notices for this guardian: one of its children is there, or was
SELECT s.id FROM site s WHERE s.public_id = :site AND s.kind = 1
  AND EXISTS (SELECT 1 FROM guardian_child g JOIN child c ON c.id = g.child_id
              WHERE g.account_id = :account_id AND g.rights = 1 AND g.hides & 4 = 0 AND c.nursery_id = s.id);
