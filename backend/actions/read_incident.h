/* One incident with all that belongs to it, for its nursery's staff; for the municipality what was handed in, without the child's name (the state's form
 * has none either); for a family what it was told of its own child. Sealed texts are opened on the lane, and the audit line of the reading is
 * committed before anybody sees them. */
#pragma once

#include "actions/incident_detail.h"
#include "base/err.h"
#include "core/access.h"
#include "store/incident_store.h"
#include "store/lane.h"

/* Called on the lane in this order; must not fail. NULL where nothing is wanted of it. */
struct read_incident_pen {
    void (*head)(void *arg, const struct incident_row *row, const struct incident_rules *rules, struct str note);
    void (*judgement)(void *arg, const struct incident_judgement_row *row);
    void (*report)(void *arg, const struct incident_report_row *row, const struct incident_fields *fields);
    void (*telling)(void *arg, const struct incident_telling_row *row, struct str text);
    void (*reminder)(void *arg, const struct incident_reminder_row *row);
    void *arg;
};

struct read_incident {
    const struct caller *caller;
    struct str id;
    struct read_incident_pen pen;
    /* Out: whether the reader sees names, and what was not handed in. */
    bool staff;
    int64_t now_ms;
    /* The action's own. */
    struct tx *tx;
    struct incident incident;
};
/* ERR_NOT_FOUND: no such incident, or not for this reader. */
enum err read_incident(struct lane *lane, struct read_incident *in) NODISCARD;

enum { READ_INCIDENT_FAMILY_DAYS = 400 };

struct read_family_incidents {
    const struct caller *caller;
    struct str child;
    void (*telling)(void *arg, const struct incident_telling_row *row, struct str text);
    void *arg;
    /* The action's own. */
    struct tx *tx;
};
/* ERR_NOT_FOUND: not a child of this guardian, or its days are hidden from it. */
enum err read_family_incidents(struct lane *lane, struct read_family_incidents *in) NODISCARD;
