/* See outbox.h. The only file of the gateway that knows SQLite. */
#include "outbox.h"

#include <assert.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/civil.h"
#include "outbox_sql.h"

#include "base/banned.h"

enum { PATH_BYTES = 1024 };

struct outbox {
    pthread_mutex_t lock;
    sqlite3 *db;
    sqlite3_stmt *statements[SQL_N];
    char path[PATH_BYTES];
    int64_t epoch;
    int64_t last;    /* of this epoch */
    int64_t backlog; /* of all epochs */
    bool broken;     /* the disk failed: reopen before anything else */
};

static enum err run(struct outbox *outbox, const char *text)
{
    return sqlite3_exec(outbox->db, text, NULL, NULL, NULL) == SQLITE_OK ? OK : ERR_IO;
}

static sqlite3_stmt *bound(struct outbox *outbox, enum statement which, int64_t a, int64_t b, int64_t c)
{
    sqlite3_stmt *statement = outbox->statements[which];
    const int64_t values[] = {a, b, c};
    int n = sqlite3_bind_parameter_count(statement);
    for (int i = 0; i < n && i < 3; i++) {
        int rc = sqlite3_bind_int64(statement, i + 1, values[i]);
        assert(rc == SQLITE_OK);
    }
    return statement;
}

/* Runs a statement that answers nothing. */
static enum err change(struct outbox *outbox, enum statement which, int64_t a, int64_t b, int64_t c)
{
    sqlite3_stmt *statement = bound(outbox, which, a, b, c);
    int rc = sqlite3_step(statement);
    sqlite3_reset(statement);
    return rc == SQLITE_DONE ? OK : ERR_IO;
}

/* The one number that a statement with its parameters bound answers, or 0. */
static enum err ask(struct outbox *outbox, enum statement which, int64_t *ret)
{
    sqlite3_stmt *statement = outbox->statements[which];
    int rc = sqlite3_step(statement);
    *ret = rc == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_reset(statement);
    return rc == SQLITE_ROW || rc == SQLITE_DONE ? OK : ERR_IO;
}

static enum err number(struct outbox *outbox, enum statement which, int64_t a, int64_t *ret)
{
    (void)bound(outbox, which, a, 0, 0);
    return ask(outbox, which, ret);
}

static void close_db(struct outbox *outbox)
{
    for (int i = 0; i < SQL_N; i++) {
        sqlite3_finalize(outbox->statements[i]);
        outbox->statements[i] = NULL;
    }
    sqlite3_close(outbox->db);
    outbox->db = NULL;
}

