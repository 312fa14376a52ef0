/* The outbox's tables and every statement on them; included by outbox.c alone. */
#pragma once

enum { SCHEMA_VERSION = 1 };

enum statement {
    SQL_CLAIM,
    SQL_OWNED,
    SQL_NEWEST,
    SQL_ADD,
    SQL_COUNT,
    SQL_LAST,
    SQL_AFTER,
    SQL_BACKLOG,
    SQL_RECEIPT,
    SQL_RESEND,
    SQL_PRUNE,
    SQL_WALK,
    SQL_N
};

static const char schema[] =
    /* Who this memory belongs to. */
    "CREATE TABLE owner (gateway TEXT NOT NULL) STRICT;"
    /* The highest number given out in each epoch: numbers stay used after the touches are pruned. */
    "CREATE TABLE counter (epoch INTEGER PRIMARY KEY, last INTEGER NOT NULL CHECK (last >= 0)) STRICT;"
    /* One touch. payload and signature as made; receipted_ms NULL = to be sent. */
    "CREATE TABLE tap (epoch INTEGER NOT NULL, seq INTEGER NOT NULL CHECK (seq >= 1), touched_ms INTEGER NOT NULL,"
    " payload BLOB NOT NULL, signature BLOB NOT NULL CHECK (length(signature) = 64), receipted_ms INTEGER,"
    " PRIMARY KEY (epoch, seq)) STRICT;"
    "CREATE INDEX tap_unsent ON tap (epoch, seq) WHERE receipted_ms IS NULL;"
    "CREATE INDEX tap_receipted ON tap (receipted_ms) WHERE receipted_ms IS NOT NULL;"
    "CREATE INDEX tap_touched ON tap (touched_ms);"
    "PRAGMA user_version = 1;";

static const char *const sql[SQL_N] = {
    [SQL_CLAIM] = "INSERT INTO owner SELECT ?1 WHERE NOT EXISTS (SELECT 1 FROM owner)",
    [SQL_OWNED] = "SELECT count(*) FROM owner WHERE gateway = ?1",
    [SQL_NEWEST] = "SELECT coalesce(max(epoch), 0) FROM counter",
    [SQL_ADD] = "INSERT INTO tap (epoch, seq, touched_ms, payload, signature) VALUES (?1, ?2, ?3, ?4, ?5)",
    [SQL_COUNT] = "INSERT INTO counter (epoch, last) VALUES (?1, ?2) ON CONFLICT (epoch) DO UPDATE SET last = ?2",
    [SQL_LAST] = "SELECT last FROM counter WHERE epoch = ?1",
    [SQL_AFTER] =
        ("SELECT epoch, seq, payload, signature FROM tap WHERE receipted_ms IS NULL AND (epoch, seq) > (?1, ?2)"
         " ORDER BY epoch, seq LIMIT 1"),
    [SQL_BACKLOG] = "SELECT count(*) FROM tap WHERE receipted_ms IS NULL",
    [SQL_RECEIPT] = "UPDATE tap SET receipted_ms = ?3 WHERE epoch = ?1 AND seq <= ?2 AND receipted_ms IS NULL",
    [SQL_RESEND] = "UPDATE tap SET receipted_ms = NULL WHERE epoch = ?1 AND seq >= ?2 AND receipted_ms IS NOT NULL",
    [SQL_PRUNE] = "DELETE FROM tap WHERE receipted_ms IS NOT NULL AND receipted_ms < ?1",
    [SQL_WALK] =
        "SELECT epoch, seq, payload, signature FROM tap WHERE touched_ms >= ?1 ORDER BY touched_ms, epoch, seq",
};
