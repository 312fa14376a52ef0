/* See reservation_view.h. */
#include "http/reservation_view.h"

#include "core/cancel.h"
#include "store/offer_store.h"
#include "store/policy_store.h"
#include "store/reservation_facts.h"
#include "store/transfer_store.h"

#include "base/banned.h"

enum { HISTORY_MAX = 120 };

static const char *const channel_words[] = {[1] = "web", [2] = "phone", [3] = "counter"};

/* Later days of the same request, child and room that would go with it. */
struct later {
    const struct reservation_row *of;
    const struct policy_cancel *rule;
    struct json_out *out;
    bool any;
};

static void put_later(void *arg, const struct reservation_row *row)
{
    struct later *later = arg;
    const struct reservation_row *of = later->of;
    bool same = row->child_id.v == of->child_id.v && row->site.v == of->site.v && row->day > of->day;
    if (same && reservation_may_become(row->state, RESERVATION_CANCELLED) &&
        cancel_takes(later->rule, CANCEL_TO_NURSERY, of->day, row->day)) {
        json_out_day(later->out, row->day);
        later->any = true;
    }
}

/* R-CAN-04: what hangs on this day, and whether it is asked first where the child goes. */
static enum err put_chain(struct reservation_view *view, const struct reservation_row *row,
                          const struct policy_cancel *rule)
{
    struct later later = {.of = row, .rule = rule, .out = &view->out};
    json_out_key(&view->out, "later");
    json_out_open(&view->out, '[');
    enum err err = row->request_id != 0 ? reservation_of_request(view->db, row->request_id, put_later, &later) : OK;
    json_out_close(&view->out, ']');
    json_put_bool(&view->out, "asks_why", later.any && cancel_asks_why(rule));
    return err;
}

/* Until when it can be given back without a note of lateness, and what it costs now. */
static enum err put_cancel(struct reservation_view *view, const struct reservation_row *row)
{
    const struct policy *policy = NULL;
    struct reservation_calendar days;
    int64_t deadline_ms = 0;
    struct json_out *out = &view->out;
    enum err err = policy_on(view->db, row->site.v, row->day, &policy);
    err = err == OK ? reservation_calendar_read(view->db, row->site, policy, row->day - CALENDAR_LOOK_BACK_DAYS,
                                                row->day, &days)
                    : err;
    if (err != OK) {
        return err;
    }
    struct cancel_facts facts = {row->day, view->now_ms,
                                 row->state == RESERVATION_CONFIRMED || row->state == RESERVATION_REQUESTED,
                                 CANCEL_BY_FAMILY};
    struct cancel_view cancel = cancel_view(policy, &days.calendar, &facts);
    bool deadline = facts.holds_place &&
                    policy_moment_ms(policy->cancel.deadline, &days.calendar, row->day, &deadline_ms);
    json_out_key(out, "cancel");
    json_out_open(out, '{');
    json_put_instant_or_null(out, "deadline_at", deadline ? deadline_ms : 0);
    json_put_bool(out, "late", cancel.late);
    json_put_int(out, "fee_yen", cancel.fee_yen);
    err = put_chain(view, row, &policy->cancel);
    json_out_close(out, '}');
    return err;
}

/* An honest chance from the room's own past; nothing when there is too little of it. */
static enum err put_chance(struct reservation_view *view, const struct reservation_row *row)
{
    int32_t placed[HISTORY_MAX];
    size_t n = 0;
    enum err err = offer_history(view->db, row->site, row->day, placed, HISTORY_MAX, &n);
    struct waiting_chance chance = waiting_chance(placed, n, row->rank);
    if (err == OK && chance.days >= CHANCE_DAYS_MIN) {
        json_out_key(&view->out, "chance");
        json_out_open(&view->out, '{');
        json_put_int(&view->out, "days", chance.days);
        json_put_int(&view->out, "placed", chance.placed);
        json_out_close(&view->out, '}');
    }
    return err;
}

