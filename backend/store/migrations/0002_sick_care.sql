-- Sick care as a whole: rules as loaded documents, registrations, days with effective places, offers, draws, messages, the day in the
-- room, fees. Times, days and ids as in 0001.

CREATE TABLE policy (                      -- rules as they were loaded: the greatest valid_from_day <= day holds, of several the newest
  id INTEGER PRIMARY KEY,
  site_id INTEGER REFERENCES site(id),     -- NULL: the municipality
  valid_from_day INTEGER NOT NULL,
  document TEXT NOT NULL,                  -- JSON as core/policy.h reads it
  loaded_ms INTEGER NOT NULL,
  account_id INTEGER                       -- NULL: an operator's command
) STRICT;
CREATE INDEX policy_of_site ON policy (site_id, valid_from_day, id);
CREATE TRIGGER policy_fixed BEFORE UPDATE ON policy BEGIN SELECT RAISE(ABORT, 'a loaded policy is never changed'); END;
CREATE TRIGGER policy_kept BEFORE DELETE ON policy BEGIN SELECT RAISE(ABORT, 'a loaded policy is never deleted'); END;

-- What stood in columns becomes documents. Until now nobody had to register, and nobody paid.
INSERT INTO policy (site_id, valid_from_day, document, loaded_ms)
SELECT NULL, 0, json_object('policy', 'municipality', 'valid_from', '1970-01-01', 'registration', json_object('required', json('false')),
  'note', json_object('needed', 'none')), 0
WHERE EXISTS (SELECT 1 FROM sickroom_policy);
INSERT INTO policy (site_id, valid_from_day, document, loaded_ms)
SELECT p.site_id, p.valid_from_day, json_object(
  'policy', 'sick_room', 'site', s.public_id, 'valid_from', strftime('%Y-%m-%d', p.valid_from_day * 86400, 'unixepoch'),
  'eligibility', json_object('age_low_months', p.age_low_months, 'age_high',
    CASE p.age_high WHEN 1 THEN 'school_entry' WHEN 2 THEN 'grade3' ELSE 'grade6' END),
  'hours', json_array(json_object('days', (SELECT json_group_array(d.value) FROM
      json_each('["mon","tue","wed","thu","fri","sat","sun"]') d WHERE (p.weekday_mask >> d.key) & 1 = 1),
    'opens', printf('%02d:%02d', p.opens_min / 60, p.opens_min % 60), 'closes', printf('%02d:%02d', p.closes_min / 60, p.closes_min % 60))),
  'places', json_object('licensed', p.capacity),
  'staffing', json_object('children_per_nurse', 0, 'children_per_teacher', 0),
  'slots', json_array(json_object('id', 'day', 'from', printf('%02d:%02d', p.opens_min / 60, p.opens_min % 60),
    'to', printf('%02d:%02d', p.closes_min / 60, p.closes_min % 60))),
  'rooms', json_array(json_object('id', 'general', 'places', max(p.capacity, 1))),
  'acceptance', json_object('diseases', CASE WHEN p.refused = '' THEN json('[]') ELSE json_array(json_object('codes',
      json('["' || replace(p.refused, ' ', '","') || '"]'), 'care', 'refuse')) END),
  'booking', json_object('windows', json_array(json_object(
      'opens', CASE p.open_basis WHEN 1 THEN json_object('basis', 'always', 'days', max(p.days_ahead, 1))
        ELSE json_object('basis', CASE p.open_basis WHEN 2 THEN 'calendar_day_before' ELSE 'open_day_before' END,
          'at', printf('%02d:%02d', p.window_open_min / 60, p.window_open_min % 60)) END,
      'closes', json_object('on', CASE p.window_close_before WHEN 1 THEN 'opening_day' ELSE 'day_of_use' END,
        'at', printf('%02d:%02d', p.window_close_min / 60, p.window_close_min % 60)))),
    'max_days', p.max_days, 'waiting_max', p.waiting_max),
  'waiting', json_object('offer_min', 0)), 0
FROM sickroom_policy p JOIN site s ON s.id = p.site_id;
DROP TABLE sickroom_policy;

CREATE TABLE sick_day (                    -- a room's day, from the first thing that is known of it
  site_id INTEGER NOT NULL REFERENCES site(id),
  day INTEGER NOT NULL,
  capacity INTEGER NOT NULL CHECK (capacity >= 0), -- effective places now: licensed, staff, and the extra ones (R-STF-01)
  extra INTEGER NOT NULL DEFAULT 0 CHECK (extra BETWEEN 0 AND 20), -- places beyond the rules that staff took upon themselves (R-RSV-10)
  nurses INTEGER,                          -- on duty; NULL: as the policy says
  teachers INTEGER,
  drawn_ms INTEGER NOT NULL DEFAULT 0,     -- when the opening minutes were decided
  decided_ms INTEGER NOT NULL DEFAULT 0,   -- when those who still waited were told (R-WL-09)
  closed_ms INTEGER NOT NULL DEFAULT 0,    -- when staff closed the day's books
  version INTEGER NOT NULL,
  PRIMARY KEY (site_id, day)
) STRICT, WITHOUT ROWID;
INSERT INTO sick_day (site_id, day, capacity, version) SELECT site_id, day, max(capacity), 1 FROM slot_day GROUP BY site_id, day;

