-- A year of a ward's own nurseries in one transaction: 2,000,000 taps (two a day for each child) and the days they fold to. For the
-- figure of the server's start; run with the sqlite3 shell on a demonstration of 4,000 children while no server has it.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -400000;
BEGIN;
INSERT INTO gateway (site_id, name, epoch, sign_public, box_public, enrolled_ms)
  SELECT id, 'history-' || public_id, 1, zeroblob(32), zeroblob(32), 0 FROM site WHERE kind = 1;
CREATE TEMP TABLE kid AS SELECT c.id, c.nursery_id, k.id AS card_id, g.id AS gateway_id,
    row_number() OVER (PARTITION BY c.nursery_id ORDER BY c.id) - 1 AS n, count(*) OVER (PARTITION BY c.nursery_id) AS of_all
  FROM child c JOIN card k ON k.child_id = c.id AND k.revoked_ms IS NULL
  JOIN gateway g ON g.site_id = c.nursery_id AND g.name LIKE 'history-%';
CREATE TEMP TABLE open_day AS WITH RECURSIVE d(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM d WHERE i < 249)
  SELECT i, CAST(unixepoch('now') / 86400 AS INTEGER) - 300 + i AS day FROM d;
INSERT INTO tap (gateway_id, epoch, seq, public_id, device_ms, received_ms, event_ms, clock_doubt, card_id, child_id, day, direction, said,
    verdict, payload, signature)
  SELECT gateway_id, 1, (i * of_all + n) * 2 + leaving + 1, printf('%016x%016x', id, day * 2 + leaving), at_ms, at_ms + 80, at_ms, 0, card_id,
    id, day, 0, leaving, 0, zeroblob(420), zeroblob(64)
  FROM (SELECT kid.*, open_day.i, open_day.day, half.leaving,
      open_day.day * 86400000 - 32400000 + (480 + half.leaving * 570) * 60000 + kid.n * 1000 AS at_ms
    FROM open_day CROSS JOIN kid CROSS JOIN (SELECT 0 AS leaving UNION ALL SELECT 1) AS half);
INSERT INTO gateway_epoch (gateway_id, epoch, through) SELECT gateway_id, 1, of_all * 500 FROM kid WHERE n = 0;
INSERT INTO attendance_day (nursery_id, day, child_id, place, arrived_ms, left_ms, flags, version)
  SELECT nursery_id, day, id, 3, day * 86400000 - 32400000 + 480 * 60000 + n * 1000,
    day * 86400000 - 32400000 + 1050 * 60000 + n * 1000, 0, 1 FROM open_day CROSS JOIN kid;
COMMIT;
PRAGMA wal_checkpoint(TRUNCATE);
