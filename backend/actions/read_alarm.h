/* One alarm with all that was tried, for its nursery's staff: whom, on which number, with what result; the note of its end; the numbers that can be
 * called; with a call for a roll call the names. Sealed texts are opened on the lane, and the audit line of the reading is committed before anybody
 * sees them. */
#pragma once

#include "actions/alarm_detail.h"
#include "base/err.h"
#include "core/access.h"
#include "store/alarm_store.h"
#include "store/lane.h"

/* Called on the lane in this order; must not fail. */
struct read_alarm_pen {
    void (*head)(void *arg, const struct alarm_shown *shown, const char *note);
    void (*number)(void *arg, struct str name, struct str relation, struct str number);
    void (*attempt)(void *arg, const struct alarm_attempt *attempt, const struct alarm_detail_open *detail);
    void (*name)(void *arg, const struct alarm_called *called);
    void *arg;
};

struct read_alarm {
    const struct caller *caller;
    struct str id;
    struct read_alarm_pen pen;
    /* The action's own. */
    struct tx *tx;
    struct alarm_detail_open detail;
};
/* ERR_NOT_FOUND: no such alarm, or not of a nursery in which the caller works. */
enum err read_alarm(struct lane *lane, struct read_alarm *in) NODISCARD;
