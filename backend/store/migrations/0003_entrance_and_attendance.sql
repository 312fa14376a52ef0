-- The entrance, attendance and safety: what came after sick care.

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
