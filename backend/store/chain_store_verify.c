/* The chain walked again: see chain_store.h. Every finding says which entry and what became of it. */
#include <string.h>

#include "base/str.h"
#include "store/chain_store.h"

#include "base/banned.h"

enum { NEAR = 512 }; /* how far away an exchanged entry is looked for */

static const char *const kind_words[CHAIN_KIND_LAST + 1] = {
    [CHAIN_TAP] = "touch",      [CHAIN_UNDONE] = "touch taken back", [CHAIN_CORRECTION] = "correction",
    [CHAIN_ABSENCE] = "report", [CHAIN_WITHDRAWAL] = "withdrawal",   [CHAIN_APPROVAL] = "approval",
};

struct link {
    int64_t site_id;
    int64_t seq;
    enum chain_kind kind;
    int64_t row_id;
    unsigned char hash[SECRET_HASH_BYTES];
};

static const char *word_of(int64_t kind)
{
    return kind >= CHAIN_TAP && kind <= CHAIN_KIND_LAST ? kind_words[kind] : "unknown";
}

/* Would another entry's row belong here? Then the two were exchanged. */
static enum err moved_from(struct db *db, const struct link *link, const unsigned char before[SECRET_HASH_BYTES],
                           int64_t *ret_row_id)
{
    enum err err = OK;
    *ret_row_id = 0;
    QUERY(q, db, SQL_CHAIN_NEAR);
    query_int(&q, ":site_id", link->site_id);
    query_int(&q, ":from_seq", link->seq - NEAR);
    query_int(&q, ":to_seq", link->seq + NEAR);
    while ((err == OK || err == ERR_NOT_FOUND) && *ret_row_id == 0 && query_row(&q)) {
        unsigned char hash[SECRET_HASH_BYTES];
        int64_t site_id;
        int64_t row_id = query_col_int(&q, 1);
        err = chain_hash(db, (enum chain_kind)query_col_int(&q, 0), row_id, before, hash, &site_id);
        if (err == OK && memcmp(hash, link->hash, sizeof hash) == 0) {
            *ret_row_id = row_id;
        }
    }
    return err == OK || err == ERR_NOT_FOUND ? query_err(&q) : err;
}

static enum err check_link(struct db *db, struct verify *verify, const struct link *link,
                           const unsigned char before[SECRET_HASH_BYTES])
{
    unsigned char hash[SECRET_HASH_BYTES];
    int64_t site_id;
    int64_t other = 0;
    enum err err = chain_hash(db, link->kind, link->row_id, before, hash, &site_id);
    if (err == ERR_NOT_FOUND) {
        verify_found(verify, "nursery %lld, entry %lld of its attendance: %s %lld is missing", (long long)link->site_id,
                     (long long)link->seq, word_of(link->kind), (long long)link->row_id);
        return OK;
    }
    if (err != OK || memcmp(hash, link->hash, sizeof hash) == 0) {
        return err;
    }
    err = moved_from(db, link, before, &other);
    if (err == OK && other != 0) {
        verify_found(verify, "nursery %lld, entry %lld of its attendance: reordered; %s %lld stands where %lld belongs",
                     (long long)link->site_id, (long long)link->seq, word_of(link->kind), (long long)link->row_id,
                     (long long)other);
    } else if (err == OK) {
        verify_found(verify, "nursery %lld, entry %lld of its attendance: %s %lld was altered, or put in",
                     (long long)link->site_id, (long long)link->seq, word_of(link->kind), (long long)link->row_id);
    }
    return err;
}

static void read_link(const struct query *q, struct link *ret)
{
    struct str hash = query_col_blob(q, 4);
    *ret = (struct link){.site_id = query_col_int(q, 0),
                         .seq = query_col_int(q, 1),
                         .kind = (enum chain_kind)query_col_int(q, 2),
                         .row_id = query_col_int(q, 3)};
    memcpy(ret->hash, hash.p, hash.n < sizeof ret->hash ? hash.n : sizeof ret->hash);
}

/* After a finding the walk goes on from the hash that is written there: each wrong entry is named once. */
static enum err walk(struct db *db, struct verify *verify)
{
    struct link before = {.seq = 0};
    struct link link;
    enum err err = OK;
    QUERY(q, db, SQL_CHAIN_WALK);
    while (err == OK && query_row(&q)) {
        read_link(&q, &link);
        if (link.site_id != before.site_id) {
            before = (struct link){.site_id = link.site_id};
        }
        verify->looked_at++;
        if (link.seq != before.seq + 1) {
            verify_found(verify, "nursery %lld: entries %lld to %lld of its attendance are missing",
                         (long long)link.site_id, (long long)before.seq + 1, (long long)link.seq - 1);
        } else {
            err = check_link(db, verify, &link, before.hash);
        }
        before = link;
    }
    return err == OK ? query_err(&q) : err;
}

