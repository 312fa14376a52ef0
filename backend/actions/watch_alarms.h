/* Compares a nursery's day with its alarms: raises what is missing, ends what has resolved itself (the child came, or was reported), and sees to
 * it that a silent entrance raises one call for a roll call and never an alarm for each child. The looking alone needs no write lane: the watch
 * looks every few seconds, and takes the lane only when there is something to do; there everything is looked at again. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/alarm_store.h"
#include "store/lane.h"
#include "store/missing_store.h"

enum { WATCH_ALARMS_AT_ONCE = 64, WATCH_ALARMS_OPEN_MAX = 512 };

struct watch_alarms_due {
    int64_t child_id; /* 0: the nursery */
    enum alarm_kind kind;
};

struct watch_alarms_over {
    int64_t alarm_id;
    enum alarm_where where;
};

/* What a look found. Too large for a stack. */
struct watch_alarms_plan {
    struct missing missing; /* its site, day and now_ms: what to look at */
    struct alarm_watch watch;
    /* Out. */
    enum alarm_entrance entrance;
    struct watch_alarms_due due[WATCH_ALARMS_AT_ONCE];
    size_t due_n;
    struct watch_alarms_over over[WATCH_ALARMS_AT_ONCE];
    size_t over_n;
    bool call_roll; /* a roll call is needed, whether it is asked for already or not */
    bool called;    /* … and it is */
    bool mend;      /* the clock was set back: ladders are to be counted anew */
    struct alarm open[WATCH_ALARMS_OPEN_MAX];
    size_t open_n;
    int64_t inside[WATCH_ALARMS_OPEN_MAX];
};
enum err watch_alarms_look(struct db *db, struct watch_alarms_plan *plan) NODISCARD;
/* Is there anything to do? */
bool watch_alarms_wanted(const struct watch_alarms_plan *plan);

struct watch_alarms {
    int64_t site_id;
    struct alarm_watch watch;
    /* Out. */
    size_t raised;
    size_t ended;
    bool more; /* not everything fitted into one action */
};
/* A lane job's run: arg is a struct watch_alarms. */
enum err watch_alarms(struct tx *tx, void *arg) NODISCARD;
