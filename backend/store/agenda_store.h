/* The agenda: what happens by itself, and when. Rows are written in the transaction that makes them necessary and deleted in the one that
 * does the thing, so that nothing is forgotten over a restart and nothing happens twice. Whoever does a thing looks at the facts again: a row
 * is a reminder, never an order. The only writer of agenda. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "store/db.h"

enum agenda_kind {
    AGENDA_DRAW = 1,      /* the opening minutes of a room's day are over */
    AGENDA_PROMOTE,       /* quiet hours are over: places that fell free in them are offered (R-WL-03) */
    AGENDA_OFFER_END,     /* subject: the reservation whose offer runs out (R-WL-04) */
    AGENDA_REMIND,        /* R-CAN-03 */
    AGENDA_NOTICE,        /* by now staff should have decided what is requested (R-RSV-07) */
    AGENDA_DECIDE,        /* R-WL-09 */
    AGENDA_SUM_UP,        /* the day is over: what the chances are made of */
    AGENDA_CLOSED,        /* staff closed the day: those who wait are told (R-RSV-16) */
    AGENDA_BOOK,          /* subject: the page of the contact book whose time to be released has come (R-CB-04) */
    AGENDA_ALARM,         /* subject: the alarm whose next step is due (R-ABS-04) */
    AGENDA_LAST_SEAT,     /* subject: the outing whose bus must have been looked through (R-SAFE-02) */
    AGENDA_INCIDENT,      /* subject: the accident of whose report somebody is reminded (R-SAFE-03) */
    AGENDA_NOTICE_SEND,   /* subject: the notice whose time to go out has come (R-NTC-01) */
    AGENDA_NOTICE_REMIND, /* … whose answers are due in a day */
    AGENDA_NOTICE_REPORT, /* … an emergency: whom has it reached in five minutes? */
    AGENDA_SPOT_DRAW,     /* day: the first of the month whose spot places of extended care are drawn (R-EXT-07) */
};
enum { AGENDA_KIND_LAST = AGENDA_SPOT_DRAW };

struct agenda {
    int64_t at_ms;
    enum agenda_kind kind;
    int64_t site_id;
    int32_t day;
    int64_t subject; /* 0: the room's day as a whole */
};

enum err agenda_add(struct db *db, const struct agenda *agenda) NODISCARD;
/* ERR_NOT_FOUND: nothing is due by now. */
enum err agenda_due(struct db *db, int64_t now_ms, struct agenda *ret) NODISCARD;
/* INT64_MAX when nothing is planned. */
enum err agenda_next(struct db *db, int64_t *ret_at_ms) NODISCARD;
enum err agenda_done(struct db *db, const struct agenda *agenda) NODISCARD;
enum err agenda_forget_day(struct db *db, enum agenda_kind kind, int64_t site_id, int32_t day) NODISCARD;
