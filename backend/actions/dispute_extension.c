/* See dispute_extension.h; the reading stands in read_extension.c. */
#include "actions/dispute_extension.h"

#include <string.h>

#include "actions/sealed.h"
#include "base/civil.h"
#include "base/json.h"
#include "store/attendance_store.h"
#include "store/correction_store.h"
#include "store/tap_store.h"

#include "base/banned.h"

enum { EVIDENCE_BYTES = 48 * 1024, SEALED_BYTES = EXTENSION_DISPUTE_BYTES + SECRET_SEAL_OVERHEAD };

static enum err audit(struct tx *tx, const struct caller *caller, const char *action, struct str id)
{
    return tx_audit_of(tx, caller->account_id, action, "dispute", id, STR(""));
}

static enum err count_open(void *arg, const struct extension_dispute_shown *shown)
{
    bool *open = arg;
    *open = *open || shown->answered_ms == 0;
    return OK;
}

/* --- the evidence ---------------------------------------------------------------------------------------------------------- */

static void put_tap(void *arg, const struct tap_shown *shown)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "id", shown->public_id);
    json_put_instant(out, "at", shown->event_ms);
    json_put_instant(out, "received_at", shown->received_ms);
    json_put_instant(out, "device_at", shown->device_ms);
    json_put_int(out, "uncertainty_ms", shown->uncertainty_ms);
    json_put_bool(out, "clock_doubt", shown->clock_doubt);
    json_out_close(out, '}');
}

static void put_correction(void *arg, const struct correction_shown *shown)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "id", shown->public_id);
    json_put_word(out, "kind", attendance_correction_words[shown->kind - 1]);
    json_put_instant_or_null(out, "at", shown->at_ms);
    json_put_text(out, "reason", shown->reason);
    json_put_instant(out, "recorded_at", shown->recorded_ms);
    json_put_bool(out, "voided", shown->voided);
    json_out_close(out, '}');
}

/* One day of the bill with what it was derived from. */
static enum err put_day(struct db *db, struct json_out *out, int64_t child_id, int32_t day)
{
    json_out_open(out, '{');
    json_put_day(out, "day", day);
    json_out_key(out, "taps");
    json_out_open(out, '[');
    enum err err = tap_store_shown(db, child_id, day, put_tap, out);
    json_out_close(out, ']');
    json_out_key(out, "corrections");
    json_out_open(out, '[');
    err = err == OK ? correction_store_shown(db, child_id, day, put_correction, out) : err;
    json_out_close(out, ']');
    json_out_close(out, '}');
    return err;
}

struct billed {
    int32_t days[32];
    size_t n;
    struct json_out *out;
};

/* The bill goes into the evidence whole; its days are those that are looked at. */
static void take_bill(void *arg, const struct extension_bill *bill)
{
    struct billed *billed = arg;
    struct json_in in;
    struct json_in row;
    struct json_faults faults;
    json_out_key(billed->out, "bill");
    json_out_json(billed->out, bill->document);
    if (json_open(bill->document, &in, &faults) != OK) {
        return;
    }
    size_t n = json_list(&in, "days", JSON_OPTIONAL, 31);
    for (size_t i = 0; i < n; i++) {
        if (json_list_object(&in, "days", i, &row)) {
            billed->days[billed->n++] = json_day(&row, "day", JSON_REQUIRED, 0);
        }
    }
    json_drop(&in);
}

