#include "store/tap_store.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

enum err tap_store_card(struct db *db, const unsigned char hash[SECRET_CARD_HASH_BYTES], int64_t at_ms,
                        struct tap_card *ret)
{
    QUERY(q, db, SQL_TAP_CARD);
    query_blob(&q, ":hash", hash, SECRET_CARD_HASH_BYTES);
    query_int(&q, ":at_ms", at_ms);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    ret->id = query_col_int(&q, 0);
    ret->revoked = query_col_int(&q, 1) != 0;
    ret->later = query_col_int(&q, 2) != 0;
    return OK;
}

enum err tap_store_insert(struct db *db, const struct tap_row *row)
{
    char public_id[SECRET_PUBLIC_ID_TEXT];
    assert(row->verdict != TAP_OK || row->child_id != 0);
    secret_public_id(row->received_ms, public_id);
    QUERY(q, db, SQL_TAP_INSERT);
    query_int(&q, ":gateway_id", row->gateway_id);
    query_int(&q, ":epoch", row->tap->epoch);
    query_int(&q, ":seq", row->tap->seq);
    query_text(&q, ":public_id", str_of(public_id));
    query_int(&q, ":device_ms", row->device_ms);
    query_int(&q, ":received_ms", row->received_ms);
    query_int(&q, ":event_ms", row->event_ms);
    query_int(&q, ":clock_doubt", row->clock_doubt);
    query_int(&q, ":uncertainty_ms", row->uncertainty_ms);
    query_int_or_null(&q, ":card_id", row->card_id);
    query_int_or_null(&q, ":child_id", row->child_id);
    query_int(&q, ":day", row->day);
    query_int(&q, ":direction", row->tap->direction);
    query_int(&q, ":said", row->tap->said);
    query_int(&q, ":verdict", row->verdict);
    query_blob(&q, ":payload", row->payload.p, row->payload.n);
    query_blob(&q, ":signature", row->signature, SECRET_SIGNATURE_BYTES);
    enum err err = query_run(&q);
    return err == OK && db_changed(db) == 0 ? ERR_CONFLICT : err;
}

enum err tap_store_same(struct db *db, const struct tap_row *row, bool *ret_same)
{
    QUERY(q, db, SQL_TAP_PAYLOAD);
    query_int(&q, ":gateway_id", row->gateway_id);
    query_int(&q, ":epoch", row->tap->epoch);
    query_int(&q, ":seq", row->tap->seq);
    if (!query_row(&q)) {
        return query_no_row(&q);
    }
    *ret_same = str_equal(query_col_blob(&q, 0), row->payload);
    return OK;
}

enum err tap_store_without_gap(struct db *db, int64_t gateway_id, int64_t epoch, int64_t after, int64_t *ret)
{
    int64_t through = after;
    QUERY(q, db, SQL_TAP_FOLLOWING);
    query_int(&q, ":gateway_id", gateway_id);
    query_int(&q, ":epoch", epoch);
    query_int(&q, ":after", after);
    while (query_row(&q) && query_col_int(&q, 0) == through + 1) {
        through++;
    }
    enum err err = query_err(&q);
    if (err == OK) {
        *ret = through;
    }
    return err;
}

/* The wish of a direction: the same three words on the wire and in the rule; one that only takes back is never folded. */
static enum punch_wish wish_of(int64_t direction)
{
    _Static_assert((int)TAP_AUTO == (int)PUNCH_AUTO, "the wire's directions are the rule's wishes");
    _Static_assert((int)TAP_ARRIVE == (int)PUNCH_WISH_ARRIVE, "the wire's directions are the rule's wishes");
    _Static_assert((int)TAP_LEAVE == (int)PUNCH_WISH_LEAVE, "the wire's directions are the rule's wishes");
    assert(direction != TAP_UNDO);
    return (enum punch_wish)direction;
}

struct attendance_tap tap_store_folded(const struct tap_row *row, int64_t tap_id, bool undone)
{
    return (struct attendance_tap){.id = tap_id,
                                   .gateway_id = row->gateway_id,
                                   .epoch = row->tap->epoch,
                                   .seq = row->tap->seq,
                                   .card_id = row->card_id,
                                   .event_ms = row->event_ms,
                                   .wish = wish_of(row->tap->direction),
                                   .said = row->tap->said,
                                   .clock_doubt = row->clock_doubt,
                                   .undone = undone};
}

/* What no program wrote: somebody changed the file. */
static bool damaged(const struct query *q)
{
    int64_t direction = query_col_int(q, 6);
    int64_t said = query_col_int(q, 7);
    return direction < TAP_AUTO || direction >= TAP_UNDO || said < 0 || said >= PUNCH_MEANING_COUNT;
}

