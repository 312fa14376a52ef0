/* See make_ticket.h. */
#include "actions/make_ticket.h"

#include "actions/read_tickets.h"
#include "actions/sealed.h"
#include "base/civil.h"
#include "base/json.h"
#include "store/pickup_ticket_store.h"

#include "base/banned.h"

struct wanted {
    int64_t ids[PICKUP_TICKET_CHILDREN_MAX];
    int64_t site_id;
};

static enum err find_children(struct tx *tx, int64_t account_id, struct make_ticket *ask, struct wanted *wanted)
{
    struct pickup_ticket_child child;
    enum err err = ask->children_n == 0 ? ERR_INVALID : OK;
    for (size_t i = 0; err == OK && i < ask->children_n; i++) {
        err = pickup_ticket_child(tx->db, account_id, ask->children[i], ask->day, &child);
        if (err == OK) {
            wanted->ids[i] = child.id;
            wanted->site_id = i == 0 ? child.site_id : wanted->site_id;
            ask->several_places = ask->several_places || child.site_id != wanted->site_id;
            tx_change(tx, CHANGE_HOUSEHOLD, child.household_id, 0);
        }
    }
    return err;
}

/* Who comes, and the number that opens it: one sealed text; empty: the name does not fit. */
static struct str seal(const struct tx *tx, const struct make_ticket *ask, unsigned char out[TICKET_SEALED_BYTES])
{
    char plain[TICKET_PLAIN_BYTES];
    unsigned char chance[PICKUP_TICKET_RANDOM];
    char number[PICKUP_TICKET_NUMBER + 1];
    struct buf text;
    struct json_out json;
    secret_random(chance, sizeof chance);
    pickup_ticket_number(chance, number);
    buf_init(&text, plain, sizeof plain);
    json_out_init(&json, &text);
    json_out_open(&json, '{');
    json_put_text(&json, "name", ask->name);
    json_put_word(&json, "number", number);
    json_out_close(&json, '}');
    sealed_close(tx->keys, "pickup_ticket|person", ask->id, buf_view(&text), out);
    secret_wipe(plain, sizeof plain);
    secret_wipe(number, sizeof number);
    return (struct str){(const char *)out, text.overflow ? 0 : text.n + SECRET_SEAL_OVERHEAD};
}

enum err make_ticket(struct tx *tx, const struct caller *caller, void *arg)
{
    struct make_ticket *ask = arg;
    struct wanted wanted = {.site_id = 0};
    unsigned char sealed[TICKET_SEALED_BYTES];
    int32_t today = civil_day_of_ms(tx->now_ms);
    ask->wrong_day = !pickup_ticket_day(ask->day, today);
    if (ask->wrong_day) {
        return OK;
    }
    enum err err = find_children(tx, caller->account_id, ask, &wanted);
    err = err == OK ? pickup_ticket_full(tx->db, caller->account_id, today, &ask->full) : err;
    if (err != OK || ask->full || ask->several_places) {
        return err;
    }
    struct pickup_ticket_new new = {.site_id = wanted.site_id,
                                    .day = ask->day,
                                    .account_id = caller->account_id,
                                    .now_ms = tx->now_ms,
                                    .children = wanted.ids,
                                    .children_n = ask->children_n};
    secret_public_id(tx->now_ms, new.public_id);
    err = str_copy(str_of(new.public_id), ask->id, sizeof ask->id);
    new.person = seal(tx, ask, sealed);
    err = err == OK && new.person.n == 0 ? ERR_LIMIT : err;
    err = err == OK ? pickup_ticket_add(tx->db, &new) : err;
    tx_change(tx, CHANGE_ATTENDANCE, wanted.site_id, ask->day);
    return err == OK ? tx_audit_of(tx, caller->account_id, "make_pickup_ticket", "ticket", str_of(ask->id), STR(""))
                     : err;
}

struct one {
    struct pickup_ticket_row row;
    bool found;
};

static enum err keep_row(void *arg, const struct pickup_ticket_row *row)
{
    struct one *one = arg;
    one->row = *row;
    one->found = true;
    return OK;
}

static void tell_household(void *arg, struct str child, int64_t household_id)
{
    struct tx *tx = arg;
    (void)child;
    tx_change(tx, CHANGE_HOUSEHOLD, household_id, 0);
}

enum err take_back_ticket(struct tx *tx, const struct caller *caller, void *arg)
{
    struct take_back_ticket *ask = arg;
    struct one one = {.found = false};
    struct pickup_ticket_look look = {
        .account_id = caller->account_id, .ticket = ask->ticket, .take = keep_row, .arg = &one};
    enum err err = ask->ticket.n == 0 ? ERR_NOT_FOUND : pickup_ticket_mine(tx->db, &look);
    err = err == OK && !one.found ? ERR_NOT_FOUND : err;
    if (err != OK) {
        return err;
    }
    enum pickup_ticket_state state = pickup_ticket_state(&one.row.facts, civil_day_of_ms(tx->now_ms));
    ask->used = state == TICKET_USED || state == TICKET_OVER;
    if (state != TICKET_OPEN) {
        return OK;
    }
    err = pickup_ticket_take_back(tx->db, one.row.id, tx->now_ms);
    err = err == OK ? pickup_ticket_children(tx->db, one.row.id, tell_household, tx) : err;
    tx_change(tx, CHANGE_ATTENDANCE, one.row.site_id, one.row.facts.day);
    return err == OK ? tx_audit_of(tx, caller->account_id, "take_back_pickup_ticket", "ticket", ask->ticket, STR(""))
                     : err;
}
