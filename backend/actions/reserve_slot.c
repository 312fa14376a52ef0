/* See reserve_slot.h. */
#include "actions/reserve_slot.h"

#include <assert.h>
#include <string.h>

#include "actions/absent_for_room.h"
#include "actions/audit_reservation.h"
#include "actions/plan_day.h"
#include "actions/release_others.h"
#include "actions/tell_family.h"
#include "core/particular.h"
#include "store/policy_store.h"
#include "store/refusal_store.h"

#include "base/banned.h"

/* --- rooms that would take it ---------------------------------------------------------------------------------------- */

struct accepting {
    struct db *db;
    int32_t day;
    const struct illness *illness;
    struct buf *rooms;
    enum err err;
};

static void look_at_room(void *arg, struct site_id site, struct str public_id)
{
    struct accepting *accepting = arg;
    const struct policy *policy = NULL;
    enum err err = policy_on(accepting->db, site.v, accepting->day, &policy);
    if (err == ERR_NOT_FOUND || accepting->err != OK) {
        return;
    }
    accepting->err = err;
    if (err == OK && policy->acceptance.diseases[accepting->illness->disease].care != CARE_REFUSE) {
        buf_puts(accepting->rooms, accepting->rooms->n > 0 ? " " : "");
        buf_str(accepting->rooms, public_id);
    }
}

enum err reserve_accepting(struct tx *tx, int32_t day, const struct illness *illness, struct buf *rooms)
{
    struct accepting accepting = {tx->db, day, illness, rooms, OK};
    enum err err = reservation_rooms_each(tx->db, look_at_room, &accepting);
    return err == OK ? accepting.err : err;
}

/* --- writing --------------------------------------------------------------------------------------------------------- */

/* One request under way: what belongs to all its rows. */
struct writing {
    struct tx *tx;
    const struct caller *caller;
    struct reserve_slot *ask;
    int64_t request_id; /* of the first row, once there is one */
    bool several;
};

static struct reservation_new row_of(const struct writing *writing, const struct reserve_room *room, size_t i,
                                     const struct reserve_result *result)
{
    const struct reserve_slot *ask = writing->ask;
    struct reservation_new new = {
        .child = room->children[i].child,
        .site = room->site,
        .day = result->day,
        .slot = str_of(room->slot),
        .segments = room->segments,
        .state = result->decision.state,
        .reason = result->decision.reason,
        .account_id = writing->caller->account_id,
        .channel = ask->asked.channel,
        .request_id = writing->request_id,
        .together = ask->asked.children_n > 1,
        .keep = ask->keep,
        /* Who asks after the decision of the day asks for the list of the day itself. */
        .stays = ask->stays || (room->final_ms != 0 && writing->tx->now_ms >= room->final_ms),
        .wish = (int32_t)result->room + 1,
        .class = room->children[i].class,
        .queue_ms = room->queue_ms,
        .auto_until_ms = ask->auto_until_ms,
        .planned_min = ask->planned_min,
        .rank = result->decision.rank,
        .now_ms = writing->tx->now_ms,
    };
    memcpy(new.public_id, result->id, sizeof new.public_id);
    return new;
}

static enum err announce(struct writing *writing, const struct reserve_room *room, size_t i,
                         const struct reserve_result *result, struct reservation_id id)
{
    struct tx *tx = writing->tx;
    tx_change(tx, CHANGE_VACANCY, room->site.v, result->day);
    tx_change(tx, CHANGE_HOUSEHOLD, room->children[i].household_id, result->day);
    enum err err = audit_reservation(tx, writing->caller->account_id, "reserve", str_of(result->id),
                                     reservation_state_word(result->decision.state));
    struct telling telling = {.household_id = room->children[i].household_id,
                              .reservation = id,
                              .kind = tell_kind_of(result->decision.state),
                              .quiet = &room->policy->waiting};
    return err == OK ? tell_family(tx, &telling) : err;
}

