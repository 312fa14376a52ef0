/* See promote_waiting.h. */
#include "actions/promote_waiting.h"

#include "base/banned.h"

static enum err audit_line(struct tx *tx, const char *action, int64_t reservation, struct str reason)
{
    char storage[64];
    struct buf object;
    buf_init(&object, storage, sizeof storage);
    buf_puts(&object, "reservation:#");
    buf_int(&object, reservation);
    return tx_audit(tx, 0, action, buf_view(&object), reason);
}

/* R-RSV-02: who got a place waits nowhere else on that day. */
static enum err release_others(struct tx *tx, const struct reservation_waiting *placed, int32_t day, struct str slot)
{
    for (;;) {
        struct reservation_waiting other;
        struct site_id site;
        enum err err = reservation_other_wait(tx->db, placed->child, day, placed->id, &other, &site);
        if (err != OK) {
            return err == ERR_NOT_FOUND ? OK : err;
        }
        struct reservation_move move = {
            .id = other.id,
            .version = other.version,
            .site = site,
            .day = day,
            .slot = slot,
            .from = RESERVATION_WAITLISTED,
            .to = RESERVATION_CANCELLED,
            .now_ms = tx->now_ms,
        };
        err = reservation_move(tx->db, &move);
        err = err == OK ? audit_line(tx, "release_waiting", other.id.v, STR("placed elsewhere")) : err;
        if (err != OK) {
            return err;
        }
        tx_change(tx, CHANGE_VACANCY, site.v, day);
    }
}

static enum err promote_one(struct tx *tx, const struct reservation_waiting *next, struct site_id site, int32_t day,
                            struct str slot)
{
    struct reservation_move move = {
        .id = next->id,
        .version = next->version,
        .site = site,
        .day = day,
        .slot = slot,
        .from = RESERVATION_WAITLISTED,
        .to = RESERVATION_OFFERED,
        .now_ms = tx->now_ms,
    };
    enum err err = reservation_move(tx->db, &move);
    if (err == OK) {
        move.version++;
        move.from = RESERVATION_OFFERED;
        move.to = RESERVATION_CONFIRMED;
        err = reservation_move(tx->db, &move);
    }
    err = err == OK ? audit_line(tx, "promote", next->id.v, STR("first in line")) : err;
    err = err == OK ? release_others(tx, next, day, slot) : err;
    if (err == OK) {
        tx_change(tx, CHANGE_VACANCY, site.v, day);
        tx_change(tx, CHANGE_HOUSEHOLD, next->household_id, day);
    }
    return err;
}

enum err promote_waiting(struct tx *tx, struct site_id site, int32_t day, struct str slot)
{
    int32_t free_places;
    enum err err = reservation_free_places(tx->db, site, day, slot, &free_places);
    for (; err == OK && free_places > 0; free_places--) {
        struct reservation_waiting next;
        err = reservation_next_waiting(tx->db, site, day, slot, &next);
        if (err == ERR_NOT_FOUND) {
            return OK;
        }
        err = err == OK ? promote_one(tx, &next, site, day, slot) : err;
    }
    return err;
}