enum err tap_store_of_day(struct db *db, int64_t child_id, int32_t day, struct attendance_tap *taps, size_t *ret_n)
{
    size_t n = 0;
    QUERY(q, db, SQL_TAP_OF_DAY);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    query_int(&q, ":n", ATTENDANCE_TAPS_MAX);
    while (n < ATTENDANCE_TAPS_MAX && query_row(&q)) {
        if (damaged(&q)) {
            return ERR_INVALID;
        }
        taps[n++] = (struct attendance_tap){
            .id = query_col_int(&q, 0),
            .gateway_id = query_col_int(&q, 1),
            .epoch = query_col_int(&q, 2),
            .seq = query_col_int(&q, 3),
            .card_id = query_col_int(&q, 4),
            .event_ms = query_col_int(&q, 5),
            .wish = wish_of(query_col_int(&q, 6)),
            .said = (enum punch_meaning)query_col_int(&q, 7),
            .clock_doubt = query_col_int(&q, 8) != 0,
            .undone = query_col_int(&q, 9) != 0,
        };
    }
    enum err err = query_err(&q);
    if (err == OK) {
        *ret_n = n;
    }
    return err;
}

enum err tap_store_shown(struct db *db, int64_t child_id, int32_t day,
                         void (*take)(void *arg, const struct tap_shown *shown), void *arg)
{
    QUERY(q, db, SQL_TAP_SHOWN);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    query_int(&q, ":n", ATTENDANCE_TAPS_MAX);
    while (query_row(&q)) {
        struct tap_shown shown = {
            .id = query_col_int(&q, 0),
            .public_id = query_col_text(&q, 1),
            .event_ms = query_col_int(&q, 2),
            .device_ms = query_col_int(&q, 3),
            .received_ms = query_col_int(&q, 4),
            .direction = (enum tap_direction)query_col_int(&q, 5),
            .said = (enum punch_meaning)query_col_int(&q, 6),
            .clock_doubt = query_col_int(&q, 7) != 0,
            .uncertainty_ms = query_col_int(&q, 11),
        };
        take(arg, &shown);
    }
    return query_err(&q);
}

static enum err one_number(struct query *q, int64_t *ret)
{
    if (!query_row(q)) {
        return query_no_row(q);
    }
    *ret = query_col_int(q, 0);
    return OK;
}

enum err tap_store_by_public_id(struct db *db, struct str public_id, int64_t child_id, int32_t day, int64_t *ret_id)
{
    QUERY(q, db, SQL_TAP_BY_PUBLIC_ID);
    query_text(&q, ":public_id", public_id);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    return one_number(&q, ret_id);
}

enum err tap_store_last_id(struct db *db, int64_t child_id, int32_t day, int64_t *ret_id)
{
    QUERY(q, db, SQL_TAP_LAST_ID);
    query_int(&q, ":child_id", child_id);
    query_int(&q, ":day", day);
    return one_number(&q, ret_id);
}

enum err tap_store_refused(struct db *db, const struct tap_refused *refused)
{
    assert(refused->times > 0);
    QUERY(q, db, SQL_TAP_REFUSED_PUT);
    query_int(&q, ":at_ms", refused->at_ms);
    query_text(&q, ":gateway_name", str_of(refused->gateway));
    query_int(&q, ":why", refused->why);
    query_blob(&q, ":payload_hash", refused->payload_hash, sizeof refused->payload_hash);
    query_int(&q, ":times", refused->times);
    return query_run(&q);
}

enum err tap_store_refused_forget(struct db *db, int64_t keep)
{
    QUERY(q, db, SQL_TAP_REFUSED_FORGET);
    query_int(&q, ":keep", keep);
    return query_run(&q);
}

enum err tap_store_refused_times(struct db *db, struct str gateway, enum tap_refusal why, int64_t *ret)
{
    QUERY(q, db, SQL_TAP_REFUSED_TIMES);
    query_text(&q, ":gateway_name", gateway);
    query_int(&q, ":why", why);
    return one_number(&q, ret);
}

const char *tap_store_verdict_word(enum tap_verdict verdict)
{
    static const char *const words[TAP_VERDICT_COUNT] = {
        [TAP_OK] = "ok",
        [TAP_UNKNOWN_CARD] = "unknown_card",
        [TAP_REVOKED_CARD] = "revoked_card",
        [TAP_OTHER_SITE] = "other_site",
        [TAP_NOT_ENROLLED] = "not_enrolled",
        [TAP_FAR_FUTURE] = "far_future",
        [TAP_UNREADABLE] = "unreadable",
        [TAP_UNKNOWN_CHILD] = "unknown_child",
        [TAP_WHICH_CHILD] = "which_child",
        [TAP_TAKES_BACK] = "takes_back",
    };
    assert((unsigned)verdict < TAP_VERDICT_COUNT);
    return words[verdict];
}

const char *tap_store_refusal_word(enum tap_refusal why)
{
    static const char *const words[TAP_REFUSAL_COUNT] = {
        [TAP_REFUSED_UNSIGNED] = "unsigned",   [TAP_REFUSED_SIGNATURE] = "signature",
        [TAP_REFUSED_TOPIC] = "topic",         [TAP_REFUSED_GATEWAY] = "gateway",
        [TAP_REFUSED_MALFORMED] = "malformed", [TAP_REFUSED_TOO_LARGE] = "too_large",
        [TAP_REFUSED_REPLAY] = "replay",
    };
    assert((unsigned)why < TAP_REFUSAL_COUNT);
    assert(words[why] != NULL);
    return words[why];
}