/* The sealed columns belong to this one row. */
static enum err write_row(struct writing *writing, const struct reserve_room *room, size_t i,
                          struct reserve_result *result)
{
    struct tx *tx = writing->tx;
    const struct reserve_child *child = &writing->ask->asked.children[i];
    unsigned char sealed[RESERVATION_CONDITION_BYTES_MAX + SECRET_SEAL_OVERHEAD];
    unsigned char need[RESERVATION_NEED_BYTES + SECRET_SEAL_OVERHEAD];
    char storage[96];
    struct buf about;
    struct reservation_id id;
    assert(child->condition.n <= RESERVATION_CONDITION_BYTES_MAX);
    secret_public_id(tx->now_ms, result->id);
    secret_seal(tx->keys->column, reservation_about(&about, storage, sizeof storage, "condition", result->id),
                child->condition.p, child->condition.n, sealed);
    room_need_seal(tx->keys, result->id, &room->children[i].need, need);
    struct reservation_new new = row_of(writing, room, i, result);
    new.condition = sealed;
    new.condition_n = child->condition.n + SECRET_SEAL_OVERHEAD;
    new.need = need;
    enum err err = reservation_insert(tx->db, &new, &id);
    if (err == OK && writing->several && writing->request_id == 0) {
        writing->request_id = id.v;
        err = reservation_lead(tx->db, id);
    }
    if (err == OK && reservation_holds(new.state)) {
        err = release_others(tx, new.child, new.day, id, new.keep ? new.wish : 0);
    }
    return err == OK ? announce(writing, room, i, result, id) : err;
}

static struct reserve_result *add_result(struct reserve_slot *ask, const struct reserve_room *plan, size_t child,
                                         size_t room, int32_t day)
{
    assert(ask->results_n < RESERVE_RESULTS_MAX);
    struct reserve_result *result = &ask->results[ask->results_n++];
    *result = (struct reserve_result){
        .child = child,
        .room = room,
        .day = day,
        .decision = plan->children[child].decision,
        .child_id = plan->children[child].child,
    };
    memcpy(result->slot, plan->slot, sizeof result->slot);
    return result;
}

static enum err write_room(struct writing *writing, struct reserve_room *plan, size_t room, int32_t day)
{
    struct reserve_slot *ask = writing->ask;
    enum err err = plan_day(writing->tx, plan->site, day, plan->policy, &plan->sick_day);
    for (size_t i = 0; err == OK && i < ask->asked.children_n; i++) {
        err = write_row(writing, plan, i, add_result(ask, plan, i, room, day));
        ask->taken_n += err == OK ? 1 : 0;
    }
    return err;
}

/* R-RSV-17: a refusal makes no reservation; it is counted, without the child. */
static enum err note_refusal(struct writing *writing, const struct reserve_room *plan, size_t room, int32_t day)
{
    struct reserve_slot *ask = writing->ask;
    size_t i = 0;
    while (i + 1 < ask->asked.children_n && plan->children[i].decision.state != RESERVATION_NONE) {
        i++;
    }
    const struct reserve_result *result = add_result(ask, plan, i, room, day);
    enum reservation_reason reason = result->decision.reason;
    struct refusal refusal = {plan->site.v, day, writing->tx->now_ms, reason, ask->asked.channel};
    enum err err = reason_group(reason) == GROUP_NONE ? OK : refusal_add(writing->tx->db, &refusal);
    if (err == OK && reason == REASON_DISEASE_REFUSED && ask->accepted_by[0] == '\0') {
        struct buf rooms;
        buf_init(&rooms, ask->accepted_by, sizeof ask->accepted_by);
        err = reserve_accepting(writing->tx, day, &ask->asked.children[i].illness, &rooms);
    }
    return err;
}

/* --- one day ----------------------------------------------------------------------------------------------------------- */

/* R-RSV-11. Whom the room refuses anyway is told that; staff on the telephone may leave everything open. */
static void look_for_unsaid(struct reserve_slot *ask, const struct reserve_room *plan)
{
    ask->unsaid = 0;
    if (plan->unknown_slot || plan->outcome == RESERVE_REFUSED || ask->asked.channel != 1) {
        return;
    }
    uint32_t required = plan->policy->booking.required;
    for (size_t i = 0; required != 0 && ask->unsaid == 0 && i < ask->asked.children_n; i++) {
        ask->unsaid = required & ~particular_said(ask->asked.children[i].condition, ask->planned_min != POLICY_NONE);
        ask->unsaid_child = i;
    }
}