static enum err unlinked(struct db *db, struct verify *verify)
{
    QUERY(q, db, SQL_CHAIN_UNLINKED);
    while (query_row(&q)) {
        verify_found(verify, "%s %lld was added: no entry of an attendance chain names it",
                     word_of(query_col_int(&q, 0)), (long long)query_col_int(&q, 1));
    }
    return query_err(&q);
}

/* "12 9f3a…" as chain_anchor_text wrote it; false: it did not. */
static bool read_anchor(struct str text, struct chain_head *ret)
{
    size_t digits = 0;
    while (digits < text.n && text.p[digits] != ' ') {
        digits++;
    }
    struct str hex = {text.p + digits + 1, text.n > digits ? text.n - digits - 1 : 0};
    return str_int((struct str){text.p, digits}, 1, INT64_MAX, &ret->seq) == OK &&
           str_unhex(hex, ret->hash, sizeof ret->hash) == OK;
}

static enum err compare_anchor(struct db *db, struct verify *verify, int64_t site_id, const struct chain_head *anchor)
{
    QUERY(q, db, SQL_CHAIN_AT);
    query_int(&q, ":site_id", site_id);
    query_int(&q, ":seq", anchor->seq);
    if (!query_row(&q)) {
        verify_found(
            verify,
            "nursery %lld: the audit holds entry %lld of its attendance, the chain does not: its end is missing",
            (long long)site_id, (long long)anchor->seq);
        return query_err(&q);
    }
    struct str hash = query_col_blob(&q, 0);
    if (hash.n != sizeof anchor->hash || memcmp(hash.p, anchor->hash, hash.n) != 0) {
        verify_found(verify,
                     "nursery %lld, entry %lld of its attendance: another than the one that the audit holds; it was "
                     "written anew",
                     (long long)site_id, (long long)anchor->seq);
    }
    return OK;
}

static enum err anchors(struct db *db, struct verify *verify)
{
    enum err err = OK;
    QUERY(q, db, SQL_CHAIN_ANCHORS);
    while (err == OK && query_row(&q)) {
        struct chain_head anchor;
        if (query_col_int(&q, 0) == 0 || !read_anchor(query_col_text(&q, 1), &anchor)) {
            verify_found(verify, "line %lld of the audit holds no head of an attendance chain of ours",
                         (long long)query_col_int(&q, 2));
        } else {
            err = compare_anchor(db, verify, query_col_int(&q, 0), &anchor);
        }
    }
    return err == OK ? query_err(&q) : err;
}

static enum err count_said(struct db *db, int64_t counts[CHAIN_KIND_LAST + 1])
{
    QUERY(q, db, SQL_CHAIN_SAID);
    if (!query_row(&q)) {
        return query_err(&q);
    }
    for (int kind = CHAIN_CORRECTION; kind <= CHAIN_APPROVAL; kind++) {
        counts[kind] = query_col_int(&q, kind - CHAIN_CORRECTION);
    }
    return OK;
}

/* Each word of staff and each report has its line in the audit, and each line its row. */
static enum err spoken(struct db *db, struct verify *verify)
{
    int64_t lines[CHAIN_KIND_LAST + 1] = {0};
    int64_t counts[CHAIN_KIND_LAST + 1] = {0};
    QUERY(q, db, SQL_CHAIN_SPOKEN);
    while (query_row(&q)) {
        struct str object = query_col_text(&q, 2);
        lines[query_col_int(&q, 0)]++;
        if (query_col_int(&q, 1) == 0) {
            lines[query_col_int(&q, 0)]--;
            verify_found(verify, "%s %.*s is missing: the audit speaks of it", word_of(query_col_int(&q, 0)),
                         (int)object.n, object.p);
        }
    }
    enum err err = query_err(&q);
    err = err == OK ? count_said(db, counts) : err;
    for (int kind = CHAIN_CORRECTION; err == OK && kind <= CHAIN_APPROVAL; kind++) {
        if (counts[kind] != lines[kind]) {
            verify_found(verify, "%s: there are %lld, the audit speaks of %lld", word_of(kind), (long long)counts[kind],
                         (long long)lines[kind]);
        }
    }
    return err;
}

enum err chain_verify(struct db *db, struct verify *verify)
{
    enum err err = walk(db, verify);
    err = err == OK ? anchors(db, verify) : err;
    err = err == OK ? unlinked(db, verify) : err;
    return err == OK ? spoken(db, verify) : err;
}
