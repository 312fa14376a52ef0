-- The entrance, attendance and safety: what came after sick care.

-- Cards that are in two places at once.
CREATE TABLE card_seen (                   -- where a card in use was last touched, and when it was last in two places at once
  card_id INTEGER PRIMARY KEY REFERENCES card(id),
  site_id INTEGER NOT NULL REFERENCES site(id),
  event_ms INTEGER NOT NULL,
  twice_ms INTEGER NOT NULL DEFAULT 0      -- touched at another site within a quarter of an hour: it may be a copy; 0 never
) STRICT;