CREATE TABLE sick_queue (                  -- how many wait, by slot and class; counted again by verify
  site_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  slot TEXT NOT NULL,
  class INTEGER NOT NULL CHECK (class BETWEEN 0 AND 7), -- R-WL-01: smaller ones first
  waiting INTEGER NOT NULL CHECK (waiting >= 0),
  PRIMARY KEY (site_id, day, slot, class)
) STRICT, WITHOUT ROWID;
INSERT INTO sick_queue (site_id, day, slot, class, waiting) SELECT site_id, day, slot, 0, waiting FROM slot_day WHERE waiting > 0;

-- The tables of reservations are made anew: SQLite cannot change a foreign key in place.
CREATE TABLE reservation_event_new (       -- append-only: every change of state
  id INTEGER PRIMARY KEY,
  reservation_id INTEGER NOT NULL REFERENCES reservation_new(id),
  at_ms INTEGER NOT NULL,
  from_state INTEGER NOT NULL,             -- 0: new
  to_state INTEGER NOT NULL,
  account_id INTEGER,                      -- NULL: by itself
  cause INTEGER NOT NULL DEFAULT 0,        -- enum reservation_cause
  reason INTEGER NOT NULL DEFAULT 0,       -- enum reservation_reason
  late INTEGER NOT NULL DEFAULT 0 CHECK (late IN (0, 1)), -- cancelled after the deadline (R-CAN-02)
  rank INTEGER NOT NULL DEFAULT 0          -- on the waiting list when it came onto it or left it
) STRICT;

CREATE TABLE reservation_new (
  id INTEGER PRIMARY KEY,                  -- grows with the commit order (R-RSV-06)
  public_id TEXT NOT NULL UNIQUE,
  child_id INTEGER NOT NULL REFERENCES child(id),
  site_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  slot TEXT NOT NULL,
  segments INTEGER NOT NULL CHECK (segments BETWEEN 1 AND 15), -- parts of the day, as the policy cut it
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 10), -- enum reservation_state (R-RSV-01)
  reason INTEGER NOT NULL DEFAULT 0,       -- enum reservation_reason: why it waits or was declined
  account_id INTEGER NOT NULL REFERENCES account(id), -- who asked
  channel INTEGER NOT NULL CHECK (channel IN (1, 2, 3)), -- 1 web, 2 phone, 3 counter
  condition BLOB NOT NULL,                 -- sealed JSON: diagnosis, onset, temperature, note (R-SEC-05)
  need BLOB,                               -- sealed, always as long: disease, room, pin: what the assignment reads. NULL: before 0002
  request_id INTEGER NOT NULL DEFAULT 0,   -- the first reservation of the request that made several; 0: it stands alone
  together INTEGER NOT NULL DEFAULT 0 CHECK (together IN (0, 1)), -- R-RSV-19: siblings get places all or none
  wish INTEGER NOT NULL DEFAULT 1,         -- 1 the first wish
  keep INTEGER NOT NULL DEFAULT 0 CHECK (keep IN (0, 1)), -- goes on waiting here when the child gets a place elsewhere (R-RSV-02)
  class INTEGER NOT NULL DEFAULT 0,        -- R-WL-01
  queue_ms INTEGER NOT NULL DEFAULT 0,     -- its place inside the class: when it was asked for, or its number in the draw
  auto_until_ms INTEGER NOT NULL DEFAULT 0, -- R-WL-07
  stays INTEGER NOT NULL DEFAULT 0 CHECK (stays IN (0, 1)), -- R-WL-09: remains on the list of the day itself
  offer_ends_ms INTEGER NOT NULL DEFAULT 0, -- offered: until when
  planned_min INTEGER,                     -- planned arrival, minute of the day
  reminded_ms INTEGER NOT NULL DEFAULT 0,  -- R-CAN-03
  coming_ms INTEGER NOT NULL DEFAULT 0,    -- when the family answered the reminder with "we come" (R-CAN-03); 0: it did not
  version INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  FOREIGN KEY (site_id, day) REFERENCES sick_day (site_id, day)
) STRICT;
INSERT INTO reservation_new (id, public_id, child_id, site_id, day, slot, segments, state, reason, account_id, channel, condition, queue_ms,
                             version, created_ms, changed_ms)
SELECT id, public_id, child_id, site_id, day, slot, 1, state, reason, account_id, channel, condition, created_ms, version, created_ms,
       changed_ms FROM reservation;
