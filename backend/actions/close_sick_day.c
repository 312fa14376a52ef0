/* See close_sick_day.h. */
#include "actions/close_sick_day.h"

#include "base/civil.h"
#include "store/policy_store.h"
#include "store/sick_day_store.h"
#include "store/site_store.h"

#include "base/banned.h"

static enum err audit_closing(struct tx *tx, const struct caller *caller, const struct close_sick_day *ask)
{
    char storage[96];
    struct buf object;
    buf_init(&object, storage, sizeof storage);
    buf_puts(&object, "sick_day:");
    buf_str(&object, ask->room);
    buf_char(&object, ':');
    buf_int(&object, ask->day);
    return tx_audit(tx, caller->account_id, "close_sick_day", buf_view(&object), STR(""));
}

static enum err write_down(struct tx *tx, const struct caller *caller, struct close_sick_day *ask, struct site_id site,
                           struct sick_day *known)
{
    enum err err = sick_day_ensure(tx->db, site, ask->day, known);
    err = err == OK ? sick_day_set(tx->db, site, ask->day, SICK_DAY_CLOSED, tx->now_ms) : err;
    if (err == OK) {
        ask->closed_ms = tx->now_ms;
        tx_change(tx, CHANGE_VACANCY, site.v, ask->day);
    }
    return err == OK ? audit_closing(tx, caller, ask) : err;
}

enum err close_sick_day(struct tx *tx, const struct caller *caller, void *arg)
{
    struct close_sick_day *ask = arg;
    struct site site;
    struct sick_day known;
    const struct policy *policy = NULL;
    enum err err = site_by_public_id(tx->db, ask->room, &site);
    if (err == OK && (site.kind != SITE_SICKROOM || !access_works_at(caller, site.id))) {
        return ERR_NOT_FOUND;
    }
    const struct site_id id = {site.id};
    err = err == OK ? policy_on(tx->db, site.id, ask->day, &policy) : err;
    err = err == OK ? sick_day_read(tx->db, id, ask->day, policy, &known) : err;
    err = err == OK ? visit_left(tx->db, id, ask->day, ask->left, &ask->left_n) : err;
    ask->too_early = ask->day > civil_day_of_ms(tx->now_ms);
    if (err != OK || ask->left_n > 0 || ask->too_early) {
        return err;
    }
    ask->closed_ms = known.closed_ms;
    return known.closed_ms != 0 ? OK : write_down(tx, caller, ask, id, &known);
}
