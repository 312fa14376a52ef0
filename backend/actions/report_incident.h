/* Reports of a serious accident: each writing is a whole version, the head hands one in to the municipality (R-SAFE-03); and what the family was told,
 * in which no other child is named (R-SAFE-04). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "actions/incident_detail.h"
#include "base/err.h"
#include "core/access.h"
#include "store/incident_store.h"
#include "store/lane.h"

enum report_incident_outcome {
    REPORT_INCIDENT_DONE,
    REPORT_INCIDENT_NOT_ASKED, /* it is not serious */
    REPORT_INCIDENT_CHANGED,   /* somebody else wrote a version meanwhile */
    REPORT_INCIDENT_MISSING,   /* a field is missing: see missing */
    REPORT_INCIDENT_NOTHING,   /* nothing was written since the last one was handed in */
    REPORT_INCIDENT_BEFORE,    /* the report before this one was not handed in */
};

struct report_incident {
    struct str id;
    enum incident_stage stage;
    int32_t version; /* the one that was seen; 0: none yet */
    int32_t children;
    int32_t staff;
    struct incident_fields fields;
    /* Out. */
    enum report_incident_outcome outcome;
    int32_t now_version;
};
/* Act's verbs. ERR_NOT_FOUND: no such incident, or the caller does not work in its nursery. */
enum err report_incident(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct send_incident {
    struct str id;
    enum incident_stage stage;
    /* Out. */
    enum report_incident_outcome outcome;
    enum incident_field missing;
    int64_t at_ms;
};
/* ERR_DENIED: the caller works there, and is not its head. */
enum err send_incident(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct tell_incident {
    struct str id;
    enum incident_told how;
    struct str text;
    /* Out. */
    bool nobody;       /* it happened to no child in particular */
    bool names_others; /* the text names another child */
    int64_t at_ms;
};
enum err tell_incident(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