INSERT INTO reservation_event_new (id, reservation_id, at_ms, from_state, to_state, account_id)
SELECT id, reservation_id, at_ms, from_state, to_state, account_id FROM reservation_event;
DROP TABLE reservation_event;
DROP TABLE reservation;
DROP TABLE slot_day;
ALTER TABLE reservation_new RENAME TO reservation;
ALTER TABLE reservation_event_new RENAME TO reservation_event;
CREATE INDEX reservation_event_of ON reservation_event (reservation_id);

-- Places taken, and who waits in which order: each row stands in at most one of the two.
CREATE INDEX reservation_holding ON reservation (site_id, day, segments) WHERE state IN (1, 2, 5, 8, 9);
CREATE INDEX reservation_waiting ON reservation (site_id, day, class, queue_ms, id) WHERE state = 3;
-- One active reservation per child, day and room (R-RSV-02): requested, confirmed, waitlisted, offered, checked in or out.
CREATE UNIQUE INDEX reservation_active ON reservation (child_id, day, site_id) WHERE state IN (1, 2, 3, 5, 8, 9);
CREATE INDEX reservation_of_site ON reservation (site_id, day);
CREATE INDEX reservation_request ON reservation (request_id) WHERE request_id > 0;
CREATE INDEX reservation_offered ON reservation (offer_ends_ms) WHERE state = 5;
CREATE INDEX reservation_no_show ON reservation (child_id, day) WHERE state = 10; -- R-CAN-06

-- The schema's own refusals. R-RSV-03: what holds a place may never exceed the day's places, in any part of the day. R-RSV-02: one place
-- per child and day in the whole municipality; only an offer of a better wish may stand beside it.
CREATE TRIGGER reservation_overfill_insert AFTER INSERT ON reservation WHEN NEW.state IN (1, 2, 5, 8, 9)
BEGIN
  SELECT RAISE(ABORT, 'second place') WHERE NEW.state <> 5 AND EXISTS (SELECT 1 FROM reservation r
    WHERE r.child_id = NEW.child_id AND r.day = NEW.day AND r.id <> NEW.id
      AND r.state IN (1, 2, 3, 5, 8, 9) AND r.state NOT IN (3, 5));
  SELECT RAISE(ABORT, 'overfill') WHERE
    (SELECT max(sum(segments & 1), sum(segments >> 1 & 1), sum(segments >> 2 & 1), sum(segments >> 3 & 1)) FROM reservation
      WHERE site_id = NEW.site_id AND day = NEW.day AND state IN (1, 2, 5, 8, 9))
    > (SELECT capacity FROM sick_day WHERE site_id = NEW.site_id AND day = NEW.day);
END;
CREATE TRIGGER reservation_overfill_update AFTER UPDATE OF state, site_id, day, segments ON reservation WHEN NEW.state IN (1, 2, 5, 8, 9)
BEGIN
  SELECT RAISE(ABORT, 'second place') WHERE NEW.state <> 5 AND EXISTS (SELECT 1 FROM reservation r
    WHERE r.child_id = NEW.child_id AND r.day = NEW.day AND r.id <> NEW.id
      AND r.state IN (1, 2, 3, 5, 8, 9) AND r.state NOT IN (3, 5));
  SELECT RAISE(ABORT, 'overfill') WHERE
    (SELECT max(sum(segments & 1), sum(segments >> 1 & 1), sum(segments >> 2 & 1), sum(segments >> 3 & 1)) FROM reservation
      WHERE site_id = NEW.site_id AND day = NEW.day AND state IN (1, 2, 5, 8, 9))
    > (SELECT capacity FROM sick_day WHERE site_id = NEW.site_id AND day = NEW.day);
END;
-- Fewer places than are taken: first somebody must have been told (R-RSV-16).
CREATE TRIGGER sick_day_overfill BEFORE UPDATE OF capacity ON sick_day WHEN NEW.capacity < OLD.capacity
BEGIN
  SELECT RAISE(ABORT, 'overfill') WHERE
    (SELECT max(sum(segments & 1), sum(segments >> 1 & 1), sum(segments >> 2 & 1), sum(segments >> 3 & 1)) FROM reservation
      WHERE site_id = NEW.site_id AND day = NEW.day AND state IN (1, 2, 5, 8, 9)) > NEW.capacity;
END;
CREATE TRIGGER reservation_kept BEFORE DELETE ON reservation
BEGIN
  SELECT RAISE(ABORT, 'history is never deleted');
END;
CREATE TRIGGER reservation_event_fixed BEFORE UPDATE ON reservation_event BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER reservation_event_kept BEFORE DELETE ON reservation_event BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

