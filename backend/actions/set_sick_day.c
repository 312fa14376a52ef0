/* See set_sick_day.h. */
#include "actions/set_sick_day.h"

#include <assert.h>
#include <string.h>

#include "actions/audit_reservation.h"
#include "actions/plan_day.h"
#include "actions/promote_waiting.h"
#include "actions/room_day.h"
#include "actions/tell_family.h"
#include "store/agenda_store.h"
#include "store/calendar_store.h"
#include "store/policy_store.h"
#include "store/site_store.h"

#include "base/banned.h"

/* One plan under way. */
struct planning {
    struct tx *tx;
    const struct caller *caller;
    struct set_sick_day *ask;
    struct site_id site;
    const struct policy *policy;
    struct sick_day now;
    struct sick_day to;
    bool open;
    struct room_day *room;
};

static enum err read_all(struct planning *planning)
{
    struct site site;
    struct reservation_calendar calendar;
    struct tx *tx = planning->tx;
    const struct set_sick_day *ask = planning->ask;
    enum err err = site_by_public_id(tx->db, ask->room, &site);
    if (err == OK && (site.kind != SITE_SICKROOM || !access_works_at(planning->caller, site.id))) {
        return ERR_NOT_FOUND;
    }
    planning->site.v = site.id;
    err = err == OK ? policy_on(tx->db, site.id, ask->day, &planning->policy) : err;
    err = err == OK ? sick_day_read(tx->db, planning->site, ask->day, planning->policy, &planning->now) : err;
    err = err == OK ? reservation_calendar_read(tx->db, planning->site, planning->policy, ask->day, ask->day, &calendar)
                    : err;
    if (err == OK) {
        planning->open = calendar_open(&calendar.calendar, ask->day);
    }
    return err;
}

static int32_t or_keep(int32_t wanted, int32_t now)
{
    return wanted == SET_DAY_KEEP ? now : wanted;
}

static void plan_numbers(struct planning *planning)
{
    const struct set_sick_day *ask = planning->ask;
    struct sick_day *to = &planning->to;
    *to = planning->now;
    to->nurses = or_keep(ask->nurses, planning->now.nurses);
    to->teachers = or_keep(ask->teachers, planning->now.teachers);
    to->extra = or_keep(ask->extra, planning->now.extra);
    planning->open = ask->closed == SET_DAY_KEEP ? planning->open : ask->closed == 0;
    to->capacity = planning->open ? sick_day_capacity(planning->policy, ask->day, to->nurses, to->teachers, to->extra)
                                  : 0;
}

/* Who has waited longest keeps the place: the last in class and order of asking are the first to lose it; who is in the room already stays. */
static enum err choose_affected(struct planning *planning)
{
    struct set_sick_day *ask = planning->ask;
    struct room_day *room;
    enum err err = room_day_load(planning->tx, planning->site, ask->day, planning->policy, planning->to.capacity,
                                 &planning->room);
    room = planning->room;
    ask->affected_n = 0;
    while (err == OK && room->n > 0 &&
           care_rooms_assign(&room->search, &room->rooms, room->children, room->n) != CARE_FITS) {
        size_t last = room_day_least(room);
        if (last == room->n) {
            break; /* all of them are here */
        }
        memcpy(ask->affected[ask->affected_n++], room->who[last].public_id, SECRET_PUBLIC_ID_TEXT);
        room_day_remove(room, last);
    }
    return err;
}

static enum err cancel_one(struct planning *planning, const char *public_id)
{
    struct tx *tx = planning->tx;
    struct reservation_kept kept;
    enum err err = reservation_read(tx->db, planning->caller->account_id, str_of(public_id), reservation_keep, &kept);
    if (err != OK) {
        return err;
    }
    struct reservation_move move = reservation_move_of(&kept.row, RESERVATION_CANCELLED, CAUSE_FACILITY, tx->now_ms);
    move.reason = planning->open ? REASON_STAFF_SHORT : REASON_FACILITY_CLOSED;
    move.account_id = planning->caller->account_id;
    err = reservation_move(tx->db, &move);
    err = err == OK ? audit_reservation(tx, planning->caller->account_id, "facility_cancels", kept.row.public_id,
                                        reservation_reason_word(move.reason))
                    : err;
    struct telling telling = {.household_id = kept.row.household_id,
                              .reservation = kept.row.id,
                              .kind = MESSAGE_FACILITY,
                              .quiet = &planning->policy->waiting};
    err = err == OK ? tell_family(tx, &telling) : err;
    tx_change(tx, CHANGE_HOUSEHOLD, kept.row.household_id, kept.row.day);
    return err;
}

static enum err audit_plan(struct planning *planning)
{
    char storage[96];
    char words[96];
    struct buf object;
    struct buf reason;
    buf_init(&object, storage, sizeof storage);
    buf_puts(&object, "sick_day:");
    buf_str(&object, planning->ask->room);
    buf_char(&object, ':');
    buf_int(&object, planning->ask->day);
    buf_init(&reason, words, sizeof words);
    buf_puts(&reason, planning->open ? "open " : "closed ");
    buf_int(&reason, planning->to.capacity);
    buf_puts(&reason, " places, extra ");
    buf_int(&reason, planning->to.extra);
    buf_char(&reason, ' ');
    buf_str(&reason, planning->ask->reason);
    return tx_audit(planning->tx, planning->caller->account_id, "plan_sick_day", buf_view(&object), buf_view(&reason));
}

static enum err write_plan(struct planning *planning)
{
    struct tx *tx = planning->tx;
    struct set_sick_day *ask = planning->ask;
    enum err err = plan_day(tx, planning->site, ask->day, planning->policy, &planning->now);
    for (size_t i = 0; err == OK && i < ask->affected_n; i++) {
        err = cancel_one(planning, ask->affected[i]);
    }
    planning->to.known = true;
    err = err == OK ? sick_day_staff(tx->db, planning->site, ask->day, &planning->to) : err;
    if (err == OK && ask->closed != SET_DAY_KEEP) {
        err = calendar_site_day_put(tx->db, planning->site.v, ask->day, planning->open);
    }
    if (err == OK && !planning->open) {
        struct agenda agenda = {tx->now_ms, AGENDA_CLOSED, planning->site.v, ask->day, 0};
        err = agenda_add(tx->db, &agenda);
    }
    err = err == OK ? audit_plan(planning) : err;
    tx_change(tx, CHANGE_VACANCY, planning->site.v, ask->day);
    return err == OK ? promote_waiting(tx, planning->site, ask->day, PROMOTE_FREED) : err;
}

enum err set_sick_day(struct tx *tx, const struct caller *caller, void *arg)
{
    struct set_sick_day *ask = arg;
    struct planning planning = {.tx = tx, .caller = caller, .ask = ask};
    enum err err = read_all(&planning);
    if (err != OK) {
        return err;
    }
    ask->present_version = planning.now.version;
    ask->changed = ask->version != 0 && ask->version != planning.now.version;
    plan_numbers(&planning);
    ask->capacity = planning.to.capacity;
    ask->is_open = planning.open;
    if (ask->changed) {
        return OK;
    }
    err = choose_affected(&planning);
    ask->needs_confirming = err == OK && (int32_t)ask->affected_n != ask->confirmed &&
                            (ask->affected_n > 0 || ask->extra > planning.now.extra);
    if (err != OK || ask->needs_confirming) {
        return err;
    }
    err = write_plan(&planning);
    if (err == OK) {
        err = sick_day_read(tx->db, planning.site, ask->day, planning.policy, &planning.now);
        ask->present_version = planning.now.version;
    }
    return err;
}
