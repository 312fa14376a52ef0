/* See read_tickets.h. */
#include "actions/read_tickets.h"

#include "actions/sealed.h"
#include "base/browser_mac.h"
#include "base/civil.h"
#include "base/json.h"
#include "store/attendance_store.h"
#include "store/pickup_ticket_store.h"

#include "base/banned.h"

static void list_key(const struct keys *keys, struct str site, int32_t day, unsigned char key[SECRET_KEY_BYTES])
{
    char storage[128];
    struct buf about;
    _Static_assert((int)SECRET_KEY_BYTES == (int)SECRET_HASH_BYTES, "a hash is a key");
    buf_init(&about, storage, sizeof storage);
    buf_puts(&about, "tsubame pickup tickets 1|");
    buf_int(&about, day);
    buf_char(&about, '|');
    buf_str(&about, site);
    secret_mac(keys->column, storage, about.n, key);
}

static enum err open_person(const struct keys *keys, struct str id, struct str sealed, struct ticket_seen *seen)
{
    char plain[TICKET_PLAIN_BYTES];
    struct buf text;
    struct json_faults faults;
    struct json_in json;
    buf_init(&text, plain, sizeof plain);
    enum err err = sealed_open(keys, "pickup_ticket|person", id, sealed, &text);
    err = err == OK ? json_open(buf_view(&text), &json, &faults) : err;
    if (err != OK) {
        return ERR_IO;
    }
    str_cut(json_text(&json, "name", JSON_OPTIONAL, sizeof seen->name - 1), seen->name, sizeof seen->name);
    str_cut(json_text(&json, "number", JSON_OPTIONAL, sizeof seen->number - 1), seen->number, sizeof seen->number);
    json_drop(&json);
    secret_wipe(plain, sizeof plain);
    return OK;
}

static void take_child(void *arg, struct str child, int64_t household_id)
{
    struct ticket_seen *seen = arg;
    (void)household_id;
    if (seen->children_n < PICKUP_TICKET_CHILDREN_MAX) {
        str_cut(child, seen->children[seen->children_n++], SECRET_PUBLIC_ID_TEXT);
    }
}

static void take_use(void *arg, int64_t at_ms, struct str by)
{
    struct ticket_seen *seen = arg;
    if (seen->uses_n < TICKET_USES_SHOWN) {
        seen->uses[seen->uses_n].at_ms = at_ms;
        str_cut(by, seen->uses[seen->uses_n].by, sizeof seen->uses[0].by);
        seen->uses_n++;
    }
}

static enum err take(void *arg, const struct pickup_ticket_row *row)
{
    struct read_tickets *in = arg;
    struct tx *tx = in->tx;
    struct ticket_seen seen = {.id = row->public_id,
                               .maker = row->maker,
                               .made_ms = row->made_ms,
                               .facts = row->facts,
                               .state = pickup_ticket_state(&row->facts, civil_day_of_ms(tx->now_ms)),
                               .conflict = pickup_ticket_conflict(&row->facts)};
    unsigned char mac[BROWSER_MAC_BYTES];
    enum err err = open_person(tx->keys, row->public_id, row->sealed, &seen);
    err = err == OK ? pickup_ticket_children(tx->db, row->id, take_child, &seen) : err;
    err = err == OK ? pickup_ticket_uses(tx->db, row->id, take_use, &seen) : err;
    if (err != OK) {
        return err;
    }
    if (in->site.n > 0) {
        browser_mac(in->key, str_of(seen.number), mac);
        str_hex(mac, TICKET_CHECK_BYTES, seen.check);
        secret_wipe(seen.number, sizeof seen.number);
    }
    in->take(in->arg, &seen);
    in->shown++;
    return OK;
}

static enum err run_site(struct tx *tx, struct read_tickets *in)
{
    struct pickup_ticket_look look = {
        .account_id = in->caller->account_id, .day = in->day, .ticket = STR(""), .take = take, .arg = in};
    enum err err = attendance_store_site(tx->db, in->site, in->caller->account_id, &look.site_id);
    if (err != OK) {
        return err;
    }
    list_key(tx->keys, in->site, in->day, in->key);
    err = pickup_ticket_at(tx->db, &look);
    /* A board that shows nothing has read nothing: it looks at every change of the day. */
    return err == OK && in->shown > 0
               ? tx_audit_of(tx, in->caller->account_id, "read_pickup_tickets", "nursery", in->site, STR(""))
               : err;
}

static enum err run_mine(struct tx *tx, struct read_tickets *in)
{
    struct pickup_ticket_look look = {.account_id = in->caller->account_id,
                                      .day = civil_day_of_ms(tx->now_ms) - TICKETS_BACK_DAYS,
                                      .ticket = STR(""),
                                      .take = take,
                                      .arg = in};
    enum err err = pickup_ticket_allowed(tx->db, in->caller->account_id, in->allowed, in->arg);
    err = err == OK ? pickup_ticket_mine(tx->db, &look) : err;
    return err == OK && in->shown > 0
               ? tx_audit(tx, in->caller->account_id, "read_pickup_tickets", STR("account"), STR(""))
               : err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_tickets *in = arg;
    in->tx = tx;
    return in->site.n > 0 ? run_site(tx, in) : run_mine(tx, in);
}

enum err read_tickets(struct lane *lane, struct read_tickets *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