static enum err open_db(struct outbox *outbox)
{
    sqlite3_stmt *version = NULL;
    if (sqlite3_open_v2(outbox->path, &outbox->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK ||
        run(outbox, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF;") != OK ||
        sqlite3_prepare_v2(outbox->db, "PRAGMA user_version", -1, &version, NULL) != SQLITE_OK) {
        return ERR_IO;
    }
    int had = sqlite3_step(version) == SQLITE_ROW ? sqlite3_column_int(version, 0) : -1;
    sqlite3_finalize(version);
    if (had > SCHEMA_VERSION) {
        return ERR_CONFLICT;
    }
    if (had < 0 || (had == 0 && (run(outbox, "BEGIN IMMEDIATE") != OK || run(outbox, schema) != OK ||
                                 run(outbox, "COMMIT") != OK))) {
        return ERR_IO;
    }
    for (int i = 0; i < SQL_N; i++) {
        if (sqlite3_prepare_v3(outbox->db, sql[i], -1, SQLITE_PREPARE_PERSISTENT, &outbox->statements[i], NULL) !=
            SQLITE_OK) {
            return ERR_IO;
        }
    }
    enum err err = number(outbox, SQL_LAST, outbox->epoch, &outbox->last);
    return err == OK ? ask(outbox, SQL_BACKLOG, &outbox->backlog) : err;
}

/* After a failed write nobody knows what reached the disk: begin again from what is there, and empty the log first, because frames
 * behind a torn one would be lost at a power cut although their own fsync succeeded. */
static enum err ready(struct outbox *outbox)
{
    if (!outbox->broken) {
        return OK;
    }
    close_db(outbox);
    enum err err = open_db(outbox);
    if (err == OK && sqlite3_wal_checkpoint_v2(outbox->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL) != SQLITE_OK) {
        err = ERR_IO;
    }
    outbox->broken = err != OK;
    return err == OK ? OK : ERR_IO;
}

/* Takes the lock, and the disk back into use if it failed before. Balanced by leave(). */
static enum err enter(struct outbox *outbox)
{
    pthread_mutex_lock(&outbox->lock);
    return ready(outbox);
}

static enum err leave(struct outbox *outbox, enum err err)
{
    pthread_mutex_unlock(&outbox->lock);
    return err;
}

/* Ends a transaction that began well; whatever fails breaks the outbox until it is opened again. */
static enum err finish(struct outbox *outbox, enum err err)
{
    if (err == OK) {
        err = run(outbox, "COMMIT");
    }
    if (err != OK) {
        enum err ignored = run(outbox, "ROLLBACK");
        (void)ignored;
        outbox->broken = true;
    }
    return err;
}

/* Whose memory it is: written at birth, compared ever after. */
static enum err claim(struct outbox *outbox, const char *owner, const char **why)
{
    int64_t owned = 0;
    int64_t newest = 0;
    sqlite3_bind_text(outbox->statements[SQL_CLAIM], 1, owner, -1, SQLITE_TRANSIENT);
    int rc = sqlite3_step(outbox->statements[SQL_CLAIM]);
    sqlite3_reset(outbox->statements[SQL_CLAIM]);
    sqlite3_bind_text(outbox->statements[SQL_OWNED], 1, owner, -1, SQLITE_TRANSIENT);
    if (rc != SQLITE_DONE || ask(outbox, SQL_OWNED, &owned) != OK || ask(outbox, SQL_NEWEST, &newest) != OK) {
        return ERR_IO;
    }
    *why = owned == 0 ? "the data folder belongs to another gateway: give each gateway its own with --data"
                      : "these credentials are older than ones this box used before: use those of the latest enrolment";
    return owned == 0 || newest > outbox->epoch ? ERR_CONFLICT : OK;
}

enum err outbox_open(const char *dir, const char *owner, int64_t epoch, struct outbox **ret, const char **why)
{
    struct buf buf;
    struct outbox *outbox = calloc(1, sizeof *outbox);
    if (outbox == NULL) {
        abort();
    }
    pthread_mutex_init(&outbox->lock, NULL);
    outbox->epoch = epoch;
    buf_init(&buf, outbox->path, sizeof outbox->path);
    buf_puts(&buf, dir);
    buf_puts(&buf, "/outbox.db");
    *why = "the outbox cannot be opened: check that the data folder is writable and its disk is not full";
    mode_t before = umask(0077);
    enum err err = buf.overflow ? ERR_IO : open_db(outbox);
    umask(before);
    if (err == ERR_CONFLICT) {
        *why = "the outbox was written by a newer tsubame-gateway: install that one";
    }
    if (err == OK) {
        err = claim(outbox, owner, why);
    }
    if (err != OK) {
        outbox_close(outbox);
        return err;
    }
    *ret = outbox;
    return OK;
}

void outbox_close(struct outbox *outbox)
{
    if (outbox == NULL) {
        return;
    }
    close_db(outbox);
    pthread_mutex_destroy(&outbox->lock);
    free(outbox);
}

int64_t outbox_next(struct outbox *outbox)
{
    enum err ignored = enter(outbox); /* on a broken disk outbox_add says so */
    int64_t next = outbox->last + 1;
    (void)leave(outbox, ignored);
    return next;
}

static enum err insert(struct outbox *outbox, int64_t touched_ms, struct str payload, const unsigned char *signature)
{
    sqlite3_stmt *add = bound(outbox, SQL_ADD, outbox->epoch, outbox->last + 1, touched_ms);
    sqlite3_bind_blob64(add, 4, payload.p, payload.n, SQLITE_STATIC);
    sqlite3_bind_blob(add, 5, signature, SECRET_SIGNATURE_BYTES, SQLITE_STATIC);
    int rc = sqlite3_step(add);
    sqlite3_reset(add);
    sqlite3_clear_bindings(add);
    return rc == SQLITE_DONE ? change(outbox, SQL_COUNT, outbox->epoch, outbox->last + 1, 0) : ERR_IO;
}

enum err outbox_add(struct outbox *outbox, int64_t touched_ms, struct str payload,
                    const unsigned char signature[SECRET_SIGNATURE_BYTES])
{
    assert(payload.n > 0);
    assert(payload.n < sizeof((struct outbox_tap *)NULL)->payload);
    enum err err = enter(outbox);
    if (err != OK) {
        return leave(outbox, err);
    }
    err = run(outbox, "BEGIN IMMEDIATE");
    if (err == OK) {
        err = insert(outbox, touched_ms, payload, signature);
    }
    err = finish(outbox, err);
    if (err == OK) {
        outbox->last++;
        outbox->backlog++;
    }
    return leave(outbox, err);
}

/* A row of epoch, seq, payload, signature. False when its bytes cannot be ours. */
static bool take(sqlite3_stmt *row, struct outbox_tap *ret)
{
    int payload_n = sqlite3_column_bytes(row, 2);
    if (payload_n <= 0 || (size_t)payload_n >= sizeof ret->payload ||
        sqlite3_column_bytes(row, 3) != SECRET_SIGNATURE_BYTES) {
        return false;
    }
    ret->epoch = sqlite3_column_int64(row, 0);
    ret->seq = sqlite3_column_int64(row, 1);
    ret->payload_n = (size_t)payload_n;
    memcpy(ret->payload, sqlite3_column_blob(row, 2), ret->payload_n);
    ret->payload[ret->payload_n] = '\0';
    memcpy(ret->signature, sqlite3_column_blob(row, 3), SECRET_SIGNATURE_BYTES);
    return true;
}

enum err outbox_after(struct outbox *outbox, int64_t epoch, int64_t seq, struct outbox_tap *ret)
{
    enum err err = enter(outbox);
    if (err != OK) {
        return leave(outbox, err);
    }
    sqlite3_stmt *after = bound(outbox, SQL_AFTER, epoch, seq, 0);
    int rc = sqlite3_step(after);
    err = rc == SQLITE_DONE ? ERR_NOT_FOUND : rc == SQLITE_ROW && take(after, ret) ? OK : ERR_IO;
    sqlite3_reset(after);
    return leave(outbox, err);
}

int64_t outbox_backlog(struct outbox *outbox)
{
    pthread_mutex_lock(&outbox->lock);
    int64_t backlog = outbox->backlog;
    pthread_mutex_unlock(&outbox->lock);
    return backlog;
}

int64_t outbox_last(struct outbox *outbox, int64_t epoch)
{
    int64_t last = 0;
    enum err err = enter(outbox);
    if (err == OK) {
        err = number(outbox, SQL_LAST, epoch, &last);
    }
    (void)leave(outbox, err);
    return last;
}

/* One statement in its own transaction, then the backlog counted anew. */
static enum err update(struct outbox *outbox, enum statement which, const int64_t values[3], int64_t *ret_n)
{
    enum err err = run(outbox, "BEGIN IMMEDIATE");
    if (err == OK) {
        err = change(outbox, which, values[0], values[1], values[2]);
    }
    int64_t n = sqlite3_changes64(outbox->db);
    err = finish(outbox, err);
    if (err == OK) {
        err = number(outbox, SQL_BACKLOG, 0, &outbox->backlog);
        *ret_n = n;
    }
    return err;
}

enum err outbox_receipted(struct outbox *outbox, int64_t epoch, int64_t through, int64_t now_ms)
{
    int64_t last = 0;
    int64_t n = 0;
    enum err err = enter(outbox);
    if (err == OK) {
        err = number(outbox, SQL_LAST, epoch, &last);
    }
    if (err == OK && through > last) {
        err = ERR_INVALID;
    }
    if (err == OK) {
        err = update(outbox, SQL_RECEIPT, (const int64_t[]){epoch, through, now_ms}, &n);
    }
    return leave(outbox, err);
}

enum err outbox_resend(struct outbox *outbox, int64_t epoch, int64_t from, int64_t *ret_n)
{
    enum err err = enter(outbox);
    if (err == OK) {
        err = update(outbox, SQL_RESEND, (const int64_t[]){epoch, from, 0}, ret_n);
    }
    return leave(outbox, err);
}

enum err outbox_prune(struct outbox *outbox, int64_t now_ms, int64_t *ret_n)
{
    enum err err = enter(outbox);
    if (err == OK) {
        int64_t before_ms = now_ms - OUTBOX_KEEP_DAYS * CIVIL_MS_PER_DAY;
        err = update(outbox, SQL_PRUNE, (const int64_t[]){before_ms, 0, 0}, ret_n);
    }
    return leave(outbox, err);
}

enum err outbox_walk(struct outbox *outbox, int64_t from_ms, void (*each)(void *context, const struct outbox_tap *tap),
                     void *context)
{
    struct outbox_tap tap;
    enum err err = enter(outbox);
    if (err != OK) {
        return leave(outbox, err);
    }
    sqlite3_stmt *walk = bound(outbox, SQL_WALK, from_ms, 0, 0);
    int rc = sqlite3_step(walk);
    for (; rc == SQLITE_ROW; rc = sqlite3_step(walk)) {
        if (take(walk, &tap)) {
            each(context, &tap);
        }
    }
    sqlite3_reset(walk);
    return leave(outbox, rc == SQLITE_DONE ? OK : ERR_IO);
}
