/* See chain_store.h. */
#include "store/chain_store.h"

#include <assert.h>
#include <string.h>

#include "base/str.h"

#include "base/banned.h"

/* A kind's statement and its columns after the nursery: i a number, b text or bytes. */
static const struct {
    enum sql sql;
    const char *columns;
} rows[CHAIN_KIND_LAST + 1] = {
    [CHAIN_TAP] = {SQL_CHAIN_TAP, "biiiiiiiiiiiiibbi"},         [CHAIN_UNDONE] = {SQL_CHAIN_UNDONE, "iiii"},
    [CHAIN_CORRECTION] = {SQL_CHAIN_CORRECTION, "biiiiibiiii"}, [CHAIN_ABSENCE] = {SQL_CHAIN_ABSENCE, "biiiibiii"},
    [CHAIN_WITHDRAWAL] = {SQL_CHAIN_WITHDRAWAL, "bi"},          [CHAIN_APPROVAL] = {SQL_CHAIN_APPROVAL, "biiibbbii"},
};

static void hash_number(struct secret_hashing *hashing, int64_t value)
{
    char text[24];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    buf_int(&buf, value);
    buf_char(&buf, '|');
    secret_hash_more(hashing, buf.p, buf.n);
}

static void hash_bytes(struct secret_hashing *hashing, struct str bytes)
{
    hash_number(hashing, (int64_t)bytes.n);
    secret_hash_more(hashing, bytes.p, bytes.n);
}

static enum err hash_children(struct db *db, int64_t tap_id, struct secret_hashing *hashing)
{
    QUERY(q, db, SQL_CHAIN_TAP_CHILDREN);
    query_int(&q, ":id", tap_id);
    while (query_row(&q)) {
        hash_number(hashing, query_col_int(&q, 0));
        hash_number(hashing, query_col_int(&q, 1));
    }
    return query_err(&q);
}

enum err chain_hash(struct db *db, enum chain_kind kind, int64_t row_id, const unsigned char before[SECRET_HASH_BYTES],
                    unsigned char out[SECRET_HASH_BYTES], int64_t *ret_site_id)
{
    struct secret_hashing hashing;
    if (kind < CHAIN_TAP || kind > CHAIN_KIND_LAST || rows[kind].columns == NULL) {
        return ERR_NOT_FOUND; /* a damaged chain names anything */
    }
    QUERY(q, db, rows[kind].sql);
    query_int(&q, ":id", row_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    secret_hash_begin(&hashing);
    secret_hash_more(&hashing, before, SECRET_HASH_BYTES);
    hash_number(&hashing, kind);
    for (int i = 0; rows[kind].columns[i] != '\0'; i++) {
        if (rows[kind].columns[i] == 'i') {
            hash_number(&hashing, query_col_int(&q, i + 1));
        } else {
            hash_bytes(&hashing, query_col_blob(&q, i + 1));
        }
    }
    *ret_site_id = query_col_int(&q, 0);
    enum err err = kind == CHAIN_TAP ? hash_children(db, row_id, &hashing) : OK;
    secret_hash_end(&hashing, out);
    return err;
}

enum err chain_head_read(struct db *db, int64_t site_id, struct chain_head *ret)
{
    struct chain_head head = {.seq = 0};
    QUERY(q, db, SQL_CHAIN_LAST);
    query_int(&q, ":site_id", site_id);
    if (query_row(&q)) {
        struct str hash = query_col_blob(&q, 1);
        head.seq = query_col_int(&q, 0);
        assert(hash.n == sizeof head.hash); /* the schema says so */
        memcpy(head.hash, hash.p, sizeof head.hash);
    }
    enum err err = query_err(&q);
    if (err == OK) {
        *ret = head;
    }
    return err;
}

/* Whose chain the row belongs to: the first column of its statement. */
static enum err site_of(struct db *db, enum chain_kind kind, int64_t row_id, int64_t *ret_site_id)
{
    QUERY(q, db, rows[kind].sql);
    query_int(&q, ":id", row_id);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_site_id = query_col_int(&q, 0);
    return OK;
}

enum err chain_append(struct db *db, enum chain_kind kind, int64_t row_id)
{
    struct chain_head head;
    unsigned char hash[SECRET_HASH_BYTES];
    int64_t site_id = 0;
    assert(kind >= CHAIN_TAP);
    assert(kind <= CHAIN_KIND_LAST);
    enum err err = site_of(db, kind, row_id, &site_id);
    err = err == OK ? chain_head_read(db, site_id, &head) : err;
    err = err == OK ? chain_hash(db, kind, row_id, head.hash, hash, &site_id) : err;
    if (err != OK) {
        return err;
    }
    QUERY(q, db, SQL_CHAIN_APPEND);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":seq", head.seq + 1);
    query_int(&q, ":kind", kind);
    query_int(&q, ":row_id", row_id);
    query_blob(&q, ":hash", hash, sizeof hash);
    return query_run(&q);
}

enum err chain_grown(struct db *db, int64_t after, int64_t *ret_site_id, char public_id[33])
{
    QUERY(q, db, SQL_CHAIN_GROWN);
    query_int(&q, ":after", after);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_site_id = query_col_int(&q, 0);
    query_col_copy(&q, 1, public_id, 33);
    return OK;
}

enum err chain_anchored(struct db *db, int64_t site_id, int64_t seq)
{
    QUERY(q, db, SQL_CHAIN_ANCHORED);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":seq", seq);
    return query_run(&q);
}

void chain_anchor_text(const struct chain_head *head, struct buf *out)
{
    char hex[2 * SECRET_HASH_BYTES + 1];
    str_hex(head->hash, sizeof head->hash, hex);
    buf_int(out, head->seq);
    buf_char(out, ' ');
    buf_puts(out, hex);
}
