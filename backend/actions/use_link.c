/* See use_link.h. */
#include "actions/use_link.h"

#include <assert.h>
#include <string.h>

#include "actions/answer_offer.h"
#include "actions/audit_reservation.h"
#include "actions/cancel_reservation.h"
#include "actions/link_token.h"
#include "store/link_store.h"
#include "store/message_contact.h"
#include "store/policy_store.h"
#include "store/reservation_facts.h"

#include "base/banned.h"

struct using
{
    struct tx *tx;
    struct use_link *ask;
    struct link_row link;
    struct reservation_kept kept;
};

static void take_row(void *arg, const struct reservation_row *row)
{
    struct using *using = arg;
    struct use_link *ask = using->ask;
    reservation_keep(&using->kept, row);
    str_cut(row->room_name, ask->room, sizeof ask->room);
    str_cut(row->phone, ask->phone, sizeof ask->phone);
    ask->about = true;
    ask->day = row->day;
    ask->state = row->state;
}

static enum err fill_rules(struct using *using)
{
    struct tx *tx = using->tx;
    struct use_link *ask = using->ask;
    const struct reservation_row *row = &using->kept.row;
    const struct policy *policy = NULL;
    struct reservation_calendar calendar;
    enum err err = policy_on(tx->db, row->site.v, row->day, &policy);
    err = err == OK ? reservation_calendar_read(tx->db, row->site, policy, row->day - CALENDAR_LOOK_BACK_DAYS, row->day,
                                                &calendar)
                    : err;
    if (err != OK) {
        return err;
    }
    int at = policy_slot_find(policy, row->slot);
    ask->from_min = at < 0 ? POLICY_NONE : policy->slots[at].from_min;
    ask->to_min = at < 0 ? POLICY_NONE : policy->slots[at].to_min;
    const struct cancel_facts facts = {row->day, tx->now_ms,
                                       row->state == RESERVATION_CONFIRMED || row->state == RESERVATION_REQUESTED,
                                       CANCEL_BY_FAMILY};
    ask->view = cancel_view(policy, &calendar.calendar, &facts);
    ask->asks_why = ask->what == LINK_CANCEL && row->request_id != 0 && cancel_asks_why(&policy->cancel);
    return OK;
}

/* Would it do anything now? The same question the actions ask. */
static enum reservation_reason refusal(const struct use_link *ask)
{
    switch (ask->what) {
    case LINK_USE:
        return ask->state == RESERVATION_CONFIRMED ? REASON_NONE : REASON_WRONG_STATE;
    case LINK_CANCEL:
        return reservation_may_become(ask->state, RESERVATION_CANCELLED) ? REASON_NONE : REASON_WRONG_STATE;
    case LINK_ACCEPT:
    case LINK_DECLINE:
        return ask->state == RESERVATION_OFFERED ? REASON_NONE : REASON_WRONG_STATE;
    case LINK_CONFIRM:
        break;
    }
    return REASON_NONE;
}

static enum err do_cancel(struct using *using)
{
    struct use_link *ask = using->ask;
    struct cancel_reservation cancel = {.why = ask->why};
    enum err err = cancel_reservation_row(using->tx, using->link.account_id, &using->kept.row, &cancel);
    ask->reason = cancel.reason;
    ask->state = cancel.state;
    if (err == OK && cancel.why_needed) {
        ask->outcome = USE_LINK_WHY;
    } else if (err == OK && cancel.reason == REASON_NONE) {
        ask->view = cancel.view;
    }
    return err;
}

static enum err do_answer(struct using *using, bool accept)
{
    struct use_link *ask = using->ask;
    struct answer_offer answer = {.accept = accept};
    enum err err = answer_offer_row(using->tx, using->link.account_id, &using->kept.row, &answer);
    ask->reason = answer.reason;
    ask->state = answer.state;
    return err;
}

/* R-CAN-03: "we come" was never needed; that it was said is kept for the room to see. */
static enum err do_come(struct using *using)
{
    struct tx *tx = using->tx;
    const struct reservation_row *row = &using->kept.row;
    enum err err = reservation_comes(tx->db, row->id, tx->now_ms);
    err = err == OK ? audit_reservation(tx, using->link.account_id, "comes", row->public_id, "link") : err;
    if (err == OK) {
        tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, row->day);
    }
    return err;
}

static enum err do_confirm(struct using *using)
{
    struct tx *tx = using->tx;
    enum err err = message_contact_confirm(tx->db, using->link.contact_id);
    return err == OK ? tx_audit_of(tx, using->link.account_id, "confirm_contact", "contact",
                                   str_of(using->link.contact), STR("link"))
                     : err;
}

static enum err do_it(struct using *using)
{
    switch (using->ask->what) {
    case LINK_USE:
        return do_come(using);
    case LINK_CANCEL:
        return do_cancel(using);
    case LINK_ACCEPT:
        return do_answer(using, true);
    case LINK_DECLINE:
        return do_answer(using, false);
    case LINK_CONFIRM:
        break;
    }
    return do_confirm(using);
}

static enum err use_it(struct using *using)
{
    struct use_link *ask = using->ask;
    enum err err = do_it(using);
    if (err == OK && ask->reason != REASON_NONE) {
        ask->outcome = USE_LINK_REFUSED;
    }
    if (err != OK || ask->outcome != USE_LINK_DONE) {
        return err;
    }
    return link_use(using->tx->db, using->link.id, using->tx->now_ms);
}

enum err use_link(struct tx *tx, const struct caller *caller, void *arg)
{
    struct use_link *ask = arg;
    struct using using = {.tx = tx, .ask = ask};
    int64_t id = 0;
    (void)caller;
    enum err err = link_token_open(tx->keys, ask->token, &id);
    err = err == OK ? link_read(tx->db, id, &using.link) : err;
    if (err != OK) {
        return err;
    }
    ask->what = using.link.what;
    ask->expires_ms = using.link.expires_ms;
    if (using.link.reservation.v != 0) {
        err = reservation_by_id(tx->db, using.link.reservation, take_row, &using);
        err = err == OK ? fill_rules(&using) : err;
    }
    if (using.link.used_ms != 0) {
        ask->outcome = USE_LINK_WAS;
    } else if (tx->now_ms > using.link.expires_ms) {
        ask->outcome = USE_LINK_EXPIRED;
    } else {
        ask->reason = refusal(ask);
        ask->outcome = ask->reason == REASON_NONE ? USE_LINK_DONE : USE_LINK_REFUSED;
    }
    return err == OK && ask->use && ask->outcome == USE_LINK_DONE ? use_it(&using) : err;
}