static enum err write_evidence(struct tx *tx, int64_t run_id, int64_t child_id, struct buf *evidence)
{
    struct json_out out;
    struct billed billed = {.n = 0, .out = &out};
    json_out_init(&out, evidence);
    json_out_open(&out, '{');
    enum err err = extension_store_bill(tx->db, run_id, child_id, take_bill, &billed);
    json_out_key(&out, "days");
    json_out_open(&out, '[');
    for (size_t i = 0; err == OK && i < billed.n; i++) {
        err = put_day(tx->db, &out, child_id, billed.days[i]);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
    return err == OK && evidence->overflow ? ERR_LIMIT : err;
}

/* --- the verbs --------------------------------------------------------------------------------------------------------------- */

static enum err write_down(struct tx *tx, const struct caller *caller, struct dispute_extension *in,
                           struct extension_dispute *dispute)
{
    unsigned char sealed[SEALED_BYTES];
    struct buf evidence;
    _Static_assert((int)EVIDENCE_BYTES <= (int)LANE_SCRATCH_BYTES, "the lane's room is enough");
    buf_init(&evidence, tx->scratch, EVIDENCE_BYTES);
    enum err err = write_evidence(tx, dispute->run_id, dispute->child_id, &evidence);
    if (err == ERR_NOT_FOUND) {
        in->wrong_state = true;
        return OK;
    }
    if (err != OK) {
        return err;
    }
    secret_public_id(tx->now_ms, dispute->public_id);
    sealed_close(tx->keys, "extension_dispute|text", dispute->public_id, in->text, sealed);
    dispute->text = (struct str){(const char *)sealed, in->text.n + SECRET_SEAL_OVERHEAD};
    dispute->evidence = buf_view(&evidence);
    err = extension_store_dispute(tx->db, dispute);
    dispute->text = STR(""); /* what it showed ends here */
    err = err == OK ? str_copy(str_of(dispute->public_id), in->id, sizeof in->id) : err;
    return err == OK ? audit(tx, caller, "dispute_extension", str_of(in->id)) : err;
}

enum err dispute_extension(struct tx *tx, const struct caller *caller, void *arg)
{
    struct dispute_extension *in = arg;
    struct attendance_child child;
    struct extension_run run;
    bool open = false;
    enum err err = in->text.n > EXTENSION_DISPUTE_BYTES ? ERR_LIMIT : OK;
    err = err == OK ? attendance_store_child(tx->db, in->child, caller->account_id, &child) : err;
    if (err == OK && (child.hidden || child.nursery_id == 0)) {
        err = ERR_NOT_FOUND;
    }
    if (err != OK) {
        return err;
    }
    struct extension_key key = {child.nursery_id, in->month_day};
    err = extension_store_last_run(tx->db, &key, &run);
    err = err == OK ? extension_store_disputes(tx->db, &key, child.id, count_open, &open) : err;
    if (err != OK || open || run.id == 0) {
        in->wrong_state = true;
        return err;
    }
    struct extension_dispute dispute = {
        .key = key, .child_id = child.id, .run_id = run.id, .account_id = caller->account_id, .now_ms = tx->now_ms};
    err = write_down(tx, caller, in, &dispute);
    if (err == OK && !in->wrong_state) {
        tx_change(tx, CHANGE_HOUSEHOLD, child.household_id, 0);
    }
    return err;
}

enum err answer_dispute(struct tx *tx, const struct caller *caller, void *arg)
{
    struct answer_dispute *in = arg;
    unsigned char sealed[SEALED_BYTES];
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t id = 0;
    int64_t household_id = 0;
    bool open = false;
    enum err err = in->text.n > EXTENSION_DISPUTE_BYTES ? ERR_LIMIT : OK;
    err = err == OK ? extension_store_dispute_get(tx->db, in->dispute, caller->account_id, &id, &household_id, &open)
                    : err;
    if (err != OK || !open) {
        in->wrong_state = err == OK;
        return err;
    }
    err = str_copy(in->dispute, public_id, sizeof public_id);
    if (err != OK) {
        return err;
    }
    sealed_close(tx->keys, "extension_dispute|answer", public_id, in->text, sealed);
    err = extension_store_answer(tx->db, id, (struct str){(const char *)sealed, in->text.n + SECRET_SEAL_OVERHEAD},
                                 caller->account_id, tx->now_ms);
    err = err == OK ? audit(tx, caller, "answer_dispute", in->dispute) : err;
    if (err == OK) {
        tx_change(tx, CHANGE_HOUSEHOLD, household_id, 0);
    }
    return err;
}
