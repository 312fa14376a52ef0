/* See change_pickup.h. */
#include "actions/change_pickup.h"

#include "actions/sealed.h"
#include "base/civil.h"
#include "base/json.h"
#include "core/hidden.h"
#include "store/attendance_store.h"

#include "base/banned.h"

/* R-REG-11: whose list and whose word counts for this guardian; 0: everybody's. */
static int64_t seen_by(const struct pickup_child *child, int64_t account_id)
{
    return (child->hides & HIDDEN_PICKUP) != 0 ? account_id : 0;
}

enum err change_pickup(struct tx *tx, const struct caller *caller, void *arg)
{
    struct change_pickup *ask = arg;
    struct pickup_child child;
    struct attendance_child seen;
    bool known = false;
    enum err err = attendance_store_child(tx->db, ask->child, caller->account_id, &seen);
    err = err == OK ? pickup_child(tx->db, caller->account_id, ask->child, ask->day, &child) : err;
    err = err == OK && (!child.as_guardian || seen.hidden) ? ERR_NOT_FOUND : err;
    err = err == OK ? pickup_knows(tx->db, child.child, ask->person, seen_by(&child, caller->account_id), &known) : err;
    if (err != OK) {
        return err;
    }
    ask->unknown_person = !known;
    ask->past = ask->day < civil_day_of_ms(tx->now_ms);
    if (ask->unknown_person || ask->past) {
        return OK;
    }
    const struct pickup_word word = {.child = child.child,
                                     .day = ask->day,
                                     .person = ask->person,
                                     .at_min = ask->at_min,
                                     .account_id = caller->account_id,
                                     .now_ms = tx->now_ms};
    err = pickup_say(tx->db, &word);
    if (err == OK && seen.nursery_id != 0) {
        tx_change(tx, CHANGE_ATTENDANCE, seen.nursery_id, ask->day);
    }
    tx_change(tx, CHANGE_HOUSEHOLD, seen.household_id, 0);
    return err == OK ? tx_audit_of(tx, caller->account_id, "change_pickup", "child", ask->child, STR("")) : err;
}

/* --- reading ------------------------------------------------------------------------------------------------------------ */

static enum err open_person(const struct keys *keys, struct str id, struct str sealed, struct pickup_said *said)
{
    char plain[PICKUP_DETAIL_BYTES_MAX];
    struct buf text;
    struct json_faults faults;
    struct json_in json;
    buf_init(&text, plain, sizeof plain);
    enum err err = sealed_open(keys, "pickup_person|person", id, sealed, &text);
    err = err == OK ? json_open(buf_view(&text), &json, &faults) : err;
    if (err != OK) {
        return ERR_IO;
    }
    err = str_copy(json_text(&json, "name", JSON_OPTIONAL, sizeof said->name - 1), said->name, sizeof said->name);
    err = err == OK ? str_copy(json_text(&json, "relation", JSON_OPTIONAL, sizeof said->relation - 1), said->relation,
                               sizeof said->relation)
                    : err;
    json_drop(&json);
    return err;
}

static enum err take(void *arg, const struct pickup_row *row)
{
    struct read_pickups *in = arg;
    struct pickup_said said = {
        .child = row->child, .person = row->person, .at_min = row->at_min, .said_ms = row->said_ms};
    enum err err = row->sealed.n > 0 ? open_person(in->tx->keys, row->person, row->sealed, &said)
                                     : str_copy(row->name, said.name, sizeof said.name);
    if (err == OK) {
        in->take(in->arg, &said);
        in->shown++;
    }
    return err;
}

static enum err run_site(struct tx *tx, struct read_pickups *in)
{
    int64_t site_id = 0;
    enum err err = attendance_store_site(tx->db, in->site, in->caller->account_id, &site_id);
    const struct pickup_look look = {.site_id = site_id, .account_id = in->caller->account_id, .day = in->day};
    err = err == OK ? pickup_said_at(tx->db, &look, take, in) : err;
    /* A board that shows nothing has read nothing: it looks at every change of the day. */
    return err == OK && in->shown > 0
               ? tx_audit_of(tx, in->caller->account_id, "read_pickups", "nursery", in->site, STR(""))
               : err;
}

static enum err run_child(struct tx *tx, struct read_pickups *in)
{
    struct pickup_child child;
    enum err err = pickup_child(tx->db, in->caller->account_id, in->child, in->day, &child);
    err = err == OK && !child.as_guardian ? ERR_NOT_FOUND : err;
    const struct pickup_look look = {
        .child = child.child, .account_id = seen_by(&child, in->caller->account_id), .day = in->day};
    err = err == OK ? tx_audit_of(tx, in->caller->account_id, "read_pickups", "child", in->child, STR("")) : err;
    return err == OK ? pickup_said_of(tx->db, &look, take, in) : err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_pickups *in = arg;
    in->tx = tx;
    return in->site.n > 0 ? run_site(tx, in) : run_child(tx, in);
}

enum err read_pickups(struct lane *lane, struct read_pickups *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
