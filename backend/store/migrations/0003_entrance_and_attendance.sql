-- The entrance, attendance and safety: what came after sick care.

-- The contact book: pages, their revisions, who has read them.
CREATE TABLE book_page (                   -- a page of a child's day, or the note of a class
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  nursery_id INTEGER NOT NULL REFERENCES site(id), -- in which it was written
  child_id INTEGER REFERENCES child(id),   -- NULL: the note of a class
  class TEXT NOT NULL DEFAULT '',          -- of the note
  day INTEGER NOT NULL,
  part INTEGER NOT NULL CHECK (part IN (1, 2, 3)), -- enum book_part
  version INTEGER NOT NULL,                -- the newest revision
  content_version INTEGER NOT NULL,        -- the newest that is no addition
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4), -- enum book_state
  shown_version INTEGER NOT NULL DEFAULT 0, -- the first that the family sees; 0: none yet
  release_ms INTEGER NOT NULL DEFAULT 0,   -- when it is, or was, released; 0: not said
  CHECK ((part = 3) = (child_id IS NULL))
) STRICT;
CREATE UNIQUE INDEX book_page_of_child ON book_page (child_id, day, part) WHERE child_id IS NOT NULL;
CREATE UNIQUE INDEX book_page_of_class ON book_page (nursery_id, day, class) WHERE child_id IS NULL;

