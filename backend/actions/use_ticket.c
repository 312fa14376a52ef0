/* See use_ticket.h. */
#include "actions/use_ticket.h"

#include "base/civil.h"
#include "store/attendance_store.h"
#include "store/pickup_ticket_store.h"

#include "base/banned.h"

struct one {
    int64_t id; /* 0: none */
    int64_t site_id;
    struct pickup_ticket_facts facts;
};

static enum err keep_row(void *arg, const struct pickup_ticket_row *row)
{
    struct one *one = arg;
    *one = (struct one){row->id, row->site_id, row->facts};
    return OK;
}

static enum err find(struct tx *tx, const struct caller *caller, const struct use_ticket *ask, struct one *ret)
{
    int64_t site_id = 0;
    struct pickup_ticket_look look = {
        .account_id = caller->account_id, .ticket = ask->ticket, .take = keep_row, .arg = ret};
    *ret = (struct one){.id = 0};
    enum err err = attendance_store_site(tx->db, ask->site, caller->account_id, &site_id);
    err = err == OK ? pickup_ticket_day_of(tx->db, ask->ticket, &look.site_id, &look.day) : err;
    err = err == OK && look.site_id != site_id ? ERR_NOT_FOUND : err;
    err = err == OK ? pickup_ticket_at(tx->db, &look) : err;
    return err == OK && ret->id == 0 ? ERR_NOT_FOUND : err;
}

static void tell_household(void *arg, struct str child, int64_t household_id)
{
    struct tx *tx = arg;
    (void)child;
    tx_change(tx, CHANGE_HOUSEHOLD, household_id, 0);
}

static enum err write_use(struct tx *tx, const struct caller *caller, const struct use_ticket *ask, struct one *one)
{
    enum err err = pickup_ticket_use(tx->db, one->id, ask->at_ms, caller->account_id, tx->now_ms);
    err = err == OK ? pickup_ticket_children(tx->db, one->id, tell_household, tx) : err;
    err = err == OK ? tx_audit_of(tx, caller->account_id, "use_pickup_ticket", "ticket", ask->ticket,
                                  one->facts.uses_n > 0 ? STR("again") : STR(""))
                    : err;
    /* Once more as it is now: an earlier use may have come later. */
    return err == OK ? find(tx, caller, ask, one) : err;
}

enum err use_ticket(struct tx *tx, const struct caller *caller, void *arg)
{
    struct use_ticket *ask = arg;
    struct one one;
    enum err err = find(tx, caller, ask, &one);
    if (err != OK) {
        return err;
    }
    ask->wrong_time = ask->at_ms > tx->now_ms || civil_day_of_ms(ask->at_ms) != one.facts.day;
    if (ask->wrong_time) {
        return OK;
    }
    err = write_use(tx, caller, ask, &one);
    ask->uses_n = one.facts.uses_n;
    ask->conflict = pickup_ticket_conflict(&one.facts);
    tx_change(tx, CHANGE_ATTENDANCE, one.site_id, one.facts.day);
    return err;
}
