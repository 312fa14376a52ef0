-- Draws of opening minutes: committed before, revealed after.

-- :draw_add  a commitment
INSERT INTO draw (site_id, day, commitment, seed, committed_ms, opens_ms, closes_ms)
VALUES (:site_id, :day, :commitment, :seed, :now_ms, :opens_ms, :closes_ms) ON CONFLICT (site_id, day) DO NOTHING;

-- :draw_get  one draw
SELECT commitment, seed, committed_ms, opens_ms, closes_ms, drawn_ms, record FROM draw WHERE site_id = :site_id AND day = :day;

-- :draw_reveal  it has been drawn
UPDATE draw SET drawn_ms = :now_ms, record = :record WHERE site_id = :site_id AND day = :day AND drawn_ms = 0;