static void put_waiting(struct reservation_view *view, const struct reservation_row *row)
{
    struct json_out *out = &view->out;
    json_put_int(out, "rank", row->rank);
    json_put_instant_or_null(out, "auto_accept_until", row->auto_until_ms);
    json_put_bool(out, "same_day_list", row->stays);
    json_put_bool(out, "keep_waiting", row->keep);
    enum err err = put_chance(view, row);
    view->err = view->err == OK ? err : view->err;
}

/* R-CAN-03: the family answered the reminder: it comes. */
static void put_coming(struct reservation_view *view, const struct reservation_row *row)
{
    int64_t coming_ms = 0;
    enum err err = reservation_coming(view->db, row->id, &coming_ms);
    view->err = view->err == OK ? err : view->err;
    if (coming_ms != 0) {
        json_put_instant(&view->out, "coming_at", coming_ms);
    }
}

static void put_shared_room(void *arg, struct str room)
{
    json_out_text(arg, room);
}

/* R-RSV-20: which other rooms the family lets see it. Nobody else needs to know. */
static void put_shared(struct reservation_view *view, const struct reservation_row *row)
{
    json_out_key(&view->out, "shared_with");
    json_out_open(&view->out, '[');
    enum err err = transfer_each(view->db, row->id, put_shared_room, &view->out);
    json_out_close(&view->out, ']');
    view->err = view->err == OK ? err : view->err;
}

/* What its family can do now. */
static void put_actions(struct json_out *out, const struct reservation_row *row)
{
    json_out_key(out, "actions");
    json_out_open(out, '[');
    if (row->state == RESERVATION_OFFERED) {
        json_out_text(out, STR("accept"));
        json_out_text(out, STR("decline"));
    }
    if (row->state == RESERVATION_WAITLISTED) {
        json_out_text(out, STR("wishes"));
    }
    if (reservation_may_become(row->state, RESERVATION_CANCELLED)) {
        json_out_text(out, STR("cancel"));
    }
    json_out_close(out, ']');
}

static void put_plain(struct json_out *out, const struct reservation_row *row)
{
    json_put_text(out, "id", row->public_id);
    json_put_text(out, "child_id", row->child);
    json_put_text(out, "child_name", row->child_name);
    json_put_text(out, "sick_room_id", row->room);
    json_put_text(out, "sick_room_name", row->room_name);
    json_put_text(out, "telephone", row->phone);
    json_put_day(out, "day", row->day);
    json_put_text(out, "slot", row->slot);
    json_put_word(out, "state", reservation_state_word(row->state));
    if (row->reason != REASON_NONE) {
        json_put_word(out, "reason", reservation_reason_word(row->reason));
    }
    json_put_int(out, "version", row->version);
    json_put_instant(out, "created_at", row->created_ms);
    json_put_instant(out, "changed_at", row->changed_ms);
    json_put_word(out, "channel", channel_words[row->channel]);
    json_put_int(out, "wish", row->wish);
    json_put_bool(out, "together", row->together);
}

void reservation_view_put(void *arg, const struct reservation_row *row)
{
    struct reservation_view *view = arg;
    struct json_out *out = &view->out;
    view->rows++;
    view->last_id = row->id.v;
    json_out_open(out, '{');
    put_plain(out, row);
    if (row->state == RESERVATION_WAITLISTED) {
        put_waiting(view, row);
    }
    if (row->state == RESERVATION_OFFERED) {
        json_put_instant(out, "offer_ends_at", row->offer_ends_ms);
    }
    if (row->state == RESERVATION_CONFIRMED) {
        put_coming(view, row);
    }
    if (row->as_guardian && reservation_active(row->state)) {
        put_shared(view, row);
    }
    put_actions(out, row);
    if (reservation_may_become(row->state, RESERVATION_CANCELLED)) {
        enum err err = put_cancel(view, row);
        view->err = view->err == OK ? err : view->err;
    }
    json_out_close(out, '}');
}
