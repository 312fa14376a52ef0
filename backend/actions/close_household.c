/* See close_household.h. */
#include "actions/close_household.h"

#include "actions/end_reservations.h"
#include "base/civil.h"
#include "store/household_store.h"

#include "base/banned.h"

enum { CHILDREN_MAX = 24 };

struct children {
    int64_t list[CHILDREN_MAX];
    size_t n;
};

static void take(void *arg, int64_t child_id)
{
    struct children *children = arg;
    if (children->n < CHILDREN_MAX) {
        children->list[children->n++] = child_id;
    }
}

static enum err end_all(struct tx *tx, const struct caller *caller, struct close_household *ask, int64_t household_id)
{
    struct children children = {.n = 0};
    enum err err = household_children(tx->db, household_id, take, &children);
    for (size_t i = 0; err == OK && i < children.n; i++) {
        err = end_reservations(tx, (struct child_id){children.list[i]}, ask->day, caller->account_id, &ask->cancelled);
    }
    return err;
}

enum err close_household(struct tx *tx, const struct caller *caller, void *arg)
{
    struct close_household *ask = arg;
    struct household household;
    char word[16];
    struct buf day;
    enum err err = household_find(tx->db, ask->household, &household);
    ask->past = ask->day < civil_day_of_ms(tx->now_ms);
    if (err != OK || ask->past) {
        return err;
    }
    err = household_close(tx->db, household.id, ask->day);
    err = err == OK ? end_all(tx, caller, ask, household.id) : err;
    buf_init(&day, word, sizeof word);
    buf_int(&day, ask->day);
    tx_change(tx, CHANGE_HOUSEHOLD, household.id, 0);
    return err == OK ? tx_audit_of(tx, caller->account_id, "close_household", "household", str_of(household.public_id),
                                   buf_view(&day))
                     : err;
}
