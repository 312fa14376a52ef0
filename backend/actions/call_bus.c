/* See call_bus.h. */
#include "actions/call_bus.h"

#include "actions/count_heads.h"
#include "base/civil.h"

#include "base/banned.h"

struct looking {
    struct str child;
    int64_t child_id; /* 0: not expected */
    enum bus_place place;
    bool aboard; /* anybody */
};

static void take(void *arg, const struct outing_rider *rider)
{
    struct looking *looking = arg;
    looking->aboard = looking->aboard || rider->place == BUS_ABOARD;
    if (str_equal(rider->child, looking->child)) {
        looking->child_id = rider->child_id;
        looking->place = rider->place;
    }
}

static enum err look(struct tx *tx, const struct outing *outing, int32_t *ret_ride, struct looking *looking)
{
    enum err err = outing_store_ride(tx->db, outing->id, ret_ride);
    return err == OK ? outing_store_riders(tx->db, outing->id, *ret_ride, take, looking) : err;
}

enum err bus_is_not_empty(struct tx *tx, const struct outing *outing, bool *ret)
{
    struct looking looking = {.child = STR("")};
    int32_t ride = 0;
    enum err err = look(tx, outing, &ride, &looking);
    *ret = looking.aboard;
    return err;
}

static enum err write_call(struct tx *tx, const struct caller *caller, const struct outing *outing,
                           struct outing_call *call, struct call_bus *in)
{
    call->outing_id = outing->id;
    call->call = in->call;
    call->account_id = caller->account_id;
    call->now_ms = tx->now_ms;
    enum err err = outing_store_call(tx->db, call);
    /* The first who alights has arrived: from now on somebody must look at the last seat. */
    if (err == OK && in->place == BUS_OFF && outing->seat_due_ms == 0) {
        err = await_last_seat(tx, outing);
    }
    tx_change(tx, CHANGE_ALARM, outing->site_id, outing->day);
    return err;
}

enum err call_bus(struct tx *tx, const struct caller *caller, void *arg)
{
    struct call_bus *in = arg;
    struct outing outing;
    struct looking looking = {.child = in->child};
    struct outing_call call = {.at_ms = in->at_ms == 0 ? tx->now_ms : in->at_ms};
    enum err err = outing_store_staff(tx->db, in->id, caller->account_id, &outing);
    in->over = err == OK && (outing.closed_ms != 0 || !outing.vehicle);
    in->wrong_time = err == OK && (call.at_ms > tx->now_ms || civil_day_of_ms(call.at_ms) != outing.day);
    if (err != OK || in->over || in->wrong_time) {
        return err;
    }
    err = look(tx, &outing, &call.ride, &looking);
    in->unknown = err == OK && looking.child_id == 0;
    if (err != OK || in->unknown) {
        return err;
    }
    in->place = bus_roll_next(looking.place, in->call);
    call.child_id = looking.child_id;
    /* The same name called again, by another tablet, is one call. */
    return in->place == looking.place ? OK : write_call(tx, caller, &outing, &call, in);
}
