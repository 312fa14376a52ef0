-- The first shape of the database. Every time is Unix milliseconds UTC; every day is the number of days since 1970-01-01 in
-- Asia/Tokyo; minutes count from midnight. Public ids are what the outside sees: 32 hexadecimal digits, or n01/s01 in the demonstration.

CREATE TABLE meta (                        -- what kind of data this is
  key TEXT PRIMARY KEY NOT NULL,           -- 'kind': 'municipal' | 'demo' ; 'test': '1' when made for testing ; 'municipality': its name
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE site (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,          -- also the {site} of MQTT topics: [a-z0-9-]{1,32}
  kind INTEGER NOT NULL CHECK (kind IN (1, 2)), -- 1 nursery, 2 sick-care room
  name TEXT NOT NULL,
  area TEXT NOT NULL DEFAULT '',           -- part of the municipality, for people choosing a room
  phone TEXT NOT NULL DEFAULT '',          -- the site's own public number
  sick_type INTEGER NOT NULL DEFAULT 0 CHECK (sick_type BETWEEN 0 AND 5) -- 0 none, 1 acute, 2 recovery, 3 in_nursery, 4 visit, 5 pickup
) STRICT;

CREATE TABLE nursery_policy (              -- dated rows: the row with the greatest valid_from_day <= day holds
  site_id INTEGER NOT NULL REFERENCES site(id),
  valid_from_day INTEGER NOT NULL,
  weekday_mask INTEGER NOT NULL CHECK (weekday_mask BETWEEN 0 AND 127), -- bit 0 Monday
  opens_min INTEGER NOT NULL CHECK (opens_min BETWEEN 0 AND 1439),
  closes_min INTEGER NOT NULL CHECK (closes_min BETWEEN 1 AND 1440),
  cutoff_min INTEGER NOT NULL,             -- after this minute a child neither arrived nor reported is unexplained (R-ABS-03)
  debounce_ms INTEGER NOT NULL,            -- R-ATT-02
  lock_min INTEGER NOT NULL CHECK (lock_min BETWEEN 5 AND 60), -- R-ATT-03
  late_first_min INTEGER NOT NULL,         -- R-ATT-04: minutes before closing from which a first tap is not guessed
  grace_min INTEGER NOT NULL,              -- R-ATT-13
  PRIMARY KEY (site_id, valid_from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE sickroom_policy (             -- dated rows, as nursery_policy
  site_id INTEGER NOT NULL REFERENCES site(id),
  valid_from_day INTEGER NOT NULL,
  capacity INTEGER NOT NULL CHECK (capacity BETWEEN 0 AND 200),
  weekday_mask INTEGER NOT NULL CHECK (weekday_mask BETWEEN 0 AND 127),
  opens_min INTEGER NOT NULL,              -- care hours
  closes_min INTEGER NOT NULL,
  open_basis INTEGER NOT NULL CHECK (open_basis IN (1, 2, 3)), -- 1 always, 2 calendar day before, 3 facility open day before (R-RSV-04)
  window_open_min INTEGER NOT NULL,        -- minute of the basis day at which requests open
  window_close_before INTEGER NOT NULL CHECK (window_close_before IN (0, 1)), -- 1: closes on the basis day, 0: on the day of use
  window_close_min INTEGER NOT NULL,
  days_ahead INTEGER NOT NULL,             -- with basis 'always': how many days ahead may be asked for
  age_low_months INTEGER NOT NULL,         -- R-REG-01
  age_high INTEGER NOT NULL CHECK (age_high IN (1, 2, 3)), -- 1 until school entry, 2 grade 3, 3 grade 6 (R-CAL-07)
  refused TEXT NOT NULL,                   -- disease codes separated by spaces (R-ROOM-07)
  max_days INTEGER NOT NULL,               -- R-RSV-14
  waiting_max INTEGER NOT NULL,            -- rooms a child may wait for on one day (R-RSV-02)
  PRIMARY KEY (site_id, valid_from_day)
) STRICT, WITHOUT ROWID;

CREATE TABLE holiday (                     -- national holidays, imported, never computed (R-CAL-02, R-CAL-03)
  day INTEGER PRIMARY KEY,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE site_day (                    -- a site's own exceptions: closed, or open in spite of the pattern
  site_id INTEGER NOT NULL REFERENCES site(id),
  day INTEGER NOT NULL,
  open INTEGER NOT NULL CHECK (open IN (0, 1)),
  PRIMARY KEY (site_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE household (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE account (                     -- somebody who signs in
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  login TEXT NOT NULL UNIQUE,              -- as typed, compared byte for byte
  password_hash TEXT NOT NULL,             -- Argon2id text
  name TEXT NOT NULL,
  language TEXT NOT NULL,                  -- 'ja', 'en' …
  household_id INTEGER REFERENCES household(id),
  demo INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)), -- its published password works on demonstration data only
  closed_ms INTEGER                        -- no sign-in from then on
) STRICT;

CREATE TABLE account_role (
  account_id INTEGER NOT NULL REFERENCES account(id),
  role INTEGER NOT NULL CHECK (role BETWEEN 1 AND 10), -- enum access_role
  site_id INTEGER REFERENCES site(id),     -- NULL: the municipality
  class TEXT NOT NULL DEFAULT '',          -- teacher: the class; '' = all of the site
  UNIQUE (account_id, role, site_id, class)
) STRICT;

CREATE TABLE child (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  household_id INTEGER NOT NULL REFERENCES household(id),
  name TEXT NOT NULL,                      -- as written by the family, never normalised
  kana TEXT NOT NULL,                      -- for sorting and reading aloud
  birth_day INTEGER NOT NULL,
  nursery_id INTEGER REFERENCES site(id),
  class TEXT NOT NULL DEFAULT '',
  enrolled_from_day INTEGER NOT NULL,
  enrolled_to_day INTEGER,                 -- last day, NULL while enrolled
  planned_arrive_min INTEGER NOT NULL,
  planned_leave_min INTEGER NOT NULL
) STRICT;
CREATE INDEX child_nursery ON child (nursery_id, class);
CREATE INDEX child_household ON child (household_id);

CREATE TABLE guardian_child (              -- which children an account may act for
  account_id INTEGER NOT NULL REFERENCES account(id),
  child_id INTEGER NOT NULL REFERENCES child(id),
  rights INTEGER NOT NULL CHECK (rights IN (1, 2)), -- 1 everything, 2 pick-up only
  PRIMARY KEY (account_id, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX guardian_child_child ON guardian_child (child_id);

CREATE TABLE card (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  hash BLOB NOT NULL CHECK (length(hash) = 16), -- keyed BLAKE2b-128 of the identifier (R-SEC-07)
  child_id INTEGER NOT NULL REFERENCES child(id),
  issued_ms INTEGER NOT NULL,
  revoked_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX card_active ON card (hash) WHERE revoked_ms IS NULL;
CREATE INDEX card_hash ON card (hash);
CREATE INDEX card_child ON card (child_id);

CREATE TABLE session (
  token_hash BLOB PRIMARY KEY NOT NULL CHECK (length(token_hash) = 32), -- BLAKE2b of the cookie; the cookie itself is nowhere
  account_id INTEGER NOT NULL REFERENCES account(id),
  created_ms INTEGER NOT NULL,
  seen_ms INTEGER NOT NULL,                -- to the hour
  expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_account ON session (account_id);
CREATE INDEX session_expiry ON session (expires_ms);

CREATE TABLE slot_day (                    -- a room's places on a day, fixed when the first request comes
  site_id INTEGER NOT NULL REFERENCES site(id),
  day INTEGER NOT NULL,
  slot TEXT NOT NULL,                      -- 'day': the whole day
  capacity INTEGER NOT NULL CHECK (capacity >= 0),
  waiting INTEGER NOT NULL DEFAULT 0 CHECK (waiting >= 0), -- how many are waitlisted; counted again by verify
  PRIMARY KEY (site_id, day, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE reservation (
  id INTEGER PRIMARY KEY,                  -- grows with the commit order: the rank of R-RSV-06
  public_id TEXT NOT NULL UNIQUE,
  child_id INTEGER NOT NULL REFERENCES child(id),
  site_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  slot TEXT NOT NULL,
  state INTEGER NOT NULL CHECK (state BETWEEN 1 AND 10), -- enum reservation_state (R-RSV-01)
  reason INTEGER NOT NULL DEFAULT 0,       -- enum reservation_reason: why it waits or was declined
  account_id INTEGER NOT NULL REFERENCES account(id), -- who asked
  channel INTEGER NOT NULL CHECK (channel IN (1, 2, 3)), -- 1 web, 2 phone, 3 counter
  condition BLOB NOT NULL,                 -- sealed JSON: diagnosis, onset, temperature, note (R-SEC-05)
  version INTEGER NOT NULL,
  created_ms INTEGER NOT NULL,
  changed_ms INTEGER NOT NULL,
  FOREIGN KEY (site_id, day, slot) REFERENCES slot_day (site_id, day, slot)
) STRICT;
-- Places taken, and who waits in which order: each row stands in at most one of the two.
CREATE INDEX reservation_holding ON reservation (site_id, day, slot) WHERE state IN (1, 2, 5, 8, 9);
CREATE INDEX reservation_waiting ON reservation (site_id, day, slot) WHERE state = 3;
-- One active reservation per child, day and room (R-RSV-02): requested, confirmed, waitlisted, offered, checked in or out.
CREATE UNIQUE INDEX reservation_active ON reservation (child_id, day, site_id) WHERE state IN (1, 2, 3, 5, 8, 9);

-- The schema's own refusals. R-RSV-03: what holds a place may never exceed the capacity of the slot. R-RSV-02: one place per child
-- and day in the whole municipality (a trigger over reservation_active: a unique index of its own would cost every request one more
-- scattered page).
CREATE TRIGGER reservation_overfill_insert AFTER INSERT ON reservation WHEN NEW.state IN (1, 2, 5, 8, 9)
BEGIN
  SELECT RAISE(ABORT, 'second place') WHERE EXISTS (SELECT 1 FROM reservation r
    WHERE r.child_id = NEW.child_id AND r.day = NEW.day AND r.slot = NEW.slot AND r.id <> NEW.id
      AND r.state IN (1, 2, 3, 5, 8, 9) AND r.state <> 3);
  SELECT RAISE(ABORT, 'overfill') WHERE
    (SELECT count(*) FROM reservation WHERE site_id = NEW.site_id AND day = NEW.day AND slot = NEW.slot AND state IN (1, 2, 5, 8, 9))
    > (SELECT capacity FROM slot_day WHERE site_id = NEW.site_id AND day = NEW.day AND slot = NEW.slot);
END;
CREATE TRIGGER reservation_overfill_update AFTER UPDATE OF state, site_id, day, slot ON reservation WHEN NEW.state IN (1, 2, 5, 8, 9)
BEGIN
  SELECT RAISE(ABORT, 'second place') WHERE EXISTS (SELECT 1 FROM reservation r
    WHERE r.child_id = NEW.child_id AND r.day = NEW.day AND r.slot = NEW.slot AND r.id <> NEW.id
      AND r.state IN (1, 2, 3, 5, 8, 9) AND r.state <> 3);
  SELECT RAISE(ABORT, 'overfill') WHERE
    (SELECT count(*) FROM reservation WHERE site_id = NEW.site_id AND day = NEW.day AND slot = NEW.slot AND state IN (1, 2, 5, 8, 9))
    > (SELECT capacity FROM slot_day WHERE site_id = NEW.site_id AND day = NEW.day AND slot = NEW.slot);
END;
CREATE TRIGGER reservation_kept BEFORE DELETE ON reservation
BEGIN
  SELECT RAISE(ABORT, 'history is never deleted');
END;

CREATE TABLE reservation_event (           -- append-only: every change of state
  id INTEGER PRIMARY KEY,
  reservation_id INTEGER NOT NULL REFERENCES reservation(id),
  at_ms INTEGER NOT NULL,
  from_state INTEGER NOT NULL,             -- 0: new
  to_state INTEGER NOT NULL,
  account_id INTEGER                       -- NULL: by itself (promotion)
) STRICT;
CREATE INDEX reservation_event_of ON reservation_event (reservation_id);

CREATE TABLE idempotency (                 -- the answer that was given, in the transaction of its effect
  id INTEGER PRIMARY KEY,                  -- in the order of answers: the oldest are forgotten from the front
  digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 16), -- BLAKE2b-128 of account, route and key: short, so that few pages hold it
  account_id INTEGER NOT NULL,
  route INTEGER NOT NULL,                  -- enum access_operation
  key TEXT NOT NULL,
  body_hash BLOB NOT NULL,
  status INTEGER NOT NULL,
  answer BLOB NOT NULL,
  created_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE audit (                       -- who did or read what: hash-chained, ids and words only
  seq INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  actor INTEGER NOT NULL,                  -- account id; 0 the system; negative: a gateway's id
  action TEXT NOT NULL,
  object TEXT NOT NULL,                    -- kind:id
  reason TEXT NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32) -- BLAKE2b-256 of the previous hash and this row's canonical text
) STRICT;
CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;

CREATE TABLE gateway (
  id INTEGER PRIMARY KEY,
  site_id INTEGER NOT NULL REFERENCES site(id),
  name TEXT NOT NULL UNIQUE,               -- the {gateway} of topics, its MQTT user name and client id
  epoch INTEGER NOT NULL,                  -- grows with each enrolment
  sign_public BLOB NOT NULL CHECK (length(sign_public) = 32),
  box_public BLOB NOT NULL CHECK (length(box_public) = 32),
  enrolled_ms INTEGER NOT NULL,
  revoked_ms INTEGER,
  seen_ms INTEGER NOT NULL DEFAULT 0       -- last authentic message
) STRICT;

CREATE TABLE gateway_epoch (               -- how far each epoch is stored without a gap
  gateway_id INTEGER NOT NULL REFERENCES gateway(id),
  epoch INTEGER NOT NULL,
  through INTEGER NOT NULL,
  PRIMARY KEY (gateway_id, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE tap (                         -- every touch as it came, even when ignored (R-ATT-01); never changed, never deleted
  id INTEGER PRIMARY KEY,                  -- order of receipt
  gateway_id INTEGER NOT NULL REFERENCES gateway(id),
  epoch INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  public_id TEXT NOT NULL UNIQUE,
  device_ms INTEGER NOT NULL,              -- the gateway's clock
  received_ms INTEGER NOT NULL,            -- the server's clock
  event_ms INTEGER NOT NULL,               -- the one that counts (R-ATT-08)
  clock_doubt INTEGER NOT NULL CHECK (clock_doubt IN (0, 1)),
  card_id INTEGER REFERENCES card(id),     -- the credential; NULL: unknown or not to be used
  child_id INTEGER,                        -- NULL: unknown card
  day INTEGER NOT NULL,                    -- service day of event_ms
  direction INTEGER NOT NULL,              -- enum tap_direction
  said INTEGER NOT NULL,                   -- enum punch_meaning: what the family was shown
  verdict INTEGER NOT NULL,                -- enum tap_verdict: 0 used, else why it is quarantined
  payload BLOB NOT NULL,                   -- the signed bytes
  signature BLOB NOT NULL CHECK (length(signature) = 64),
  UNIQUE (gateway_id, epoch, seq)
) STRICT;
CREATE INDEX tap_child_day ON tap (child_id, day) WHERE child_id IS NOT NULL;
CREATE TRIGGER tap_fixed BEFORE UPDATE ON tap BEGIN SELECT RAISE(ABORT, 'a tap is never changed'); END;
CREATE TRIGGER tap_kept BEFORE DELETE ON tap BEGIN SELECT RAISE(ABORT, 'a tap is never deleted'); END;

CREATE TABLE tap_refused (                 -- what did not verify, repeated a number with another content, or came on another's topic
  id INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  gateway_name TEXT NOT NULL,              -- as the topic says; not trusted
  why INTEGER NOT NULL,                    -- enum tap_refusal
  payload_hash BLOB NOT NULL,
  times INTEGER NOT NULL,                  -- the same again within a minute only counts
  UNIQUE (gateway_name, why, payload_hash)
) STRICT;

CREATE TABLE correction (                  -- staff's word about a day: appended, never changed (R-ATT-11)
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  child_id INTEGER NOT NULL REFERENCES child(id),
  day INTEGER NOT NULL,
  kind INTEGER NOT NULL,                   -- enum correction_kind: 1 arrive 2 leave 3 step_out 4 step_back 5 void
  at_ms INTEGER NOT NULL,                  -- 0 with void
  tap_id INTEGER REFERENCES tap(id),       -- with void
  reason TEXT NOT NULL,
  account_id INTEGER NOT NULL REFERENCES account(id),
  recorded_ms INTEGER NOT NULL,
  known_tap_id INTEGER NOT NULL            -- the greatest tap.id when it was written: what staff could have seen
) STRICT;
CREATE INDEX correction_child_day ON correction (child_id, day);
CREATE TRIGGER correction_fixed BEFORE UPDATE ON correction BEGIN SELECT RAISE(ABORT, 'a correction is never changed'); END;
CREATE TRIGGER correction_kept BEFORE DELETE ON correction BEGIN SELECT RAISE(ABORT, 'a correction is never deleted'); END;

CREATE TABLE absence (
  id INTEGER PRIMARY KEY,
  public_id TEXT NOT NULL UNIQUE,
  child_id INTEGER NOT NULL REFERENCES child(id),
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL CHECK (to_day >= from_day),
  kind INTEGER NOT NULL,                   -- enum absence_kind (R-ABS-02, and late, early_leave)
  detail BLOB NOT NULL,                    -- sealed JSON: reason, diagnosis
  expected_ms INTEGER NOT NULL DEFAULT 0,  -- late: when the child is expected
  account_id INTEGER NOT NULL REFERENCES account(id),
  created_ms INTEGER NOT NULL,
  withdrawn_ms INTEGER
) STRICT;
CREATE INDEX absence_child ON absence (child_id, from_day);

CREATE TABLE attendance_day (              -- the derived day: may be thrown away and folded again to the same bytes
  nursery_id INTEGER NOT NULL REFERENCES site(id),
  day INTEGER NOT NULL,
  child_id INTEGER NOT NULL REFERENCES child(id),
  place INTEGER NOT NULL,                  -- enum punch_place
  arrived_ms INTEGER NOT NULL,             -- 0: not
  left_ms INTEGER NOT NULL,                -- 0: not
  flags INTEGER NOT NULL,                  -- bits of enum attendance_flag
  version INTEGER NOT NULL,
  PRIMARY KEY (nursery_id, day, child_id)
) STRICT, WITHOUT ROWID;
