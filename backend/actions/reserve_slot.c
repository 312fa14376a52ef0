/* See reserve_slot.h. */
#include "actions/reserve_slot.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

static struct str about_of(struct buf *buf, char *storage, size_t bytes, const char *public_id)
{
    buf_init(buf, storage, bytes);
    buf_puts(buf, "reservation|condition|");
    buf_puts(buf, public_id);
    return buf_view(buf);
}

static enum err audit_line(struct tx *tx, const struct caller *caller, const struct reserve_result *result)
{
    char storage[64];
    struct buf object;
    buf_init(&object, storage, sizeof storage);
    buf_puts(&object, "reservation:");
    buf_puts(&object, result->id);
    return tx_audit(tx, caller->account_id, "reserve", buf_view(&object),
                    str_of(reservation_state_word(result->decision.state)));
}

/* Writes what was decided: the sealed condition belongs to this one row. */
static enum err write_row(struct tx *tx, const struct caller *caller, const struct reserve_slot *ask,
                          const struct reservation_case *facts, struct reserve_result *result)
{
    unsigned char sealed[RESERVE_CONDITION_BYTES_MAX + SECRET_SEAL_OVERHEAD];
    char about_text[80];
    struct buf about;
    struct reservation_id id;
    assert(ask->condition.n <= RESERVE_CONDITION_BYTES_MAX);
    secret_public_id(tx->now_ms, result->id);
    secret_seal(tx->keys->column, about_of(&about, about_text, sizeof about_text, result->id), ask->condition.p,
                ask->condition.n, sealed);
    struct reservation_new new = {
        .child = facts->child,
        .site = facts->site,
        .day = result->day,
        .slot = ask->slot,
        .state = result->decision.state,
        .reason = result->decision.reason,
        .account_id = caller->account_id,
        .channel = ask->channel,
        .condition = sealed,
        .condition_n = ask->condition.n + SECRET_SEAL_OVERHEAD,
        .capacity = facts->facts.capacity,
        .slot_known = facts->slot_known,
        .now_ms = tx->now_ms,
    };
    memcpy(new.public_id, result->id, sizeof new.public_id);
    enum err err = reservation_insert(tx->db, &new, &id);
    if (err != OK) {
        return err;
    }
    tx_change(tx, CHANGE_VACANCY, facts->site.v, result->day);
    tx_change(tx, CHANGE_HOUSEHOLD, facts->household_id, result->day);
    return audit_line(tx, caller, result);
}

/* R-ROOM-07: a refused disease comes with the rooms that take it. */
static enum err name_others(struct tx *tx, struct reserve_slot *ask, int32_t day)
{
    struct buf rooms;
    buf_init(&rooms, ask->accepted_by, sizeof ask->accepted_by);
    return reservation_accepting(tx->db, day, ask->diagnosis, &rooms);
}

static enum err reserve_day(struct tx *tx, const struct caller *caller, struct reserve_slot *ask, size_t i)
{
    struct reservation_case facts;
    struct reserve_result *result = &ask->results[i];
    bool staff = access_has(caller, ROLE_NURSE) || access_has(caller, ROLE_SICKROOM_STAFF);
    struct reservation_ask query = {
        .account_id = caller->account_id,
        .staff = staff,
        .child = ask->child,
        .room = ask->room,
        .day = ask->days[i],
        .slot = ask->slot,
        .diagnosis = ask->diagnosis,
        .now_ms = tx->now_ms,
    };
    enum err err = reservation_case_read(tx->db, &query, &facts);
    if (err != OK) {
        return err;
    }
    memcpy(ask->phone, facts.phone, sizeof ask->phone);
    ask->days_max = facts.policy.max_days;
    ask->too_many_days = ask->days_n > (size_t)facts.policy.max_days;
    ask->channel_allowed = ask->channel == 1 || facts.facts.by_staff;
    if (ask->too_many_days || !ask->channel_allowed) {
        return OK;
    }
    result->day = ask->days[i];
    result->decision = reservation_decide(&facts.facts);
    if (result->decision.state == RESERVATION_NONE) {
        return result->decision.reason == REASON_DISEASE_REFUSED ? name_others(tx, ask, result->day) : OK;
    }
    ask->taken_n++;
    return write_row(tx, caller, ask, &facts, result);
}

enum err reserve_slot(struct tx *tx, const struct caller *caller, void *arg)
{
    struct reserve_slot *ask = arg;
    assert(ask->days_n >= 1);
    assert(ask->days_n <= RESERVE_DAYS_MAX);
    ask->taken_n = 0;
    for (size_t i = 0; i < ask->days_n; i++) {
        enum err err = reserve_day(tx, caller, ask, i);
        if (err != OK || ask->too_many_days || !ask->channel_allowed) {
            return err;
        }
    }
    return OK;
}