CREATE TABLE book_revision (               -- append-only: what was written, and what was added
  page_id INTEGER NOT NULL REFERENCES book_page(id),
  version INTEGER NOT NULL,
  addition INTEGER NOT NULL CHECK (addition IN (0, 1)), -- 1: written when the page was closed to changes
  detail BLOB NOT NULL,                    -- sealed JSON in the form of core/contact_book.h
  account_id INTEGER NOT NULL REFERENCES account(id),
  written_ms INTEGER NOT NULL,
  PRIMARY KEY (page_id, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER book_revision_fixed BEFORE UPDATE ON book_revision BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;
CREATE TRIGGER book_revision_kept BEFORE DELETE ON book_revision BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END;

CREATE TABLE book_read (                   -- which guardian has read how far (R-CB-06)
  page_id INTEGER NOT NULL REFERENCES book_page(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  version INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  PRIMARY KEY (page_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE book_setting (                -- a nursery's own times and phrases; none: those of core/contact_book.h
  nursery_id INTEGER PRIMARY KEY REFERENCES site(id),
  opens_min INTEGER NOT NULL CHECK (opens_min BETWEEN 0 AND 1439), -- of the day before
  due_min INTEGER NOT NULL CHECK (due_min BETWEEN 0 AND 1439),
  release_min INTEGER NOT NULL CHECK (release_min BETWEEN -1 AND 1439), -- when pages are usually released; -1: at once
  approval INTEGER NOT NULL CHECK (approval IN (0, 1)), -- 1: lead or head release what a teacher has written
  phrases TEXT NOT NULL,                   -- JSON: the nursery's own phrases; no child's data
  version INTEGER NOT NULL
) STRICT;

-- Coming back after an illness (R-INF-01 to 03): the municipality's table, and what is known of each absence.
CREATE TABLE return_policy (               -- dated documents: the greatest valid_from_day <= day holds, of several the newest
  id INTEGER PRIMARY KEY,
  valid_from_day INTEGER NOT NULL,
  document TEXT NOT NULL,                  -- JSON as core/return_date.h reads it
  loaded_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX return_policy_from ON return_policy (valid_from_day, id);
CREATE TRIGGER return_policy_fixed BEFORE UPDATE ON return_policy BEGIN SELECT RAISE(ABORT, 'a loaded policy is never changed'); END;
CREATE TRIGGER return_policy_kept BEFORE DELETE ON return_policy BEGIN SELECT RAISE(ABORT, 'a loaded policy is never deleted'); END;
-- What holds until a municipality loads its own: the days of the national guideline for nurseries.
INSERT INTO return_policy (valid_from_day, document, loaded_ms) VALUES (0, '{"policy":"return","valid_from":"1970-01-01","diseases":[
{"codes":["FLU_A","FLU_B"],"paper":"flu","after":[{"event":"onset","full_days":5},{"event":"fever_ended","full_days":3,"stage":"infant"},
{"event":"fever_ended","full_days":2,"stage":"school"}]},
{"codes":["COVID"],"paper":"covid","after":[{"event":"onset","full_days":5},{"event":"symptoms_eased","full_days":1}]},
{"codes":["MEA"],"paper":"doctor","after":[{"event":"fever_ended","full_days":3}]},
{"codes":["RUB"],"paper":"doctor","after":[{"event":"rash_gone","on_day":0}]},
{"codes":["VAR"],"paper":"doctor","after":[{"event":"crusted","on_day":0}]},
{"codes":["MUM"],"paper":"doctor","after":[{"event":"swelling","full_days":5}]},
{"codes":["PCF"],"paper":"doctor","after":[{"event":"symptoms_gone","full_days":2}]},
{"codes":["PER"],"paper":"doctor","after":[{"event":"cough_gone","on_day":0}],"or_after":[{"event":"treatment_ended","on_day":1}]},
{"codes":["TB","MEN","EKC","AHC","EHEC"],"paper":"doctor","after":[{"event":"cleared","on_day":0}]},
{"codes":["STR"],"paper":"parent","after":[{"event":"treatment_started","on_day":2},{"event":"well","on_day":0}]},
{"codes":["MYC","HFM","HER","ERI","GAS","RSV","EXA"],"paper":"parent","after":[{"event":"well","on_day":0}]},
{"codes":["ZOS"],"paper":"parent","after":[{"event":"crusted","on_day":0}]}]}', 0);

CREATE TABLE absence_return (              -- of an absence with a disease that keeps a child away: what was told of it, and the paper
  absence_id INTEGER PRIMARY KEY REFERENCES absence(id),
  child_id INTEGER NOT NULL REFERENCES child(id),
  detail BLOB NOT NULL,                    -- sealed JSON: disease, dates, the family's form
  earliest_day INTEGER,                    -- NULL: not known yet
  paper INTEGER NOT NULL CHECK (paper BETWEEN 0 AND 4), -- enum return_paper
  filed_ms INTEGER NOT NULL DEFAULT 0,     -- the family's form; 0: not yet
  seen_ms INTEGER NOT NULL DEFAULT 0,      -- staff have seen the paper; 0: not yet
  version INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id),
  changed_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX absence_return_child ON absence_return (child_id);

-- Cards that are in two places at once.
CREATE TABLE card_seen (                   -- where a card in use was last touched, and when it was last in two places at once
  card_id INTEGER PRIMARY KEY REFERENCES card(id),
  site_id INTEGER NOT NULL REFERENCES site(id),
  event_ms INTEGER NOT NULL,
  twice_ms INTEGER NOT NULL DEFAULT 0      -- touched at another site within a quarter of an hour: it may be a copy; 0 never
) STRICT;

-- What attendance is made of, linked per nursery: every touch, touch taken back, word of staff, report and withdrawal has one link, in the order in
-- which they were committed. A link's hash covers the hash before it and the whole row. Its head goes into the audit once a day.
CREATE TABLE attendance_chain (
  site_id INTEGER NOT NULL,                -- the nursery; 0: a child in none
  seq INTEGER NOT NULL,                    -- from 1, without a gap
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 6), -- enum chain_kind
  row_id INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (site_id, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX attendance_chain_row ON attendance_chain (kind, row_id);
CREATE TRIGGER attendance_chain_fixed BEFORE UPDATE ON attendance_chain BEGIN SELECT RAISE(ABORT, 'the chain is append-only'); END;
CREATE TRIGGER attendance_chain_kept BEFORE DELETE ON attendance_chain BEGIN SELECT RAISE(ABORT, 'the chain is append-only'); END;
CREATE UNIQUE INDEX tap_undone_by ON tap_undone (gateway_id, epoch, by_seq); -- a touch takes back one other
CREATE TABLE attendance_anchor (           -- how far each chain was written into the audit
  site_id INTEGER PRIMARY KEY,
  seq INTEGER NOT NULL
) STRICT;

-- What families and the kitchen are told by the clock of a nursery, in minutes of the day.
ALTER TABLE nursery_policy ADD COLUMN meal_min INTEGER NOT NULL DEFAULT 550;   -- R-ABS-06: the kitchen is told how many eat
ALTER TABLE nursery_policy ADD COLUMN served_min INTEGER NOT NULL DEFAULT 690; -- who leaves before it does not eat
ALTER TABLE nursery_policy ADD COLUMN report_min INTEGER NOT NULL DEFAULT 540; -- R-ABS-01: until then a family's report is in time
-- Pairing: how a box becomes an entrance, and its password at the broker.
ALTER TABLE gateway ADD COLUMN broker_hash TEXT NOT NULL DEFAULT ''; -- as the broker keeps it; '': its credentials were handed over as a file
CREATE TABLE pairing (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  name_hash BLOB NOT NULL UNIQUE CHECK (length(name_hash) = 32), -- made of the code, which is stored nowhere
  site_id INTEGER NOT NULL REFERENCES site(id),
  gateway TEXT NOT NULL,                   -- the entrance it will be
  made_by INTEGER NOT NULL,                -- account id; 0 an operator's command
  made_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  wrong INTEGER NOT NULL DEFAULT 0,        -- offers that did not know the code
  sign_public BLOB CHECK (length(sign_public) = 32), -- what the box offered; NULL: none has come
  box_public BLOB CHECK (length(box_public) = 32),
  broker_hash TEXT,
  confirmed_ms INTEGER NOT NULL DEFAULT 0, -- the number was compared; 0 not yet
  epoch INTEGER NOT NULL DEFAULT 0         -- that it got
) STRICT;
CREATE TABLE gateway_said (                -- what an entrance last said of itself
  gateway_id INTEGER PRIMARY KEY REFERENCES gateway(id),
  said_ms INTEGER NOT NULL,                -- when that came
  state INTEGER NOT NULL,                  -- enum gateway_state
  backlog INTEGER NOT NULL,                -- taps without a receipt
  reader INTEGER NOT NULL CHECK (reader IN (0, 1)),         -- a reader is plugged in
  clock_synced INTEGER NOT NULL CHECK (clock_synced IN (0, 1)),
  clock_offset_ms INTEGER NOT NULL,
  clock_uncertainty_ms INTEGER NOT NULL,
  version TEXT NOT NULL
) STRICT;
CREATE INDEX pairing_gateway ON pairing (gateway, expires_ms);
-- A month's signatures (R-SHEET-04): teacher of each class, lead, head; and what re-opened it.
CREATE TABLE month_word (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  site_id INTEGER NOT NULL REFERENCES site(id),
  month_day INTEGER NOT NULL,              -- the first of the month
  version INTEGER NOT NULL,                -- grows with each re-opening
  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 4), -- enum month_step
  class TEXT NOT NULL,                     -- of a teacher's signature, else ''
  reason TEXT NOT NULL,                    -- of a re-opening, else ''
  digest BLOB NOT NULL CHECK (length(digest) = 32), -- what the class's, or the nursery's, month said when it was signed
  account_id INTEGER NOT NULL REFERENCES account(id),
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX month_word_of ON month_word (site_id, month_day, id);
CREATE TRIGGER month_word_fixed BEFORE UPDATE ON month_word BEGIN SELECT RAISE(ABORT, 'what was signed is never changed'); END;
CREATE TRIGGER month_word_kept BEFORE DELETE ON month_word BEGIN SELECT RAISE(ABORT, 'what was signed is never deleted'); END;
CREATE INDEX attendance_day_child ON attendance_day (child_id, day); -- a child's month, in one piece

-- Extended care: prices as documents, what families have agreed, the monthly runs with a bill per child, what was invoiced, and disputes.
CREATE TABLE extension_price (             -- never changed: another document may hold from another month on
  id INTEGER PRIMARY KEY,
  site_id INTEGER REFERENCES site(id),     -- NULL: every nursery that has none of its own
  valid_from_day INTEGER NOT NULL,
  document TEXT NOT NULL,
  account_id INTEGER REFERENCES account(id), -- NULL: an operator's command
  loaded_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX extension_price_of ON extension_price (site_id, valid_from_day);
CREATE TABLE extension_agreement (         -- from a day on (R-EXT-05); of several from one day the last said holds
  id INTEGER PRIMARY KEY,
  child_id INTEGER NOT NULL REFERENCES child(id),
  from_day INTEGER NOT NULL,
  hours_class INTEGER NOT NULL CHECK (hours_class IN (0, 1)), -- enum hours_class
  held TEXT NOT NULL,                      -- ids of what is held by the month, separated by spaces
  tier TEXT NOT NULL,
  sibling INTEGER NOT NULL,
  monthly_fee_yen INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id),
  recorded_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX extension_agreement_of ON extension_agreement (child_id, from_day);
CREATE TABLE extension_run (
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL REFERENCES site(id),
  month_day INTEGER NOT NULL,              -- the first of the month
  version INTEGER NOT NULL,
  price_id INTEGER NOT NULL REFERENCES extension_price(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  at_ms INTEGER NOT NULL,
  UNIQUE (site_id, month_day, version)
) STRICT;
CREATE TABLE extension_bill (              -- a child's month in one run: never changed (R-EXT-06)
  child_id INTEGER NOT NULL REFERENCES child(id),
  run_id INTEGER NOT NULL REFERENCES extension_run(id),
  yen INTEGER NOT NULL,
  unresolved INTEGER NOT NULL,             -- days that are not priced because a time is missing
  document TEXT NOT NULL,                  -- JSON: days and lines
  PRIMARY KEY (run_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER extension_bill_fixed BEFORE UPDATE ON extension_bill BEGIN SELECT RAISE(ABORT, 'a bill is never changed'); END;
CREATE TRIGGER extension_bill_kept BEFORE DELETE ON extension_bill BEGIN SELECT RAISE(ABORT, 'a bill is never deleted'); END;
CREATE TABLE extension_invoice (           -- the first line of a child's month, then what a later run changes of it
  id INTEGER PRIMARY KEY,
  child_id INTEGER NOT NULL REFERENCES child(id),
  site_id INTEGER NOT NULL REFERENCES site(id),
  month_day INTEGER NOT NULL,
  run_id INTEGER NOT NULL REFERENCES extension_run(id),
  yen INTEGER NOT NULL CHECK (yen <> 0),
  account_id INTEGER NOT NULL REFERENCES account(id),
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX extension_invoice_of ON extension_invoice (child_id, month_day);
CREATE TRIGGER extension_invoice_fixed BEFORE UPDATE ON extension_invoice BEGIN SELECT RAISE(ABORT, 'an invoice is never changed'); END;
CREATE TRIGGER extension_invoice_kept BEFORE DELETE ON extension_invoice BEGIN SELECT RAISE(ABORT, 'an invoice is never deleted'); END;
CREATE TABLE extension_dispute (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  child_id INTEGER NOT NULL REFERENCES child(id),
  site_id INTEGER NOT NULL REFERENCES site(id),
  month_day INTEGER NOT NULL,
  run_id INTEGER NOT NULL REFERENCES extension_run(id), -- the bill that is disputed
  text BLOB NOT NULL,                      -- sealed
  evidence TEXT NOT NULL,                  -- JSON: touches and corrections of the days that cost something, as they were then
  account_id INTEGER NOT NULL REFERENCES account(id),
  at_ms INTEGER NOT NULL,
  answer BLOB,                             -- sealed
  answered_ms INTEGER,
  answered_by INTEGER REFERENCES account(id)
) STRICT;
CREATE INDEX extension_dispute_of ON extension_dispute (child_id, month_day);
-- Alarms: who was told, when, and where the child was; roll calls.
ALTER TABLE nursery_policy ADD COLUMN alarm_guardians_min INTEGER NOT NULL DEFAULT 0; -- R-ABS-04: minutes from the threshold
ALTER TABLE nursery_policy ADD COLUMN alarm_staff_min INTEGER NOT NULL DEFAULT 5;
ALTER TABLE nursery_policy ADD COLUMN alarm_head_min INTEGER NOT NULL DEFAULT 15;
ALTER TABLE nursery_policy ADD COLUMN alarm_ward_min INTEGER NOT NULL DEFAULT 30;
ALTER TABLE nursery_policy ADD COLUMN silent_min INTEGER NOT NULL DEFAULT 10; -- an entrance box that says nothing so long is silent

CREATE TABLE alarm (                       -- nobody knows where a child is, or whether (R-ABS-03, R-ATT-15, R-SAFE-01, R-SAFE-02)
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  site_id INTEGER NOT NULL REFERENCES site(id),
  day INTEGER NOT NULL,
  kind INTEGER NOT NULL,                   -- enum alarm_kind
  child_id INTEGER NOT NULL DEFAULT 0,     -- 0: the nursery as a whole
  opened_ms INTEGER NOT NULL,
  base_ms INTEGER NOT NULL,                -- what the ladder counts from: opened_ms unless the clock was set back
  step INTEGER NOT NULL DEFAULT 0,         -- enum alarm_step: the last one that was taken
  stepped_ms INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 1 CHECK (state BETWEEN 1 AND 3), -- 1 open, 2 closed by a person, 3 ended by what happened
  closed_ms INTEGER NOT NULL DEFAULT 0,
  closed_by INTEGER REFERENCES account(id),
  whereabouts INTEGER NOT NULL DEFAULT 0,  -- enum alarm_where
  again_ms INTEGER NOT NULL DEFAULT 0,     -- on the way: not there by then, and it is asked again
  note BLOB NOT NULL DEFAULT x'',          -- sealed: what the person said
  version INTEGER NOT NULL DEFAULT 1,
  CHECK (state = 1 OR whereabouts > 0),
  CHECK (state <> 2 OR closed_by IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX alarm_once ON alarm (site_id, day, kind, child_id) WHERE state = 1;
CREATE INDEX alarm_open ON alarm (site_id) WHERE state = 1;
CREATE INDEX alarm_duty ON alarm (step) WHERE state = 1;
CREATE INDEX alarm_of_day ON alarm (site_id, day);
CREATE INDEX alarm_of_child ON alarm (child_id, day) WHERE child_id > 0;
CREATE TRIGGER alarm_kept BEFORE DELETE ON alarm BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER alarm_over BEFORE UPDATE ON alarm WHEN OLD.state <> 1 BEGIN SELECT RAISE(ABORT, 'an alarm that is over stays so'); END;

CREATE TABLE alarm_attempt (               -- append-only: whom it was tried to reach, and what came of it (R-ABS-04)
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  alarm_id INTEGER NOT NULL REFERENCES alarm(id),
  at_ms INTEGER NOT NULL,
  step INTEGER NOT NULL,                   -- enum alarm_step: of what happens by itself; 0: a person's own doing
  channel INTEGER NOT NULL,                -- enum alarm_channel
  result INTEGER NOT NULL,                 -- enum alarm_result
  account_id INTEGER REFERENCES account(id), -- who tried; NULL: by itself
  message_id INTEGER REFERENCES message(id), -- with a mail
  detail BLOB NOT NULL                     -- sealed JSON of a person's attempt: whom, number, note
) STRICT;
CREATE INDEX alarm_attempt_of ON alarm_attempt (alarm_id);
CREATE TRIGGER alarm_attempt_fixed BEFORE UPDATE ON alarm_attempt BEGIN SELECT RAISE(ABORT, 'an attempt is never changed'); END;
CREATE TRIGGER alarm_attempt_kept BEFORE DELETE ON alarm_attempt BEGIN SELECT RAISE(ABORT, 'an attempt is never deleted'); END;

CREATE TABLE roll_call (                   -- append-only: a child's name was called in the rooms
  id INTEGER PRIMARY KEY,
  alarm_id INTEGER NOT NULL REFERENCES alarm(id),
  child_id INTEGER NOT NULL REFERENCES child(id),
  day INTEGER NOT NULL,
  present INTEGER NOT NULL CHECK (present IN (0, 1)),
  at_ms INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id)
) STRICT;
CREATE INDEX roll_call_child ON roll_call (child_id, day);
CREATE INDEX roll_call_of ON roll_call (alarm_id, child_id);
CREATE TRIGGER roll_call_fixed BEFORE UPDATE ON roll_call BEGIN SELECT RAISE(ABORT, 'a roll call is never changed'); END;
CREATE TRIGGER roll_call_kept BEFORE DELETE ON roll_call BEGIN SELECT RAISE(ABORT, 'a roll call is never deleted'); END;

ALTER TABLE message ADD COLUMN alarm_id INTEGER REFERENCES alarm(id); -- what it is about, if it is an alarm

-- Children who sleep, and who looked after them (R-NAP-01 to 04).
ALTER TABLE nursery_policy ADD COLUMN nap_age0_min INTEGER NOT NULL DEFAULT 5;  -- minutes between two looks, by class age; 0 not watched
ALTER TABLE nursery_policy ADD COLUMN nap_age1_min INTEGER NOT NULL DEFAULT 10; -- 1 and 2
ALTER TABLE nursery_policy ADD COLUMN nap_age3_min INTEGER NOT NULL DEFAULT 30; -- 3 to 5
ALTER TABLE nursery_policy ADD COLUMN nap_careful_min INTEGER NOT NULL DEFAULT 5; -- who is new, or not quite well
ALTER TABLE nursery_policy ADD COLUMN nap_new_days INTEGER NOT NULL DEFAULT 28;

CREATE TABLE nap_session (                 -- a room in which children sleep
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  site_id INTEGER NOT NULL REFERENCES site(id),
  day INTEGER NOT NULL,
  room TEXT NOT NULL,                      -- as its staff call it: a class as a rule
  opened_ms INTEGER NOT NULL,
  opened_by INTEGER NOT NULL REFERENCES account(id),
  closed_ms INTEGER NOT NULL DEFAULT 0,
  closed_by INTEGER REFERENCES account(id)
) STRICT;
CREATE UNIQUE INDEX nap_session_open ON nap_session (site_id, room) WHERE closed_ms = 0;
CREATE INDEX nap_session_day ON nap_session (site_id, day);
CREATE TRIGGER nap_session_kept BEFORE DELETE ON nap_session BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

CREATE TABLE nap_child (                   -- a child of a session, from when to when
  session_id INTEGER NOT NULL REFERENCES nap_session(id),
  child_id INTEGER NOT NULL REFERENCES child(id),
  interval_min INTEGER NOT NULL CHECK (interval_min > 0),
  careful INTEGER NOT NULL CHECK (careful IN (0, 1)),
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL DEFAULT 0,        -- woke; 0 sleeps
  PRIMARY KEY (session_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER nap_child_kept BEFORE DELETE ON nap_child BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

CREATE TABLE nap_check (                   -- append-only: one child, looked at once
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  session_id INTEGER NOT NULL,
  child_id INTEGER NOT NULL,
  checked_ms INTEGER NOT NULL,             -- when it was done
  entered_ms INTEGER NOT NULL,             -- when it was entered: the server's clock
  posture INTEGER NOT NULL CHECK (posture BETWEEN 1 AND 3), -- enum nap_posture
  breathing INTEGER NOT NULL CHECK (breathing IN (0, 1)), -- as it should be
  colour INTEGER NOT NULL CHECK (colour IN (0, 1)),
  account_id INTEGER NOT NULL REFERENCES account(id),
  FOREIGN KEY (session_id, child_id) REFERENCES nap_child (session_id, child_id)
) STRICT;
CREATE INDEX nap_check_of ON nap_check (session_id, child_id);
CREATE TRIGGER nap_check_fixed BEFORE UPDATE ON nap_check BEGIN SELECT RAISE(ABORT, 'a look is never changed'); END;
CREATE TRIGGER nap_check_kept BEFORE DELETE ON nap_check BEGIN SELECT RAISE(ABORT, 'a look is never deleted'); END;

-- Outings, and the counts at every change of scene (R-SAFE-01, R-SAFE-02).
CREATE TABLE outing (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  site_id INTEGER NOT NULL REFERENCES site(id),
  day INTEGER NOT NULL,
  what TEXT NOT NULL,                      -- where to, in a few words: no child's name
  vehicle INTEGER NOT NULL CHECK (vehicle IN (0, 1)),
  opened_ms INTEGER NOT NULL,
  opened_by INTEGER NOT NULL REFERENCES account(id),
  alarm_id INTEGER REFERENCES alarm(id),   -- what stops it; going on needs that alarm closed
  seat_due_ms INTEGER NOT NULL DEFAULT 0,  -- the last seat must be looked at by then; 0 nothing is due
  closed_ms INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX outing_day ON outing (site_id, day);
CREATE TRIGGER outing_kept BEFORE DELETE ON outing BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

CREATE TABLE outing_child (                -- who is expected
  outing_id INTEGER NOT NULL REFERENCES outing(id),
  child_id INTEGER NOT NULL REFERENCES child(id),
  PRIMARY KEY (outing_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER outing_child_fixed BEFORE UPDATE ON outing_child BEGIN SELECT RAISE(ABORT, 'who is expected stands'); END;
CREATE TRIGGER outing_child_kept BEFORE DELETE ON outing_child BEGIN SELECT RAISE(ABORT, 'who is expected stands'); END;

CREATE TABLE head_count (                  -- append-only: one person counted
  id INTEGER PRIMARY KEY,
  outing_id INTEGER NOT NULL REFERENCES outing(id),
  scene INTEGER NOT NULL,                  -- enum head_scene; 0: the last seat was looked at
  counted INTEGER NOT NULL,
  verdict INTEGER NOT NULL,                -- enum head_verdict
  account_id INTEGER NOT NULL REFERENCES account(id),
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX head_count_of ON head_count (outing_id);
CREATE TRIGGER head_count_fixed BEFORE UPDATE ON head_count BEGIN SELECT RAISE(ABORT, 'a count is never changed'); END;
CREATE TRIGGER head_count_kept BEFORE DELETE ON head_count BEGIN SELECT RAISE(ABORT, 'a count is never deleted'); END;

-- What the entrance's clock did not know when a card touched it (R-ATT-08).
ALTER TABLE tap ADD COLUMN uncertainty_ms INTEGER NOT NULL DEFAULT 0; -- as the box said
-- Absences that were written with a booking in a sick-care room (R-INF-06).
CREATE TABLE absence_booking (
  absence_id INTEGER NOT NULL REFERENCES absence(id),
  reservation_id INTEGER NOT NULL REFERENCES reservation(id),
  PRIMARY KEY (absence_id, reservation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX absence_booking_reservation ON absence_booking (reservation_id);
-- Accidents, small harms and near misses (R-SAFE-03, R-SAFE-04), and drills (R-SAFE-05).
ALTER TABLE nursery_policy ADD COLUMN incident_serious_days INTEGER NOT NULL DEFAULT 30; -- treatment of so many days is serious
ALTER TABLE nursery_policy ADD COLUMN incident_first_days INTEGER NOT NULL DEFAULT 1;    -- the first report is due so many days after
ALTER TABLE nursery_policy ADD COLUMN incident_second_months INTEGER NOT NULL DEFAULT 1;
ALTER TABLE nursery_policy ADD COLUMN incident_remind_days INTEGER NOT NULL DEFAULT 7;   -- before the second report is due

CREATE TABLE incident (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  site_id INTEGER NOT NULL REFERENCES site(id),
  child_id INTEGER REFERENCES child(id),   -- NULL: a near miss of nobody in particular
  day INTEGER NOT NULL,                    -- on which it happened
  happened_ms INTEGER NOT NULL,
  opened_ms INTEGER NOT NULL,              -- when it was written down
  opened_by INTEGER NOT NULL REFERENCES account(id),
  place INTEGER NOT NULL,                  -- 1 + index of incident_place_words
  activity INTEGER NOT NULL,               -- 1 + index of incident_activity_words
  note BLOB NOT NULL,                      -- sealed: what happened
  outcome INTEGER NOT NULL CHECK (outcome BETWEEN 1 AND 5), -- enum incident_outcome, as it was judged last
  treatment_days INTEGER NOT NULL DEFAULT 0,
  known_day INTEGER NOT NULL DEFAULT 0,    -- on which it was known to be serious; 0 it is not
  known_ms INTEGER NOT NULL DEFAULT 0,
  first_ms INTEGER NOT NULL DEFAULT 0,     -- when each report was first handed in; 0 not yet
  second_ms INTEGER NOT NULL DEFAULT 0,
  analysis_ms INTEGER NOT NULL DEFAULT 0,
  CHECK (child_id IS NOT NULL OR outcome = 1)
) STRICT;
CREATE INDEX incident_site ON incident (site_id, day);
CREATE INDEX incident_child ON incident (child_id) WHERE child_id IS NOT NULL;
CREATE INDEX incident_serious ON incident (day) WHERE known_day > 0;
CREATE TRIGGER incident_kept BEFORE DELETE ON incident BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TRIGGER incident_fixed BEFORE UPDATE OF site_id, child_id, happened_ms, opened_ms, opened_by, note ON incident
BEGIN SELECT RAISE(ABORT, 'what was written stays'); END;

CREATE TABLE incident_judgement (          -- append-only: how bad it was held to be, and by whom
  id INTEGER PRIMARY KEY,
  incident_id INTEGER NOT NULL REFERENCES incident(id),
  outcome INTEGER NOT NULL,
  treatment_days INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id)
) STRICT;
CREATE INDEX incident_judgement_of ON incident_judgement (incident_id);
CREATE TRIGGER incident_judgement_fixed BEFORE UPDATE ON incident_judgement BEGIN SELECT RAISE(ABORT, 'a judgement is never changed'); END;
CREATE TRIGGER incident_judgement_kept BEFORE DELETE ON incident_judgement BEGIN SELECT RAISE(ABORT, 'a judgement is never deleted'); END;

CREATE TABLE incident_report (             -- append-only: each row a whole version of the report of a stage
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  incident_id INTEGER NOT NULL REFERENCES incident(id),
  stage INTEGER NOT NULL CHECK (stage BETWEEN 1 AND 3), -- enum incident_stage
  version INTEGER NOT NULL,
  children INTEGER NOT NULL,               -- who was there
  staff INTEGER NOT NULL,
  filled INTEGER NOT NULL,                 -- bit per enum incident_field
  detail BLOB NOT NULL,                    -- sealed JSON of the fields
  at_ms INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id),
  UNIQUE (incident_id, stage, version)
) STRICT;
CREATE TRIGGER incident_report_fixed BEFORE UPDATE ON incident_report BEGIN SELECT RAISE(ABORT, 'a version is never changed'); END;
CREATE TRIGGER incident_report_kept BEFORE DELETE ON incident_report BEGIN SELECT RAISE(ABORT, 'a version is never deleted'); END;

CREATE TABLE incident_sent (               -- append-only: a version was handed in to the municipality
  report_id INTEGER PRIMARY KEY REFERENCES incident_report(id),
  at_ms INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id)
) STRICT;
CREATE TRIGGER incident_sent_fixed BEFORE UPDATE ON incident_sent BEGIN SELECT RAISE(ABORT, 'what was handed in stays'); END;
CREATE TRIGGER incident_sent_kept BEFORE DELETE ON incident_sent BEGIN SELECT RAISE(ABORT, 'what was handed in stays'); END;

CREATE TABLE incident_told (               -- append-only: what the family was told, and how
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  incident_id INTEGER NOT NULL REFERENCES incident(id),
  how INTEGER NOT NULL CHECK (how BETWEEN 1 AND 3), -- enum incident_told
  text BLOB NOT NULL,                      -- sealed; names no other child
  at_ms INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id)
) STRICT;
CREATE INDEX incident_told_of ON incident_told (incident_id);
CREATE TRIGGER incident_told_fixed BEFORE UPDATE ON incident_told BEGIN SELECT RAISE(ABORT, 'what was told stays'); END;
CREATE TRIGGER incident_told_kept BEFORE DELETE ON incident_told BEGIN SELECT RAISE(ABORT, 'what was told stays'); END;

CREATE TABLE incident_reminder (           -- append-only: who was reminded of a report, and when
  id INTEGER PRIMARY KEY,
  incident_id INTEGER NOT NULL REFERENCES incident(id),
  stage INTEGER NOT NULL,
  late INTEGER NOT NULL CHECK (late IN (0, 1)), -- the municipality as well
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_reminder_of ON incident_reminder (incident_id);
CREATE TRIGGER incident_reminder_fixed BEFORE UPDATE ON incident_reminder BEGIN SELECT RAISE(ABORT, 'a reminder is never changed'); END;
CREATE TRIGGER incident_reminder_kept BEFORE DELETE ON incident_reminder BEGIN SELECT RAISE(ABORT, 'a reminder is never deleted'); END;

CREATE TABLE drill (                       -- append-only: planned, or held
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  site_id INTEGER NOT NULL REFERENCES site(id),
  day INTEGER NOT NULL,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 6), -- enum drill_kind
  held INTEGER NOT NULL CHECK (held IN (0, 1)),
  start_min INTEGER NOT NULL DEFAULT -1,   -- when, in minutes of the day; −1 not known
  seconds INTEGER NOT NULL DEFAULT 0,      -- until everybody was at the meeting place; 0 not measured
  children INTEGER NOT NULL DEFAULT 0,
  staff INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL,                      -- what went well and what did not: no child's name
  at_ms INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id)
) STRICT;
CREATE INDEX drill_site ON drill (site_id, day);
CREATE TRIGGER drill_fixed BEFORE UPDATE ON drill BEGIN SELECT RAISE(ABORT, 'what was written stays'); END;
CREATE TRIGGER drill_kept BEFORE DELETE ON drill BEGIN SELECT RAISE(ABORT, 'what was written stays'); END;

-- The keys of an entrance's enrolments, also those that are over: what it signed can be looked at again.
CREATE TABLE gateway_key (
  gateway_id INTEGER NOT NULL REFERENCES gateway(id),
  epoch INTEGER NOT NULL,
  site_id INTEGER NOT NULL REFERENCES site(id), -- where it stood: part of what is signed
  sign_public BLOB NOT NULL CHECK (length(sign_public) = 32),
  PRIMARY KEY (gateway_id, epoch)
) STRICT, WITHOUT ROWID;
INSERT INTO gateway_key (gateway_id, epoch, site_id, sign_public) SELECT id, epoch, site_id, sign_public FROM gateway;
CREATE TRIGGER gateway_key_fixed BEFORE UPDATE ON gateway_key BEGIN SELECT RAISE(ABORT, 'a key is never changed'); END;
CREATE TRIGGER gateway_key_kept BEFORE DELETE ON gateway_key BEGIN SELECT RAISE(ABORT, 'a key is never deleted'); END;

-- A word of staff that was itself a mistake is taken out of the day as a touch is (R-ATT-11).
ALTER TABLE correction ADD COLUMN voids_id INTEGER REFERENCES correction(id); -- with void, where tap_id is NULL
-- Notices to families, their surveys and events (R-NTC-01, R-NTC-02).
ALTER TABLE nursery_policy ADD COLUMN notice_quiet_from_min INTEGER NOT NULL DEFAULT 1260; -- no mail of a notice from then …
ALTER TABLE nursery_policy ADD COLUMN notice_quiet_to_min INTEGER NOT NULL DEFAULT 420;    -- … until then; both the same: never quiet

CREATE TABLE notice (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  site_id INTEGER NOT NULL REFERENCES site(id),
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 6), -- enum notice_state
  emergency INTEGER NOT NULL CHECK (emergency IN (0, 1)),
  title TEXT NOT NULL,                     -- stands in lists: looked through for children's names like all of it
  detail BLOB NOT NULL,                    -- sealed JSON: text, place, questions
  audience INTEGER NOT NULL CHECK (audience BETWEEN 1 AND 3), -- enum notice_audience
  needs_second INTEGER NOT NULL CHECK (needs_second IN (0, 1)), -- it goes beyond one class: a second person releases it
  names_said INTEGER NOT NULL,             -- how many words the writer said are nobody's name
  version INTEGER NOT NULL,
  written_by INTEGER NOT NULL REFERENCES account(id),
  written_ms INTEGER NOT NULL,
  released_by INTEGER REFERENCES account(id), -- the second person
  at_ms INTEGER NOT NULL DEFAULT 0,        -- when it goes out; 0 as soon as it may
  sent_ms INTEGER NOT NULL DEFAULT 0,
  recalled_ms INTEGER NOT NULL DEFAULT 0,
  answers INTEGER NOT NULL CHECK (answers BETWEEN 0 AND 2), -- enum notice_answers
  anonymous INTEGER NOT NULL CHECK (anonymous IN (0, 1)),
  due_ms INTEGER NOT NULL,                 -- answers are taken until then; 0 nothing is asked
  event_day INTEGER NOT NULL,              -- 0 it is no event
  event_from_min INTEGER NOT NULL,         -- -1 all day
  event_to_min INTEGER NOT NULL,
  reminded_ms INTEGER NOT NULL DEFAULT 0,
  report_ms INTEGER NOT NULL DEFAULT 0,    -- of an emergency: when it was counted whom it had reached (R-NTC-01)
  report_mailed INTEGER NOT NULL DEFAULT 0,
  report_opened INTEGER NOT NULL DEFAULT 0,
  report_none INTEGER NOT NULL DEFAULT 0,
  CHECK (released_by IS NULL OR released_by <> written_by),
  CHECK (needs_second = 0 OR state IN (1, 2, 6) OR released_by IS NOT NULL) -- never out by one person alone
) STRICT;
CREATE INDEX notice_of_site ON notice (site_id, id);
CREATE TRIGGER notice_sent_fixed BEFORE UPDATE OF title, detail, audience, answers, anonymous, due_ms, event_day, event_from_min, event_to_min
  ON notice WHEN OLD.state IN (4, 5)
BEGIN
  SELECT RAISE(ABORT, 'what families have is never rewritten');
END;
CREATE TRIGGER notice_kept BEFORE DELETE ON notice BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

CREATE TABLE notice_target (               -- whom it is written for, unless the whole nursery
  notice_id INTEGER NOT NULL REFERENCES notice(id),
  class TEXT NOT NULL,                     -- '': the child
  child_id INTEGER NOT NULL,               -- 0: the class
  PRIMARY KEY (notice_id, class, child_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice_recipient (            -- whom it went to, fixed when it went out: a guardian, for each child concerned
  notice_id INTEGER NOT NULL REFERENCES notice(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  child_id INTEGER NOT NULL REFERENCES child(id),
  household_id INTEGER NOT NULL REFERENCES household(id),
  class TEXT NOT NULL,                     -- the child's on that day
  opened_ms INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (notice_id, account_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX notice_recipient_account ON notice_recipient (account_id, notice_id);
CREATE TRIGGER notice_recipient_kept BEFORE DELETE ON notice_recipient BEGIN SELECT RAISE(ABORT, 'whom it went to stands'); END;

CREATE TABLE notice_answer (               -- a family's, or a child's: the newest; each change is an audit line
  notice_id INTEGER NOT NULL REFERENCES notice(id),
  subject INTEGER NOT NULL,                -- child or household, as notice.answers says
  public_id TEXT NOT NULL UNIQUE,
  account_id INTEGER NOT NULL REFERENCES account(id),
  detail BLOB NOT NULL,                    -- sealed JSON
  answered_ms INTEGER NOT NULL,
  PRIMARY KEY (notice_id, subject)
) STRICT, WITHOUT ROWID;

-- An anonymous survey: that somebody has answered, and what was answered, with nothing in common: no person, no time, no order.
CREATE TABLE notice_voted (
  notice_id INTEGER NOT NULL REFERENCES notice(id),
  subject INTEGER NOT NULL,
  PRIMARY KEY (notice_id, subject)
) STRICT, WITHOUT ROWID;
CREATE TABLE notice_ballot (
  notice_id INTEGER NOT NULL REFERENCES notice(id),
  ballot BLOB NOT NULL CHECK (length(ballot) = 16), -- random: the order of the rows says nothing
  detail BLOB NOT NULL,                    -- sealed JSON, all of one length
  PRIMARY KEY (notice_id, ballot)
) STRICT, WITHOUT ROWID;

ALTER TABLE message ADD COLUMN notice_id INTEGER REFERENCES notice(id); -- what it is about, if it is a notice
CREATE INDEX message_of_notice ON message (notice_id) WHERE notice_id IS NOT NULL;

-- Cards nobody knows, for whoever gives them to a child.
CREATE INDEX tap_unknown ON tap (gateway_id, received_ms) WHERE verdict = 1;
-- What a sick-care room wrote down, read by the nursery while a guardian agrees; and who read what of a child, found by the thing that was read.
CREATE TABLE record_agreement (
  id INTEGER PRIMARY KEY,
  child_id INTEGER NOT NULL REFERENCES child(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  agreed_ms INTEGER NOT NULL,
  ended_ms INTEGER,
  ended_by INTEGER REFERENCES account(id)
) STRICT;
CREATE UNIQUE INDEX record_agreement_stands ON record_agreement (child_id) WHERE ended_ms IS NULL;
CREATE TRIGGER record_agreement_kept BEFORE DELETE ON record_agreement BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE INDEX audit_object ON audit (object, seq);
CREATE INDEX reservation_child ON reservation (child_id);

-- Staff in the house, and the ratio (R-SHEET-01, R-SHEET-02).
ALTER TABLE nursery_policy ADD COLUMN ratio_age0 INTEGER NOT NULL DEFAULT 3;   -- children to a teacher, by class age
ALTER TABLE nursery_policy ADD COLUMN ratio_age1 INTEGER NOT NULL DEFAULT 6;   -- 1 and 2
ALTER TABLE nursery_policy ADD COLUMN ratio_age3 INTEGER NOT NULL DEFAULT 15;  -- since 2024-04-01; 20 before
ALTER TABLE nursery_policy ADD COLUMN ratio_age4 INTEGER NOT NULL DEFAULT 25;  -- 4 and 5, since 2024-04-01; 30 before
ALTER TABLE nursery_policy ADD COLUMN teachers_min INTEGER NOT NULL DEFAULT 2; -- while any child is there

CREATE TABLE staff_member (                -- who works in a nursery: for the ratio, with or without an account
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  site_id INTEGER NOT NULL REFERENCES site(id),
  name TEXT NOT NULL,
  teacher INTEGER NOT NULL CHECK (teacher IN (0, 1)), -- counts for the ratio
  from_min INTEGER NOT NULL,               -- planned; −1 not
  to_min INTEGER NOT NULL,
  added_ms INTEGER NOT NULL,
  added_by INTEGER NOT NULL REFERENCES account(id),
  removed_ms INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX staff_member_site ON staff_member (site_id) WHERE removed_ms = 0;
CREATE TRIGGER staff_member_kept BEFORE DELETE ON staff_member BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

CREATE TABLE staff_touch (                 -- append-only: came, went, or a line is taken back
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  member_id INTEGER NOT NULL REFERENCES staff_member(id),
  day INTEGER NOT NULL,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 3), -- enum staff_touch
  at_ms INTEGER NOT NULL,                  -- when it happened
  entered_ms INTEGER NOT NULL,             -- when it was entered
  voids INTEGER REFERENCES staff_touch(id),
  reason TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id),
  CHECK ((kind = 3) = (voids IS NOT NULL))
) STRICT;
CREATE INDEX staff_touch_day ON staff_touch (member_id, day);
CREATE TRIGGER staff_touch_fixed BEFORE UPDATE ON staff_touch BEGIN SELECT RAISE(ABORT, 'a line is never changed'); END;
CREATE TRIGGER staff_touch_kept BEFORE DELETE ON staff_touch BEGIN SELECT RAISE(ABORT, 'a line is never deleted'); END;
-- Who fetches a child on a day, as a guardian said.
CREATE TABLE pickup_word (                 -- append-only: the latest of a day counts
  id INTEGER PRIMARY KEY,
  child_id INTEGER NOT NULL REFERENCES child(id),
  day INTEGER NOT NULL,
  person TEXT NOT NULL,                    -- public id of a guardian or a pickup_person
  at_min INTEGER NOT NULL CHECK (at_min BETWEEN -1 AND 1439), -- -1: at the usual time
  account_id INTEGER NOT NULL REFERENCES account(id),
  said_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX pickup_word_day ON pickup_word (child_id, day);
CREATE TRIGGER pickup_word_fixed BEFORE UPDATE ON pickup_word BEGIN SELECT RAISE(ABORT, 'what was said stays'); END;
CREATE TRIGGER pickup_word_kept BEFORE DELETE ON pickup_word BEGIN SELECT RAISE(ABORT, 'what was said stays'); END;
-- Spot places of extended care (R-EXT-07).
ALTER TABLE nursery_policy ADD COLUMN spot_age0 INTEGER NOT NULL DEFAULT 0; -- places a day by class age
ALTER TABLE nursery_policy ADD COLUMN spot_age1 INTEGER NOT NULL DEFAULT 0;
ALTER TABLE nursery_policy ADD COLUMN spot_age2 INTEGER NOT NULL DEFAULT 0;
ALTER TABLE nursery_policy ADD COLUMN spot_age3 INTEGER NOT NULL DEFAULT 0; -- 3 to 5 together
ALTER TABLE nursery_policy ADD COLUMN spot_first_day INTEGER NOT NULL DEFAULT 15; -- the window, days of the month before
ALTER TABLE nursery_policy ADD COLUMN spot_last_day INTEGER NOT NULL DEFAULT 20;
ALTER TABLE nursery_policy ADD COLUMN spot_draw_min INTEGER NOT NULL DEFAULT 540; -- on the day after the window
ALTER TABLE nursery_policy ADD COLUMN spot_days_max INTEGER NOT NULL DEFAULT 4;   -- of a child in a month
ALTER TABLE nursery_policy ADD COLUMN spot_before_days INTEGER NOT NULL DEFAULT 1; -- the last day to ask, before the day of use
ALTER TABLE nursery_policy ADD COLUMN spot_lottery INTEGER NOT NULL DEFAULT 1;

-- A guardian's own calendar at an address that only its holder knows.
CREATE TABLE calendar_feed (               -- one per guardian; another address replaces it
  account_id INTEGER PRIMARY KEY REFERENCES account(id),
  public_id TEXT NOT NULL UNIQUE,          -- what the address is made of, with a key that is not in the database
  token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32), -- the address itself is nowhere
  created_ms INTEGER NOT NULL
) STRICT;
ALTER TABLE site_day ADD COLUMN version INTEGER NOT NULL DEFAULT 1; -- how often it was decided: calendars follow
-- Medicine in the nursery: asked for by a guardian for one day, given by one person and seen by a second one (R-CARE-02).
CREATE TABLE medicine_request (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  child_id INTEGER NOT NULL REFERENCES child(id),
  nursery_id INTEGER NOT NULL REFERENCES site(id), -- the child's when it was asked
  day INTEGER NOT NULL,
  detail BLOB NOT NULL,                    -- sealed JSON in the form of core/medicine.h
  account_id INTEGER NOT NULL REFERENCES account(id), -- the guardian
  asked_ms INTEGER NOT NULL,
  withdrawn_ms INTEGER                     -- NULL: it holds
) STRICT;
CREATE INDEX medicine_request_of_day ON medicine_request (nursery_id, day);
CREATE INDEX medicine_request_of_child ON medicine_request (child_id, day);
CREATE TABLE medicine_gift (               -- that it was given; what was a mistake is struck and stays
  id INTEGER PRIMARY KEY,
  request_id INTEGER NOT NULL REFERENCES medicine_request(id),
  account_id INTEGER NOT NULL REFERENCES account(id), -- who gave it
  given_ms INTEGER NOT NULL,
  second_id INTEGER REFERENCES account(id), -- who saw it; NULL: nobody yet
  second_ms INTEGER,
  struck_id INTEGER REFERENCES account(id),
  struck_ms INTEGER,                       -- NULL: it holds
  CHECK (second_id IS NULL OR second_id <> account_id)
) STRICT;
CREATE UNIQUE INDEX medicine_gift_of ON medicine_gift (request_id) WHERE struck_ms IS NULL;
CREATE TRIGGER medicine_gift_kept BEFORE DELETE ON medicine_gift BEGIN SELECT RAISE(ABORT, 'a line is never deleted'); END;
-- Photos: what stands beside a page, a person or a paper; the bytes apart, so that the lists stay small.
CREATE TABLE photo (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  kind INTEGER NOT NULL CHECK (kind BETWEEN 1 AND 4), -- enum photo_kind
  nursery_id INTEGER NOT NULL REFERENCES site(id),
  child_id INTEGER REFERENCES child(id),   -- whose page, person or paper; NULL: of a class
  class TEXT NOT NULL DEFAULT '',          -- of a note
  day INTEGER NOT NULL,
  about TEXT NOT NULL DEFAULT '',          -- public id of the person or the absence
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id),
  added_ms INTEGER NOT NULL,
  removed_ms INTEGER,                      -- the bytes are gone then
  removed_by INTEGER REFERENCES account(id),
  CHECK ((kind = 2) = (child_id IS NULL))
) STRICT;
CREATE INDEX photo_of_child ON photo (child_id, day) WHERE child_id IS NOT NULL;
CREATE INDEX photo_of_class ON photo (nursery_id, day, class);
CREATE INDEX photo_about ON photo (about) WHERE about <> '';

CREATE TABLE photo_child (                 -- who is in it, as the staff said
  photo_id INTEGER NOT NULL REFERENCES photo(id),
  child_id INTEGER NOT NULL REFERENCES child(id),
  PRIMARY KEY (photo_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_child_of ON photo_child (child_id);

CREATE TABLE photo_bytes (                 -- sealed; deleted when the photo is removed
  id INTEGER PRIMARY KEY,
  photo_id INTEGER NOT NULL REFERENCES photo(id),
  size INTEGER NOT NULL CHECK (size IN (1, 2)), -- enum photo_size
  sealed BLOB NOT NULL,
  UNIQUE (photo_id, size)
) STRICT;

CREATE TABLE photo_consent (               -- a guardian's agreement that the nursery takes photos (C4); what was taken back stays, ended
  id INTEGER PRIMARY KEY,
  child_id INTEGER NOT NULL REFERENCES child(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  agreed_ms INTEGER NOT NULL,
  ended_ms INTEGER,
  ended_by INTEGER REFERENCES account(id),
  CHECK ((ended_ms IS NULL) = (ended_by IS NULL))
) STRICT;
CREATE UNIQUE INDEX photo_consent_now ON photo_consent (child_id) WHERE ended_ms IS NULL;

-- Telephones that get messages on their own screen (web push), and what waits for them.
CREATE TABLE push_device (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  account_id INTEGER NOT NULL REFERENCES account(id),
  endpoint_mac BLOB NOT NULL UNIQUE CHECK (length(endpoint_mac) = 32), -- keyed hash of its address: the same telephone stands here once
  endpoint BLOB NOT NULL,                  -- sealed: where its push service reaches it; it identifies a telephone
  keys BLOB NOT NULL,                      -- sealed: its public key and its secret
  device INTEGER NOT NULL CHECK (device BETWEEN 1 AND 4), -- enum push_device: what its owner knows it by
  created_ms INTEGER NOT NULL,
  sent_ms INTEGER NOT NULL DEFAULT 0       -- when something last got there
) STRICT;
CREATE INDEX push_device_account ON push_device (account_id);
CREATE TABLE push_message (                -- an outbox beside the mail's; a row is deleted when it is over
  id INTEGER PRIMARY KEY,
  device_id INTEGER NOT NULL REFERENCES push_device(id) ON DELETE CASCADE,
  kind INTEGER NOT NULL,                   -- enum push_kind: all that is said
  created_ms INTEGER NOT NULL,
  ends_ms INTEGER NOT NULL,                -- after that it would tell something old; 0 never
  tries INTEGER NOT NULL DEFAULT 0,
  next_ms INTEGER NOT NULL,                -- when it is tried (again)
  taken_ms INTEGER NOT NULL DEFAULT 0      -- being sent since; 0: it is not
) STRICT;
CREATE INDEX push_message_due ON push_message (next_ms);
CREATE INDEX push_message_device ON push_message (device_id);
CREATE INDEX push_message_taken ON push_message (taken_ms) WHERE taken_ms > 0;
CREATE TABLE spot_place (                  -- a day of extended care that a family asked for; the nursery's draws stand in draw, by the month's first day
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  site_id INTEGER NOT NULL REFERENCES site(id),
  child_id INTEGER NOT NULL REFERENCES child(id),
  day INTEGER NOT NULL,
  month_day INTEGER NOT NULL,              -- the first of its month
  age INTEGER NOT NULL CHECK (age BETWEEN 0 AND 3), -- class age; 3: and above
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 4), -- enum spot_state
  seat INTEGER NOT NULL DEFAULT 0,         -- which of the day's places it has; 0: none
  queue_ms INTEGER NOT NULL,               -- order of those who wait: the number in the draw, after it the time of asking
  asked_ms INTEGER NOT NULL,
  asked_by INTEGER NOT NULL REFERENCES account(id),
  changed_ms INTEGER NOT NULL,
  CHECK ((state = 2) = (seat > 0))
) STRICT;
CREATE UNIQUE INDEX spot_place_live ON spot_place (child_id, day) WHERE state BETWEEN 1 AND 3;
CREATE UNIQUE INDEX spot_place_seat ON spot_place (site_id, day, age, seat) WHERE state = 2;
CREATE INDEX spot_place_month ON spot_place (site_id, month_day);
CREATE INDEX spot_place_child ON spot_place (child_id, month_day);
CREATE TRIGGER spot_place_kept BEFORE DELETE ON spot_place BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
ALTER TABLE message ADD COLUMN site_id INTEGER REFERENCES site(id); -- the nursery it comes from, when it is about nothing else
-- The roll call of a bus, name by name (R-SAFE-02).
CREATE TABLE bus_roll (                    -- append-only: a name was called
  id INTEGER PRIMARY KEY,
  outing_id INTEGER NOT NULL REFERENCES outing(id),
  child_id INTEGER NOT NULL REFERENCES child(id),
  ride INTEGER NOT NULL,                   -- 1 out, 2 back …: the last seat ends one
  step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 3), -- enum bus_call
  at_ms INTEGER NOT NULL,                  -- when it was called
  entered_ms INTEGER NOT NULL,             -- when the server heard of it
  account_id INTEGER NOT NULL REFERENCES account(id)
) STRICT;
CREATE INDEX bus_roll_of ON bus_roll (outing_id, child_id, ride);
CREATE TRIGGER bus_roll_fixed BEFORE UPDATE ON bus_roll BEGIN SELECT RAISE(ABORT, 'a call is never changed'); END;
CREATE TRIGGER bus_roll_kept BEFORE DELETE ON bus_roll BEGIN SELECT RAISE(ABORT, 'a call is never deleted'); END;
-- Words between one family and its nursery (R-NTC-01's other half: a notice is always for several families).
CREATE TABLE talk (                        -- append-only: about one child, between its family and its nursery
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  child_id INTEGER NOT NULL REFERENCES child(id),
  site_id INTEGER NOT NULL REFERENCES site(id), -- the nursery it was written to or by
  account_id INTEGER NOT NULL REFERENCES account(id),
  by_family INTEGER NOT NULL CHECK (by_family IN (0, 1)),
  text BLOB NOT NULL,                      -- sealed
  sent_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX talk_child ON talk (child_id, site_id, id);
CREATE INDEX talk_writer ON talk (account_id, sent_ms);
CREATE TRIGGER talk_fixed BEFORE UPDATE ON talk BEGIN SELECT RAISE(ABORT, 'what was written stays'); END;
CREATE TRIGGER talk_kept BEFORE DELETE ON talk BEGIN SELECT RAISE(ABORT, 'what was written stays'); END;
CREATE TABLE talk_read (                   -- append-only: somebody has read as far as this
  child_id INTEGER NOT NULL REFERENCES child(id),
  by_family INTEGER NOT NULL CHECK (by_family IN (0, 1)),
  through_id INTEGER NOT NULL REFERENCES talk(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  read_ms INTEGER NOT NULL,
  PRIMARY KEY (child_id, by_family, through_id, account_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER talk_read_fixed BEFORE UPDATE ON talk_read BEGIN SELECT RAISE(ABORT, 'what was read stays'); END;
CREATE TRIGGER talk_read_kept BEFORE DELETE ON talk_read BEGIN SELECT RAISE(ABORT, 'what was read stays'); END;
-- One-time pick-up tickets (R-CARE-03).
CREATE TABLE pickup_ticket (               -- whoever shows its number fetches the children once, on that day
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  site_id INTEGER NOT NULL REFERENCES site(id),
  day INTEGER NOT NULL,
  person BLOB NOT NULL,                    -- sealed: who comes, and the number
  account_id INTEGER NOT NULL REFERENCES account(id), -- the guardian who made it
  made_ms INTEGER NOT NULL,
  taken_back_ms INTEGER NOT NULL DEFAULT 0 -- 0: it was not
) STRICT;
CREATE INDEX pickup_ticket_of_day ON pickup_ticket (site_id, day);
CREATE INDEX pickup_ticket_account ON pickup_ticket (account_id, day);
CREATE TRIGGER pickup_ticket_kept BEFORE DELETE ON pickup_ticket BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;
CREATE TABLE pickup_ticket_child (
  ticket_id INTEGER NOT NULL REFERENCES pickup_ticket(id),
  child_id INTEGER NOT NULL REFERENCES child(id),
  PRIMARY KEY (ticket_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pickup_ticket_child_of ON pickup_ticket_child (child_id, ticket_id);
CREATE TABLE pickup_ticket_use (           -- append-only: staff took it; a second line is a conflict that people must look at
  id INTEGER PRIMARY KEY,
  ticket_id INTEGER NOT NULL REFERENCES pickup_ticket(id),
  at_ms INTEGER NOT NULL,                  -- by the clock of the tablet
  entered_ms INTEGER NOT NULL,             -- when the server heard of it
  account_id INTEGER NOT NULL REFERENCES account(id)
) STRICT;
CREATE INDEX pickup_ticket_use_of ON pickup_ticket_use (ticket_id, at_ms);
CREATE TRIGGER pickup_ticket_use_fixed BEFORE UPDATE ON pickup_ticket_use BEGIN SELECT RAISE(ABORT, 'a use is never changed'); END;
CREATE TRIGGER pickup_ticket_use_kept BEFORE DELETE ON pickup_ticket_use BEGIN SELECT RAISE(ABORT, 'a use is never deleted'); END;
