/* A child's month of extended care as its family and its nursery's staff see it: see dispute_extension.h. */
#include <string.h>

#include "actions/dispute_extension.h"
#include "actions/sealed.h"
#include "base/json.h"
#include "store/attendance_store.h"

#include "base/banned.h"

struct reading {
    struct tx *tx;
    struct read_extension *in;
    struct extension_key key;
    int64_t child_id;
    bool told; /* the audit line of the reading is written */
};

static void put_word(void *arg, const struct extension_word *word)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_int(out, "version", word->version);
    json_put_instant(out, "at", word->at_ms);
    json_put_int(out, "yen", word->yen);
    json_out_close(out, '}');
}

static void put_bill(void *arg, const struct extension_bill *bill)
{
    json_out_json(arg, bill->document);
}

static enum err put_sealed(struct reading *reading, const char *key, const char *what, struct str id, struct str sealed)
{
    char plain[EXTENSION_DISPUTE_BYTES + 1];
    struct buf text;
    buf_init(&text, plain, sizeof plain);
    enum err err = sealed_open(reading->tx->keys, what, id, sealed, &text);
    if (err == OK) {
        json_put_text(reading->in->out, key, buf_view(&text));
    }
    return err;
}

static enum err tell_audit(struct reading *reading)
{
    if (reading->told) {
        return OK;
    }
    reading->told = true;
    return tx_audit_of(reading->tx, reading->in->caller->account_id, "read_disputes", "child", reading->in->child,
                       STR(""));
}

static enum err put_dispute(void *arg, const struct extension_dispute_shown *shown)
{
    struct reading *reading = arg;
    struct json_out *out = reading->in->out;
    enum err err = tell_audit(reading);
    json_out_open(out, '{');
    json_put_text(out, "id", shown->public_id);
    json_put_int(out, "version", shown->version);
    json_put_instant(out, "at", shown->at_ms);
    err = err == OK ? put_sealed(reading, "text", "extension_dispute|text", shown->public_id, shown->text) : err;
    json_put_instant_or_null(out, "answered_at", shown->answered_ms);
    if (err == OK && shown->answered_ms != 0) {
        err = put_sealed(reading, "answer", "extension_dispute|answer", shown->public_id, shown->answer);
    }
    json_out_key(out, "evidence");
    json_out_json(out, shown->evidence);
    json_out_close(out, '}');
    return err;
}

static enum err put_lists(struct reading *reading)
{
    struct json_out *out = reading->in->out;
    struct db *db = reading->tx->db;
    json_out_key(out, "runs");
    json_out_open(out, '[');
    enum err err = extension_store_history(db, &reading->key, reading->child_id, put_word, out);
    json_out_close(out, ']');
    json_out_key(out, "invoices");
    json_out_open(out, '[');
    err = err == OK ? extension_store_invoices(db, &reading->key, reading->child_id, put_word, out) : err;
    json_out_close(out, ']');
    json_out_key(out, "disputes");
    json_out_open(out, '[');
    err = err == OK ? extension_store_disputes(db, &reading->key, reading->child_id, put_dispute, reading) : err;
    json_out_close(out, ']');
    return err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_extension *in = arg;
    struct reading reading = {.tx = tx, .in = in};
    struct attendance_child child;
    struct extension_run last;
    enum err err = attendance_store_child(tx->db, in->child, in->caller->account_id, &child);
    if (err != OK) {
        return err;
    }
    /* From whom it is hidden where the child is, what it costs there is too (R-REG-11). */
    reading.key = (struct extension_key){child.hidden ? 0 : child.nursery_id, in->month_day};
    reading.child_id = child.id;
    err = extension_store_last_run(tx->db, &reading.key, &last);
    json_put_bool(in->out, "can_dispute", !child.as_staff && !child.hidden);
    json_put_bool(in->out, "can_answer", child.as_staff);
    json_out_key(in->out, "bill");
    enum err billed = err == OK ? extension_store_bill(tx->db, last.id, child.id, put_bill, in->out) : err;
    if (billed == ERR_NOT_FOUND) {
        json_out_null(in->out);
        billed = OK;
    }
    return billed == OK ? put_lists(&reading) : billed;
}

enum err read_extension(struct lane *lane, struct read_extension *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
