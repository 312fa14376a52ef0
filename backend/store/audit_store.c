/* The audit chain: see audit_store.h. */
#include "store/audit_store.h"

#include <string.h>

#include "base/banned.h"

enum { CANONICAL_BYTES = 1024, ACTION_BYTES_MAX = 64, OBJECT_BYTES_MAX = 128, REASON_BYTES_MAX = 400 };

static enum err hash_line(const struct audit_head *before, const struct audit_line *line,
                          unsigned char out[SECRET_HASH_BYTES])
{
    char storage[CANONICAL_BYTES];
    struct buf buf;
    buf_init(&buf, storage, sizeof storage);
    buf_add(&buf, before->hash, SECRET_HASH_BYTES);
    buf_int(&buf, before->seq + 1);
    buf_char(&buf, '|');
    buf_int(&buf, line->at_ms);
    buf_char(&buf, '|');
    buf_int(&buf, line->actor);
    buf_char(&buf, '|');
    buf_str(&buf, line->action);
    buf_char(&buf, '|');
    buf_str(&buf, line->object);
    buf_char(&buf, '|');
    buf_str(&buf, line->reason);
    if (buf.overflow) {
        return ERR_LIMIT;
    }
    secret_hash(buf.p, buf.n, out);
    return OK;
}

enum err audit_head_read(struct db *db, struct audit_head *ret)
{
    QUERY(q, db, SQL_AUDIT_LAST);
    struct audit_head head = {0};
    if (query_row(&q)) {
        struct str hash = query_col_blob(&q, 1);
        head.seq = query_col_int(&q, 0);
        if (hash.n == sizeof head.hash) {
            memcpy(head.hash, hash.p, sizeof head.hash);
        }
    }
    if (query_err(&q) != OK) {
        return query_err(&q);
    }
    *ret = head;
    return OK;
}

enum err audit_append(struct db *db, struct audit_head *head, const struct audit_line *line)
{
    unsigned char hash[SECRET_HASH_BYTES];
    if (line->action.n > ACTION_BYTES_MAX || line->object.n > OBJECT_BYTES_MAX || line->reason.n > REASON_BYTES_MAX) {
        return ERR_LIMIT;
    }
    enum err err = hash_line(head, line, hash);
    if (err != OK) {
        return err;
    }
    QUERY(q, db, SQL_AUDIT_APPEND);
    query_int(&q, ":seq", head->seq + 1);
    query_int(&q, ":at_ms", line->at_ms);
    query_int(&q, ":actor", line->actor);
    query_text(&q, ":action", line->action);
    query_text(&q, ":object", line->object);
    query_text(&q, ":reason", line->reason);
    query_blob(&q, ":hash", hash, sizeof hash);
    err = query_run(&q);
    if (err == OK) {
        head->seq++;
        memcpy(head->hash, hash, sizeof hash);
    }
    return err;
}

enum err audit_verify(struct db *db, int64_t *ret_seq)
{
    struct audit_head head = {0};
    QUERY(q, db, SQL_AUDIT_WALK);
    query_int(&q, ":after", 0);
    while (query_row(&q)) {
        struct audit_line line = {
            .at_ms = query_col_int(&q, 1),
            .actor = query_col_int(&q, 2),
            .action = query_col_text(&q, 3),
            .object = query_col_text(&q, 4),
            .reason = query_col_text(&q, 5),
        };
        struct str stored = query_col_blob(&q, 6);
        unsigned char hash[SECRET_HASH_BYTES];
        if (query_col_int(&q, 0) != head.seq + 1 || hash_line(&head, &line, hash) != OK || stored.n != sizeof hash ||
            memcmp(stored.p, hash, sizeof hash) != 0) {
            *ret_seq = head.seq + 1;
            return ERR_CONFLICT;
        }
        head.seq++;
        memcpy(head.hash, hash, sizeof hash);
    }
    if (query_err(&q) != OK) {
        return query_err(&q);
    }
    *ret_seq = head.seq;
    return OK;
}
