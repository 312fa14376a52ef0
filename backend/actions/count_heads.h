/* Staff take children out and count them at every change of scene (R-SAFE-01, R-SAFE-02): see core/head_count.h. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/outing_store.h"

enum { OUTING_CHILDREN_MAX = 120, OUTING_WHAT_BYTES = 90 };

struct begin_outing {
    struct str site;
    struct str what;
    bool vehicle;
    struct str *children;
    size_t children_n;
    /* Out. */
    size_t unknown; /* 1 + the place of the first who is no child of the nursery; 0: none */
    struct outing_new outing;
};
/* Act's verbs. ERR_NOT_FOUND: no such nursery or outing, or the caller does not work there. */
enum err begin_outing(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct count_heads {
    struct str id;
    enum head_scene scene;
    int32_t counted;
    /* Out. */
    bool over;    /* the outing is */
    bool stopped; /* an alarm is open: first its end, then it is counted again */
    bool wrong;   /* such an outing does not have this scene */
    enum head_verdict verdict;
    int32_t expected;
};
enum err count_heads(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

/* Somebody walked to the last seat; or, with `end`, everybody is back and the outing is over. */
struct end_outing {
    struct str id;
    bool end;
    /* Out. */
    bool over;
    bool stopped; /* an alarm is open, or the last seat is still to be looked at */
    bool aboard;  /* somebody who boarded has not alighted */
};
enum err end_outing(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

/* Boarded and left the bus: somebody must look at the last seat, and soon. Part of other actions. */
enum err await_last_seat(struct tx *tx, const struct outing *outing) NODISCARD;
/* The agenda's: ten minutes after alighting. ERR_NOT_FOUND: no such outing. */
enum err outing_seat_due(struct tx *tx, int64_t outing_id) NODISCARD;
