/* Staff write down that something happened, and how bad it was held to be (R-SAFE-03, R-SAFE-04). What was written stays; who holds it to be worse,
 * or less bad, adds a judgement. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "core/access.h"
#include "store/incident_store.h"
#include "store/lane.h"

enum { OPEN_INCIDENT_BACK_DAYS = 366 };

enum open_incident_outcome {
    OPEN_INCIDENT_DONE,
    OPEN_INCIDENT_NO_CHILD,   /* it happened to nobody, and is more than a near miss */
    OPEN_INCIDENT_UNKNOWN,    /* no child of this nursery on that day */
    OPEN_INCIDENT_WRONG_TIME, /* yet to come, or too long ago */
};

struct open_incident {
    struct str site;
    struct str child; /* empty: nobody in particular */
    int64_t happened_ms;
    int place; /* 1 + index of its word */
    int activity;
    struct incident_harm harm;
    struct str note;
    /* Out. */
    enum open_incident_outcome outcome;
    struct incident incident;
};
/* Act's verbs. ERR_NOT_FOUND: no such nursery or incident, or the caller does not work there. */
enum err open_incident(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct judge_incident {
    struct str id;
    struct incident_harm harm;
    /* Out. */
    bool no_child; /* nobody was named: it stays a near miss */
    struct incident incident;
};
enum err judge_incident(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
