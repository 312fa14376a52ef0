/* The day board of a sick-care room, for its staff: who has a place and lies where, who waits and whether there would be a place, with what
 * the family said of the illness. All of it is health data: one audit line per reading names every reservation that was read (R-SEC-01), in
 * the transaction of the reading.
 *
 * R-RSV-11   what a family left open is to be asked: what the rules require, and of a call by telephone everything.
 * R-CAN-05   who has not come after_min after the planned arrival is marked, so that staff ask; nothing happens by itself.
 * R-RSV-12   whether a doctor's note holds on the day, and whether staff saw it, stands beside each child. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "actions/room_day.h"
#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "store/board_store.h"
#include "store/lane.h"
#include "store/note_store.h"
#include "store/sick_day_store.h"
#include "store/site_store.h"

enum {
    BOARD_DETAIL_BYTES = 8 * 1024,
    BOARD_ALLERGIES_BYTES = 1536,
    BOARD_AUDIT_BYTES = 384,
};

/* What stands above the children. Lives while the call lasts. */
struct board_head {
    const struct site *site;
    const struct policy *policy;
    const struct sick_day *sick_day;
    const struct room_day *room; /* who holds a place lies where */
    int32_t day;
    bool open;
    int32_t licensed;
    int32_t capacity; /* effective */
    int32_t waiting;  /* all who wait, not only those who are shown */
};

/* One child. Lives while the call lasts. */
struct board_child {
    const struct board_row *row;
    struct str condition; /* JSON as the request said it; empty: it cannot be read */
    struct str allergies; /* JSON {"none","list":[{what,care}]}; empty: no registration says it */
    struct room_need need;
    enum doctor_note_standing note;
    const struct doctor_note_span *note_span; /* NULL: there is none */
    const struct note_row *note_row;
    bool overdue;      /* R-CAN-05 */
    int64_t prompt_ms; /* from when on it is, or would be; 0: it is here, or does not come */
    int32_t rank;      /* waiting: 1.. */
    uint32_t to_ask;   /* bits of enum particular that nobody has said and the room wants to know (R-RSV-11) */
    enum reservation_reason blocks; /* waiting: why there is no place now; NONE: there would be one */
};

/* BOARD_SHARED: of other rooms, because a guardian agreed (R-RSV-20). */
enum board_section { BOARD_PLACES, BOARD_WAITING, BOARD_SHARED };

/* Where the board is written to, called on the lane in this order: head, then each section with its children. Must not fail. */
struct board_pen {
    void (*head)(void *arg, const struct board_head *head);
    void (*section)(void *arg, enum board_section section);
    void (*child)(void *arg, enum board_section section, const struct board_child *child);
    void *arg;
};

struct read_day_board {
    const struct caller *caller;
    struct str room;
    int32_t day;
    struct board_pen pen;
    /* The action's own: too large for a stack. */
    struct tx *tx;
    struct site site;
    const struct policy *policy;
    struct sick_day sick_day;
    struct room_day *room_day;
    enum board_section section;
    int32_t rank;
    struct note_list notes;
    struct buf audit;
    bool audited;
    char audit_text[BOARD_AUDIT_BYTES];
    char condition[RESERVATION_CONDITION_BYTES_MAX + 1];
    char detail[BOARD_DETAIL_BYTES + 1];
    char allergies[BOARD_ALLERGIES_BYTES + 1];
};

/* ERR_NOT_FOUND: no such room, no rules on that day, or the caller does not work there. */
enum err read_day_board(struct lane *lane, struct read_day_board *board) NODISCARD;
