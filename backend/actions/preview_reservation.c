/* See preview_reservation.h. */
#include "actions/preview_reservation.h"

#include <assert.h>
#include <string.h>

#include "store/offer_store.h"

#include "base/banned.h"

static enum err add_chance(struct tx *tx, const struct reserve_room *plan, struct preview_result *result)
{
    int32_t placed[PREVIEW_HISTORY_MAX];
    size_t n = 0;
    if (result->decision.state != RESERVATION_WAITLISTED) {
        return OK;
    }
    enum err err = offer_history(tx->db, plan->site, result->day, placed, PREVIEW_HISTORY_MAX, &n);
    if (err == OK) {
        result->chance = waiting_chance(placed, n, result->decision.rank);
    }
    return err;
}

static enum err name_others(struct tx *tx, struct preview_reservation *preview, size_t child, int32_t day)
{
    struct buf rooms;
    if (preview->accepted_by[0] != '\0') {
        return OK;
    }
    buf_init(&rooms, preview->accepted_by, sizeof preview->accepted_by);
    return reserve_accepting(tx, day, &preview->ask.asked.children[child].illness, &rooms);
}

static enum err look_at(struct tx *tx, const struct caller *caller, struct preview_reservation *preview, size_t room,
                        int32_t day)
{
    struct reserve_room plan;
    struct reserve_slot *ask = &preview->ask;
    const struct reserve_query query = {caller, &ask->asked, room, day, 0};
    enum err err = reserve_plan_room(tx, &query, &plan);
    ask->unknown_slot = err == OK && plan.unknown_slot;
    if (err != OK || ask->unknown_slot) {
        return err;
    }
    bool too_many = ask->days_n > (size_t)plan.days_max;
    memcpy(ask->phone, plan.phone, sizeof ask->phone);
    for (size_t i = 0; err == OK && i < ask->asked.children_n; i++) {
        assert(preview->results_n < RESERVE_RESULTS_MAX);
        struct preview_result *result = &preview->results[preview->results_n++];
        *result = (struct preview_result){.child = i,
                                          .room = room,
                                          .day = day,
                                          .decision = plan.children[i].decision,
                                          .judge = plan.children[i].decision.state == RESERVATION_REQUESTED,
                                          .days_max = too_many ? plan.days_max : 0};
        err = add_chance(tx, &plan, result);
        if (err == OK && result->decision.reason == REASON_DISEASE_REFUSED) {
            err = name_others(tx, preview, i, day);
        }
    }
    return err;
}

enum err preview_reservation(struct tx *tx, const struct caller *caller, void *arg)
{
    struct preview_reservation *preview = arg;
    const struct reserve_slot *ask = &preview->ask;
    preview->results_n = 0;
    for (size_t i = 0; i < ask->days_n; i++) {
        for (size_t room = 0; room < ask->asked.rooms_n; room++) {
            enum err err = look_at(tx, caller, preview, room, ask->days[i]);
            if (err != OK || ask->unknown_slot) {
                return err;
            }
        }
    }
    return OK;
}