static bool stop_here(struct reserve_slot *ask, const struct reserve_room *plan)
{
    memcpy(ask->phone, plan->phone, sizeof ask->phone);
    ask->unknown_slot = plan->unknown_slot;
    ask->too_many_days = ask->days_n > (size_t)plan->days_max && !plan->unknown_slot;
    ask->channel_allowed = ask->asked.channel == 1 || plan->by_staff;
    look_for_unsaid(ask, plan);
    return ask->unknown_slot || ask->too_many_days || !ask->channel_allowed || ask->unsaid != 0;
}

/* Plans the wishes up to the first with a place; *ret_n of them. */
static enum err plan_wishes(struct writing *writing, int32_t day, struct reserve_room *plans, size_t *ret_n,
                            bool *ret_stop)
{
    struct reserve_slot *ask = writing->ask;
    int32_t waits = 0;
    *ret_n = 0;
    *ret_stop = false;
    for (size_t room = 0; room < ask->asked.rooms_n; room++) {
        struct reserve_room *plan = &plans[room];
        const struct reserve_query query = {writing->caller, &ask->asked, room, day, waits};
        enum err err = reserve_plan_room(writing->tx, &query, plan);
        if (err != OK) {
            return err;
        }
        if (stop_here(ask, plan)) {
            *ret_stop = true;
            return OK;
        }
        (*ret_n)++;
        waits += plan->outcome == RESERVE_WAITS ? 1 : 0;
        if (plan->outcome == RESERVE_PLACED) {
            return OK;
        }
    }
    return OK;
}

static enum err reserve_day(struct writing *writing, int32_t day, bool *ret_stop)
{
    struct reserve_room plans[RESERVE_ROOMS_MAX];
    size_t n = 0;
    enum err err = plan_wishes(writing, day, plans, &n, ret_stop);
    if (err != OK || *ret_stop) {
        return err;
    }
    bool placed = n > 0 && plans[n - 1].outcome == RESERVE_PLACED;
    for (size_t room = 0; err == OK && room < n; room++) {
        bool last = room + 1 == n;
        if (plans[room].outcome == RESERVE_REFUSED) {
            err = note_refusal(writing, &plans[room], room, day);
        } else if (!placed || last || writing->ask->keep) {
            err = write_room(writing, &plans[room], room, day);
        }
    }
    return err;
}

/* Nothing is written before every day is known to be askable: an answer of 422 must leave nothing behind. */
static enum err look_ahead(struct writing *writing, bool *ret_stop)
{
    struct reserve_slot *ask = writing->ask;
    *ret_stop = false;
    for (size_t i = 0; ask->days_n > 1 && i < ask->days_n && !*ret_stop; i++) {
        struct reserve_room plans[RESERVE_ROOMS_MAX];
        size_t n = 0;
        enum err err = plan_wishes(writing, ask->days[i], plans, &n, ret_stop);
        if (err != OK) {
            return err;
        }
    }
    return OK;
}

enum err reserve_slot(struct tx *tx, const struct caller *caller, void *arg)
{
    struct reserve_slot *ask = arg;
    struct writing writing = {
        .tx = tx,
        .caller = caller,
        .ask = ask,
        .several = ask->days_n * ask->asked.children_n * ask->asked.rooms_n > 1,
    };
    bool stop = false;
    assert(ask->days_n >= 1);
    assert(ask->days_n * ask->asked.children_n * ask->asked.rooms_n <= RESERVE_RESULTS_MAX);
    ask->results_n = 0;
    ask->taken_n = 0;
    ask->channel_allowed = true;
    enum err err = look_ahead(&writing, &stop);
    for (size_t i = 0; err == OK && i < ask->days_n && !stop; i++) {
        err = reserve_day(&writing, ask->days[i], &stop);
    }
    return err == OK && ask->taken_n > 0 ? absent_for_request(tx, caller->account_id, ask) : err;
}