CREATE TABLE agenda (                      -- what happens by itself, and when: rows go when it has happened
  at_ms INTEGER NOT NULL,
  kind INTEGER NOT NULL,                   -- enum agenda_kind
  site_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  subject INTEGER NOT NULL DEFAULT 0,      -- a reservation, or 0
  PRIMARY KEY (at_ms, kind, site_id, day, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX agenda_of_day ON agenda (site_id, day, kind);

CREATE TABLE promotion (                   -- one walk along a waiting list: the fairness audit (R-WL-12)
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  free INTEGER NOT NULL                    -- places that were free then
) STRICT;
CREATE INDEX promotion_of_day ON promotion (site_id, day);
CREATE TABLE promotion_step (              -- whom the walk met: one entry, or a run of entries passed over for the same reason
  id INTEGER PRIMARY KEY,
  promotion_id INTEGER NOT NULL REFERENCES promotion(id),
  rank_from INTEGER NOT NULL,
  rank_to INTEGER NOT NULL,
  reservation_id INTEGER,                  -- NULL for a run
  outcome INTEGER NOT NULL,                -- enum promotion_outcome
  reason INTEGER NOT NULL DEFAULT 0        -- enum reservation_reason of those passed over
) STRICT;
CREATE INDEX promotion_step_of ON promotion_step (promotion_id);

CREATE TABLE offer (                       -- a place offered, and what became of it
  id INTEGER PRIMARY KEY,
  reservation_id INTEGER NOT NULL REFERENCES reservation(id),
  promotion_id INTEGER NOT NULL REFERENCES promotion(id),
  rank INTEGER NOT NULL,
  sent_ms INTEGER NOT NULL,
  ends_ms INTEGER NOT NULL,
  answered_ms INTEGER NOT NULL DEFAULT 0,
  answer INTEGER NOT NULL DEFAULT 0,       -- enum offer_answer: 0 none yet
  account_id INTEGER                       -- who answered
) STRICT;
CREATE INDEX offer_of ON offer (reservation_id);

CREATE TABLE waiting_history (             -- a past day on which somebody waited: what the chance is made of
  site_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  waited INTEGER NOT NULL,                 -- how many came onto the list
  placed INTEGER NOT NULL,                 -- how many of them got a place
  PRIMARY KEY (site_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE sick_refusal (                -- requests that no reservation was made of: no child, only figures (R-RSV-17)
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  reason INTEGER NOT NULL,                 -- enum reservation_reason
  channel INTEGER NOT NULL
) STRICT;
CREATE INDEX sick_refusal_of ON sick_refusal (site_id, day);

CREATE TABLE sick_day_record (             -- a room's past day as it was when it was over: what figures count with (R-STAT-02)
  site_id INTEGER NOT NULL REFERENCES site(id),
  day INTEGER NOT NULL,
  open INTEGER NOT NULL CHECK (open IN (0, 1)),
  capacity INTEGER NOT NULL CHECK (capacity >= 0), -- effective places; 0 on a closed day
  recorded_ms INTEGER NOT NULL,
  PRIMARY KEY (site_id, day)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER sick_day_record_fixed BEFORE UPDATE ON sick_day_record BEGIN SELECT RAISE(ABORT, 'a recorded day is never changed'); END;
CREATE TRIGGER sick_day_record_kept BEFORE DELETE ON sick_day_record BEGIN SELECT RAISE(ABORT, 'a recorded day is never deleted'); END;

CREATE TABLE sick_tally (                  -- children who were cared for, counted by month: no child, no day, no reservation
  site_id INTEGER NOT NULL REFERENCES site(id),
  month INTEGER NOT NULL,                  -- its first day
  kind INTEGER NOT NULL,                   -- enum figure_tally: age, residence, disease group, phase
  value TEXT NOT NULL,
  n INTEGER NOT NULL CHECK (n > 0),
  PRIMARY KEY (site_id, month, kind, value)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER sick_tally_kept BEFORE DELETE ON sick_tally BEGIN SELECT RAISE(ABORT, 'what was counted is never deleted'); END;

CREATE TABLE draw (                        -- a lottery of the opening minutes: committed before, revealed after
  site_id INTEGER NOT NULL REFERENCES site(id),
  day INTEGER NOT NULL,
  commitment BLOB NOT NULL CHECK (length(commitment) = 32),
  seed BLOB NOT NULL,                      -- sealed; readable once drawn_ms is set
  committed_ms INTEGER NOT NULL,           -- when the commitment was published
  opens_ms INTEGER NOT NULL,
  closes_ms INTEGER NOT NULL,              -- end of the opening minutes
  drawn_ms INTEGER NOT NULL DEFAULT 0,
  record TEXT NOT NULL DEFAULT '',         -- JSON that anyone can check again, without a child
  PRIMARY KEY (site_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE registration (                -- a child with the rooms of the municipality, or with one room (R-REG-05)
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  child_id INTEGER NOT NULL REFERENCES child(id),
  site_id INTEGER REFERENCES site(id),     -- NULL: all rooms
  serial INTEGER,                          -- what the number is made of; grows in each scope, never given twice
  number TEXT,                             -- the number families quote; given with the approval
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 8), -- enum registration_state
  channel INTEGER NOT NULL CHECK (channel IN (1, 2, 3)),
  detail BLOB NOT NULL,                    -- sealed JSON: allergies, history, vaccinations (core/registration_sheet.h)
  submitted_ms INTEGER,                    -- when it was last handed in
  approved_day INTEGER,
  valid_to_day INTEGER,
  suspended_to_day INTEGER,                -- NULL: until it is lifted
  renewal_ms INTEGER,                      -- when the family asked to renew it while it still holds (R-REG-06); NULL: it has not
  reminded_day INTEGER,                    -- the valid_to_day of which the family was reminded
  confirmed_day INTEGER,                   -- when the family last said that everything is still right (R-REG-07)
  version INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX registration_of ON registration (child_id, coalesce(site_id, 0));
CREATE UNIQUE INDEX registration_number ON registration (number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX registration_serial ON registration (coalesce(site_id, 0), serial) WHERE serial IS NOT NULL;
CREATE INDEX registration_queue ON registration (state);
CREATE INDEX registration_renewal ON registration (renewal_ms) WHERE renewal_ms IS NOT NULL;
CREATE TABLE registration_event (          -- append-only (R-REG-08)
  id INTEGER PRIMARY KEY,
  registration_id INTEGER NOT NULL REFERENCES registration(id),
  at_ms INTEGER NOT NULL,
  from_state INTEGER NOT NULL,
  to_state INTEGER NOT NULL,
  step INTEGER NOT NULL,                   -- enum registration_step: what was done
  account_id INTEGER,                      -- NULL: by itself
  reason BLOB                              -- sealed text: it may speak of health
) STRICT;
CREATE INDEX registration_event_of ON registration_event (registration_id);
CREATE TRIGGER registration_event_fixed BEFORE UPDATE ON registration_event BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER registration_event_kept BEFORE DELETE ON registration_event BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

CREATE TABLE household_sheet (             -- what is the household's in the registrations of all its children, entered once (R-REG-04)
  household_id INTEGER NOT NULL REFERENCES household(id),
  account_id INTEGER NOT NULL DEFAULT 0,   -- 0: the household's. Else the own sheet of a guardian who may not see the others' (R-REG-11)
  detail BLOB NOT NULL,                    -- sealed JSON: guardians, employers, emergency contacts, doctor, address
  version INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  PRIMARY KEY (household_id, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE household_fact (              -- what is known of a household or child, dated; ended ones stay
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  household_id INTEGER NOT NULL REFERENCES household(id),
  child_id INTEGER REFERENCES child(id),   -- NULL: the whole household
  kind INTEGER NOT NULL,                   -- enum household_fact_kind: residence, tier, parental leave, work, entitlement, proof
  value TEXT NOT NULL,                     -- residence: municipality code, '' our own; tier; kind of proof
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL CHECK (to_day >= from_day),
  account_id INTEGER,
  recorded_ms INTEGER NOT NULL,
  ended_ms INTEGER                         -- no longer true as written; a newer one stands instead
) STRICT;
CREATE INDEX household_fact_of ON household_fact (household_id);

ALTER TABLE household ADD COLUMN closed_day INTEGER; -- moved away: from then on nothing new (R-REG-12)
-- Bits of what an account may not see or do for a child (R-REG-11): 1 who fetches, 2 addresses and contacts, 4 times and rooms, 8 booking.
ALTER TABLE guardian_child ADD COLUMN hides INTEGER NOT NULL DEFAULT 0;

CREATE TABLE claim (                       -- a one-time code by which a guardian takes over what the counter entered (R-REG-10)
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,          -- the code is made of it and of a key that is not in this file
  code_hash BLOB NOT NULL UNIQUE,          -- keyed BLAKE2b: the code itself is on paper only
  household_id INTEGER NOT NULL REFERENCES household(id),
  kind INTEGER NOT NULL CHECK (kind IN (1, 2)), -- 1 the household's first sign-in, 2 one more guardian (R-REG-11)
  made_by INTEGER NOT NULL REFERENCES account(id),
  made_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,             -- a newer code ends the older ones at once
  used_ms INTEGER NOT NULL DEFAULT 0,
  used_by INTEGER REFERENCES account(id)
) STRICT;
CREATE INDEX claim_of ON claim (household_id);

-- Children are found by the reading of their names.
CREATE INDEX child_kana ON child (kana);
CREATE INDEX account_household ON account (household_id) WHERE household_id IS NOT NULL;

CREATE TABLE roll_over (                   -- what 1 April did to each child: append-only, once a year (R-CAL-09)
  fiscal_year INTEGER NOT NULL,
  child_id INTEGER NOT NULL REFERENCES child(id),
  nursery_id INTEGER NOT NULL REFERENCES site(id),
  from_class TEXT NOT NULL,
  to_class TEXT,                           -- NULL: left on 31 March
  at_ms INTEGER NOT NULL,
  PRIMARY KEY (fiscal_year, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX roll_over_of_nursery ON roll_over (nursery_id, fiscal_year);
CREATE INDEX roll_over_of_child ON roll_over (child_id, fiscal_year);
CREATE TRIGGER roll_over_fixed BEFORE UPDATE ON roll_over BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER roll_over_kept BEFORE DELETE ON roll_over BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

CREATE TABLE contact (                     -- where messages go: several of each person (R-WL-08)
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  household_id INTEGER NOT NULL REFERENCES household(id),
  account_id INTEGER REFERENCES account(id), -- whose; NULL: the household's, entered at the counter
  channel INTEGER NOT NULL CHECK (channel IN (1)), -- 1 e-mail
  address BLOB NOT NULL,                   -- sealed
  language TEXT NOT NULL,
  unconfirmed INTEGER NOT NULL DEFAULT 0 CHECK (unconfirmed IN (0, 1)), -- 1: nobody has followed the link mailed to it: it gets nothing else
  created_ms INTEGER NOT NULL,
  removed_ms INTEGER
) STRICT;
CREATE INDEX contact_of ON contact (household_id) WHERE removed_ms IS NULL;
CREATE INDEX contact_account ON contact (account_id, created_ms) WHERE account_id IS NOT NULL;

CREATE TABLE message (                     -- one row per recipient and channel, written in the transaction of what it tells
  id INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  kind INTEGER NOT NULL,                   -- enum message_kind
  language TEXT NOT NULL,
  detail BLOB NOT NULL,                    -- sealed JSON: what the sentences are filled with
  reservation_id INTEGER REFERENCES reservation(id),
  created_ms INTEGER NOT NULL,
  not_before_ms INTEGER NOT NULL,          -- quiet hours
  ends_ms INTEGER NOT NULL,                -- after that it would tell something old; 0 never
  state INTEGER NOT NULL DEFAULT 1 CHECK (state BETWEEN 1 AND 4), -- 1 waits, 2 sent, 3 given up, 4 too old
  tries INTEGER NOT NULL DEFAULT 0,
  next_ms INTEGER NOT NULL,                -- when it is tried (again); while it is being sent: when it may be taken anew
  taken_ms INTEGER NOT NULL DEFAULT 0,     -- being sent since; 0: it is not
  sent_ms INTEGER
) STRICT;
CREATE INDEX message_due ON message (next_ms) WHERE state = 1;
CREATE INDEX message_waiting ON message (not_before_ms) WHERE state = 1;
CREATE INDEX message_taken ON message (taken_ms) WHERE state = 1 AND taken_ms > 0;
CREATE INDEX message_of ON message (reservation_id) WHERE reservation_id IS NOT NULL;

CREATE TABLE message_end (                 -- how many messages ended how, for ever: 2 sent, 3 given up, 4 too old
  state INTEGER PRIMARY KEY CHECK (state BETWEEN 2 AND 4),
  messages INTEGER NOT NULL CHECK (messages >= 0)
) STRICT;
INSERT INTO message_end (state, messages) VALUES (2, 0), (3, 0), (4, 0);

CREATE TABLE link (                        -- a one-tap link of a message: used once
  id INTEGER PRIMARY KEY,                  -- the second it was made, then chance: never given twice, not even after a restore
  message_id INTEGER NOT NULL REFERENCES message(id),
  reservation_id INTEGER REFERENCES reservation(id), -- NULL: it confirms the address
  contact_id INTEGER NOT NULL REFERENCES contact(id),
  what INTEGER NOT NULL CHECK (what BETWEEN 1 AND 5), -- enum link_what: use, cancel, accept, decline, confirm
  expires_ms INTEGER NOT NULL,
  used_ms INTEGER NOT NULL DEFAULT 0,
  UNIQUE (message_id, what)                -- the same one at each try
) STRICT;

CREATE TABLE pickup_person (               -- who may fetch a child (R-CARE-03)
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  child_id INTEGER NOT NULL REFERENCES child(id),
  person BLOB NOT NULL,                    -- sealed JSON: name, relation, phone
  account_id INTEGER NOT NULL REFERENCES account(id),
  created_ms INTEGER NOT NULL,
  removed_ms INTEGER
) STRICT;
CREATE INDEX pickup_person_of ON pickup_person (child_id);

CREATE TABLE doctor_note (                 -- the doctor's form, as the family or staff entered it (A4)
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  child_id INTEGER NOT NULL REFERENCES child(id),
  issued_day INTEGER NOT NULL,
  void_day INTEGER NOT NULL DEFAULT 0,     -- from then on diagnosis or drugs are others (R-RSV-13)
  extends INTEGER NOT NULL DEFAULT 0 CHECK (extends IN (0, 1)), -- the doctor agrees to more days (R-RSV-15)
  detail BLOB NOT NULL,                    -- sealed JSON: diagnosis, phase, rest, meals, drugs
  account_id INTEGER NOT NULL REFERENCES account(id),
  created_ms INTEGER NOT NULL,
  seen_by INTEGER REFERENCES account(id),  -- staff who saw the paper (R-RSV-12)
  seen_ms INTEGER
) STRICT;
CREATE INDEX doctor_note_of ON doctor_note (child_id, issued_day);

CREATE TABLE family_sheet (                -- how the child was until this morning, and the family's signature under it (A4)
  reservation_id INTEGER PRIMARY KEY REFERENCES reservation(id),
  detail BLOB NOT NULL,                    -- sealed JSON: symptoms, course, meals, sleep, whom to call
  signed_ms INTEGER NOT NULL DEFAULT 0,    -- when a guardian signed what stands there now; 0: not
  account_id INTEGER NOT NULL REFERENCES account(id), -- who wrote it last
  version INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE visit (                       -- a day of use in the room: came, went, who took the child (R-CARE-01, 03)
  reservation_id INTEGER PRIMARY KEY REFERENCES reservation(id),
  came_ms INTEGER NOT NULL,
  came_by INTEGER NOT NULL REFERENCES account(id),
  came_recorded_ms INTEGER NOT NULL,       -- when it was written down
  checks BLOB NOT NULL,                    -- sealed JSON: the check list of the arrival
  went_ms INTEGER NOT NULL DEFAULT 0,
  went_by INTEGER REFERENCES account(id),
  went_recorded_ms INTEGER NOT NULL DEFAULT 0,
  handed BLOB,                             -- sealed JSON: to whom, how their identity was checked
  CHECK (went_ms = 0 OR went_ms >= came_ms)
) STRICT;

CREATE TABLE medication_order (            -- what the family asks to be given (R-CARE-01)
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  reservation_id INTEGER NOT NULL REFERENCES reservation(id),
  detail BLOB NOT NULL,                    -- sealed JSON: drug, dose, times
  account_id INTEGER NOT NULL REFERENCES account(id),
  created_ms INTEGER NOT NULL,
  removed_ms INTEGER,
  removed_why INTEGER NOT NULL DEFAULT 0 CHECK (removed_why IN (0, 1, 2)) -- 0 it stands, 1 by hand, 2 a newer doctor's form does not name it
) STRICT;
CREATE INDEX medication_order_of ON medication_order (reservation_id);

CREATE TABLE care_entry (                  -- the course of the day: appended, never changed; a mistake is struck by a later entry
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  reservation_id INTEGER NOT NULL REFERENCES reservation(id),
  kind INTEGER NOT NULL,                   -- enum entry_kind
  at_ms INTEGER NOT NULL,                  -- when it was
  recorded_ms INTEGER NOT NULL,            -- when it was written down
  account_id INTEGER NOT NULL REFERENCES account(id),
  family INTEGER NOT NULL CHECK (family IN (0, 1)), -- meant for the family
  order_id INTEGER REFERENCES medication_order(id),
  strikes_id INTEGER REFERENCES care_entry(id), -- the entry that was a mistake
  detail BLOB NOT NULL                     -- sealed JSON
) STRICT;
CREATE INDEX care_entry_of ON care_entry (reservation_id);
CREATE UNIQUE INDEX care_entry_struck ON care_entry (strikes_id) WHERE strikes_id IS NOT NULL;
CREATE TRIGGER care_entry_fixed BEFORE UPDATE ON care_entry BEGIN SELECT RAISE(ABORT, 'a care entry is never changed'); END;
CREATE TRIGGER care_entry_kept BEFORE DELETE ON care_entry BEGIN SELECT RAISE(ABORT, 'a care entry is never deleted'); END;

CREATE TABLE care_check (                  -- the second person who looked when medicine was given (R-CARE-02)
  entry_id INTEGER PRIMARY KEY REFERENCES care_entry(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  at_ms INTEGER NOT NULL,
  method INTEGER NOT NULL CHECK (method IN (1, 2)) -- 1 signed in, 2 password typed at the giver's tablet
) STRICT;
CREATE TRIGGER care_check_second BEFORE INSERT ON care_check
BEGIN
  SELECT RAISE(ABORT, 'one person is not two') WHERE EXISTS (SELECT 1 FROM care_entry e WHERE e.id = NEW.entry_id AND e.account_id = NEW.account_id);
END;
CREATE TRIGGER care_check_fixed BEFORE UPDATE ON care_check BEGIN SELECT RAISE(ABORT, 'a check is never changed'); END;
CREATE TRIGGER care_check_kept BEFORE DELETE ON care_check BEGIN SELECT RAISE(ABORT, 'a check is never deleted'); END;

CREATE TABLE fee (                         -- what a day of use, or a late cancellation, costs (R-FEE-01)
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  reservation_id INTEGER NOT NULL UNIQUE REFERENCES reservation(id),
  kind INTEGER NOT NULL CHECK (kind IN (1, 2)), -- 1 a day of use, 2 a late cancellation
  yen INTEGER NOT NULL CHECK (yen >= 0),
  lines TEXT NOT NULL,                     -- JSON: how it was computed
  options TEXT NOT NULL,                   -- what was had beside the care: ids of the fee table with blanks between, for computing it again
  municipality TEXT NOT NULL,              -- the child's, on the day of use; '' our own (R-FEE-07)
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 5), -- 1 due, 2 paid, 3 invoiced, 4 waived, 5 refunded
  method TEXT NOT NULL DEFAULT '',
  receipt_number INTEGER,                  -- of the receipt, once paid
  refund_offered INTEGER NOT NULL DEFAULT 0, -- yen that a proof accepted later would give back (R-FEE-03)
  refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND yen), -- yen that were given back
  version INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX fee_receipt ON fee (receipt_number) WHERE receipt_number IS NOT NULL;
-- R-FEE-06, the schema's own refusal: nobody pays twice, what was paid or waived is not computed again.
CREATE TRIGGER fee_once BEFORE UPDATE OF state ON fee WHEN OLD.state <> NEW.state OR NEW.state NOT IN (1, 3)
BEGIN
  SELECT RAISE(ABORT, 'no such step of a bill') WHERE OLD.state * 10 + NEW.state NOT IN (12, 13, 14, 32, 34, 25);
END;
CREATE TRIGGER fee_fixed BEFORE UPDATE OF yen, lines ON fee WHEN OLD.state NOT IN (1, 3)
BEGIN
  SELECT RAISE(ABORT, 'a settled bill is never computed again');
END;
CREATE TRIGGER fee_kept BEFORE DELETE ON fee BEGIN SELECT RAISE(ABORT, 'a bill is never deleted'); END;
CREATE TABLE fee_event (                   -- append-only
  id INTEGER PRIMARY KEY,
  fee_id INTEGER NOT NULL REFERENCES fee(id),
  at_ms INTEGER NOT NULL,
  from_state INTEGER NOT NULL,
  to_state INTEGER NOT NULL,
  yen INTEGER NOT NULL,
  method TEXT NOT NULL,
  account_id INTEGER,
  reason TEXT NOT NULL
) STRICT;
CREATE INDEX fee_event_of ON fee_event (fee_id);
CREATE TRIGGER fee_event_fixed BEFORE UPDATE ON fee_event BEGIN SELECT RAISE(ABORT, 'history is never changed'); END;
CREATE TRIGGER fee_event_kept BEFORE DELETE ON fee_event BEGIN SELECT RAISE(ABORT, 'history is never deleted'); END;

CREATE TABLE transfer (                    -- another room may see a reservation because the guardian agreed (R-RSV-20)
  reservation_id INTEGER NOT NULL REFERENCES reservation(id),
  site_id INTEGER NOT NULL REFERENCES site(id),
  account_id INTEGER NOT NULL REFERENCES account(id),
  agreed_ms INTEGER NOT NULL,
  ended_ms INTEGER,
  PRIMARY KEY (reservation_id, site_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX transfer_to ON transfer (site_id) WHERE ended_ms IS NULL;

CREATE TABLE family_card (                 -- a family card: the children besides its own that it stands for (R-ATT-05)
  card_id INTEGER NOT NULL REFERENCES card(id),
  child_id INTEGER NOT NULL REFERENCES child(id),
  PRIMARY KEY (card_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX family_card_child ON family_card (child_id);

CREATE TABLE tap_child (                   -- the further children of one touch: an event each, grouped by the touch (R-ATT-05)
  child_id INTEGER NOT NULL REFERENCES child(id),
  day INTEGER NOT NULL,                    -- tap.day
  tap_id INTEGER NOT NULL REFERENCES tap(id),
  PRIMARY KEY (child_id, day, tap_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tap_child_tap ON tap_child (tap_id);
CREATE TRIGGER tap_child_fixed BEFORE UPDATE ON tap_child BEGIN SELECT RAISE(ABORT, 'a tap is never changed'); END;
CREATE TRIGGER tap_child_kept BEFORE DELETE ON tap_child BEGIN SELECT RAISE(ABORT, 'a tap is never deleted'); END;

CREATE TABLE tap_undone (                  -- touches that their family took back at the entrance within seconds; the touch stays (R-ATT-01)
  gateway_id INTEGER NOT NULL REFERENCES gateway(id),
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,                    -- may be stored before the touch itself came
  by_seq INTEGER NOT NULL,                 -- the touch that took it back
  PRIMARY KEY (gateway_id, epoch, seq)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER tap_undone_fixed BEFORE UPDATE ON tap_undone BEGIN SELECT RAISE(ABORT, 'a tap is never changed'); END;
CREATE TRIGGER tap_undone_kept BEFORE DELETE ON tap_undone BEGIN SELECT RAISE(ABORT, 'a tap is never deleted'); END;
