/* See count_heads.h. */
#include "actions/count_heads.h"

#include "actions/call_bus.h"
#include "actions/climb_alarm.h"
#include "base/civil.h"
#include "store/agenda_store.h"
#include "store/attendance_store.h"
#include "store/nap_store.h"

#include "base/banned.h"

/* The nursery's alarm of this kind, the one that is open if there is one; it stops the outing. */
static enum err stop(struct tx *tx, const struct outing *outing, enum alarm_kind kind)
{
    struct alarm alarm = {
        .site_id = outing->site_id, .day = civil_day_of_ms(tx->now_ms), .kind = kind, .opened_ms = tx->now_ms};
    int64_t open = 0;
    enum err err = outing_store_alarm(tx->db, alarm.site_id, alarm.day, kind, &open);
    if (err == OK && open == 0) {
        err = alarm_store_add(tx->db, &alarm);
        err = err == OK ? climb_alarm(tx, &alarm) : err;
        open = alarm.id;
    }
    return err == OK ? outing_store_stop(tx->db, outing->id, open) : err;
}

static void tell(struct tx *tx, const struct outing *outing)
{
    tx_change(tx, CHANGE_ALARM, outing->site_id, outing->day);
}

/* --- the outing -------------------------------------------------------------------------------------------------------- */

static enum err expect(struct tx *tx, struct begin_outing *in, bool write)
{
    for (size_t i = 0; i < in->children_n; i++) {
        struct nap_candidate child;
        enum err err = nap_store_candidate(tx->db, in->children[i], in->outing.site_id, in->outing.day, &child);
        if (err == ERR_NOT_FOUND) {
            in->unknown = i + 1;
            return OK;
        }
        err = err == OK && write ? outing_store_expect(tx->db, in->outing.id, child.child_id) : err;
        if (err != OK) {
            return err;
        }
    }
    return OK;
}

enum err begin_outing(struct tx *tx, const struct caller *caller, void *arg)
{
    struct begin_outing *in = arg;
    in->outing = (struct outing_new){.day = civil_day_of_ms(tx->now_ms),
                                     .what = in->what,
                                     .vehicle = in->vehicle,
                                     .account_id = caller->account_id,
                                     .now_ms = tx->now_ms};
    enum err err = attendance_store_site(tx->db, in->site, caller->account_id, &in->outing.site_id);
    err = err == OK ? expect(tx, in, false) : err;
    if (err != OK || in->unknown != 0) {
        return err;
    }
    err = outing_store_add(tx->db, &in->outing);
    err = err == OK ? expect(tx, in, true) : err;
    tx_change(tx, CHANGE_ALARM, in->outing.site_id, in->outing.day);
    return err;
}

enum err await_last_seat(struct tx *tx, const struct outing *outing)
{
    int64_t due_ms = tx->now_ms + HEAD_LAST_SEAT_MS;
    struct agenda agenda = {.at_ms = due_ms,
                            .kind = AGENDA_LAST_SEAT,
                            .site_id = outing->site_id,
                            .day = outing->day,
                            .subject = outing->id};
    if (outing->seat_due_ms != 0) {
        return OK; /* since the first alighted: it does not begin anew */
    }
    enum err err = outing_store_seat(tx->db, outing->id, due_ms);
    return err == OK ? agenda_add(tx->db, &agenda) : err;
}

static enum err write_count(struct tx *tx, const struct outing *outing, const struct count_heads *in,
                            const struct head_count *count)
{
    struct outing_count row = {outing->id, (int)in->scene, *count, in->verdict, tx->now_ms};
    enum err err = outing_store_count(tx->db, &row);
    if (err == OK && in->verdict == HEAD_MISMATCH) {
        err = stop(tx, outing, ALARM_COUNT);
    }
    if (err == OK && in->verdict == HEAD_AGREED && in->scene == HEAD_BUS_OFF) {
        err = await_last_seat(tx, outing);
    }
    return err;
}

enum err count_heads(struct tx *tx, const struct caller *caller, void *arg)
{
    struct count_heads *in = arg;
    struct outing outing;
    struct head_count before;
    struct head_count count = {caller->account_id, in->counted};
    enum err err = outing_store_staff(tx->db, in->id, caller->account_id, &outing);
    if (err != OK) {
        return err;
    }
    in->over = outing.closed_ms != 0;
    in->stopped = outing.stopped;
    in->wrong = !head_scene_fits(in->scene, outing.vehicle);
    in->expected = outing.expected;
    if (in->over || in->stopped || in->wrong) {
        return OK;
    }
    err = outing_store_waiting(tx->db, outing.id, in->scene, &before);
    if (err != OK && err != ERR_NOT_FOUND) {
        return err;
    }
    in->verdict = head_count_judge(outing.expected, err == OK ? &before : NULL, &count);
    if (in->verdict == HEAD_SAME_PERSON) {
        return OK;
    }
    tell(tx, &outing);
    return write_count(tx, &outing, in, &count);
}

enum err end_outing(struct tx *tx, const struct caller *caller, void *arg)
{
    struct end_outing *in = arg;
    struct outing outing;
    enum err err = outing_store_staff(tx->db, in->id, caller->account_id, &outing);
    if (err != OK) {
        return err;
    }
    in->over = outing.closed_ms != 0;
    in->stopped = in->end ? outing.stopped || outing.seat_due_ms != 0 : outing.seat_due_ms == 0;
    if (in->over || in->stopped) {
        return OK;
    }
    err = bus_is_not_empty(tx, &outing, &in->aboard);
    if (err != OK || in->aboard) {
        return err;
    }
    tell(tx, &outing);
    if (in->end) {
        return outing_store_close(tx->db, outing.id, tx->now_ms);
    }
    struct outing_count row = {
        .outing_id = outing.id, .count = {caller->account_id, 0}, .verdict = HEAD_AGREED, .now_ms = tx->now_ms};
    err = outing_store_count(tx->db, &row);
    return err == OK ? outing_store_seat(tx->db, outing.id, 0) : err;
}

enum err outing_seat_due(struct tx *tx, int64_t outing_id)
{
    struct outing outing;
    enum err err = outing_store_get(tx->db, outing_id, &outing);
    if (err != OK || outing.seat_due_ms == 0 || outing.seat_due_ms > tx->now_ms) {
        return err;
    }
    tell(tx, &outing);
    return stop(tx, &outing, ALARM_BUS);
}
