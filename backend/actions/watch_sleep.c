/* See watch_sleep.h. */
#include "actions/watch_sleep.h"

#include "base/civil.h"
#include "core/calendar.h"
#include "store/attendance_store.h"

#include "base/banned.h"

static void tell(struct tx *tx, const struct nap_session *session)
{
    tx_change(tx, CHANGE_ALARM, session->site_id, session->day);
}

static enum err add_child(struct tx *tx, struct open_nap *in, const struct nap_rules *rules, size_t i)
{
    struct nap_candidate found;
    enum err err = nap_store_candidate(tx->db, in->children[i].child, in->session.site_id, in->session.day, &found);
    if (err == ERR_NOT_FOUND) {
        in->unknown = i + 1;
    }
    if (err != OK) {
        return err;
    }
    int32_t age = calendar_class_age(found.birth_day, calendar_fiscal_year(in->session.day));
    bool careful = in->children[i].unwell || nap_is_new(rules, found.enrolled_from_day, in->session.day);
    struct nap_watch watch = {.from_ms = tx->now_ms, .interval_min = nap_interval_min(rules, age, careful)};
    if (watch.interval_min == 0) {
        return OK;
    }
    in->watched++;
    return nap_store_watch(tx->db, in->session.id, found.child_id, careful, &watch);
}

/* All of them are known before the session begins. */
static enum err look_for(struct tx *tx, struct open_nap *in)
{
    for (size_t i = 0; i < in->children_n; i++) {
        struct nap_candidate found;
        enum err err = nap_store_candidate(tx->db, in->children[i].child, in->session.site_id, in->session.day, &found);
        if (err == ERR_NOT_FOUND) {
            in->unknown = i + 1;
            return OK;
        }
        if (err != OK) {
            return err;
        }
    }
    return OK;
}

enum err open_nap(struct tx *tx, const struct caller *caller, void *arg)
{
    struct open_nap *in = arg;
    struct nap_rules rules;
    in->session = (struct nap_session){.day = civil_day_of_ms(tx->now_ms), .opened_ms = tx->now_ms};
    enum err err = attendance_store_site(tx->db, in->site, caller->account_id, &in->session.site_id);
    err = err == OK ? str_copy(in->room, in->session.room, sizeof in->session.room) : err;
    err = err == OK ? nap_store_rules(tx->db, in->session.site_id, in->session.day, &rules) : err;
    err = err == OK ? look_for(tx, in) : err;
    if (err != OK || in->unknown != 0) {
        return err;
    }
    err = nap_store_open(tx->db, &in->session, caller->account_id);
    if (err == ERR_CONFLICT) {
        in->open_already = true;
        return OK;
    }
    for (size_t i = 0; err == OK && i < in->children_n; i++) {
        err = add_child(tx, in, &rules, i);
    }
    tell(tx, &in->session);
    return err;
}

enum err check_nap(struct tx *tx, const struct caller *caller, void *arg)
{
    struct check_nap *in = arg;
    struct nap_session session;
    struct nap_watch watch;
    struct nap_check_new new = {.look = {in->checked_ms == 0 ? tx->now_ms : in->checked_ms, tx->now_ms},
                                .posture = in->posture,
                                .breathing = in->breathing,
                                .colour = in->colour,
                                .account_id = caller->account_id};
    enum err err = nap_store_session(tx->db, in->id, caller->account_id, &session);
    if (err != OK) {
        return err;
    }
    err = nap_store_watched(tx->db, session.id, in->child, &new.child_id, &watch);
    in->not_here = err == ERR_NOT_FOUND;
    if (err != OK) {
        return in->not_here ? OK : err;
    }
    int64_t end_ms = watch.to_ms != 0 ? watch.to_ms : tx->now_ms;
    in->over = watch.to_ms != 0 && in->checked_ms == 0;
    in->wrong_time = new.look.checked_ms < watch.from_ms || new.look.checked_ms > end_ms;
    if (in->over || in->wrong_time) {
        return OK;
    }
    new.session_id = session.id;
    err = nap_store_check(tx->db, &new);
    err = err == OK ? str_copy(str_of(new.public_id), in->check, sizeof in->check) : err;
    in->at_ms = new.look.checked_ms;
    in->late = !nap_in_time(&new.look);
    in->due_ms = nap_due_ms(&watch, &new.look, 1);
    tell(tx, &session);
    return err;
}

enum err end_nap(struct tx *tx, const struct caller *caller, void *arg)
{
    struct end_nap *in = arg;
    struct nap_session session;
    struct nap_watch watch;
    int64_t child_id = 0;
    enum err err = nap_store_session(tx->db, in->id, caller->account_id, &session);
    if (err != OK) {
        return err;
    }
    err = in->child.n == 0 ? OK : nap_store_watched(tx->db, session.id, in->child, &child_id, &watch);
    in->not_here = err == ERR_NOT_FOUND;
    if (err != OK) {
        return in->not_here ? OK : err;
    }
    err = in->child.n == 0 ? nap_store_close(tx->db, &session, caller->account_id, tx->now_ms)
                           : nap_store_wake(tx->db, session.id, child_id, tx->now_ms);
    in->over = err == ERR_CONFLICT;
    tell(tx, &session);
    return in->over ? OK : err;
}
