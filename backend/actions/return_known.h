/* What is known of an absence with a disease that keeps a child away: read and written by the verbs that deal with coming back. Sealed. Part of other
 * actions.
 *
 * R-INF-03  A paper is there when the family has handed it in, the form typed here or a photo of the sheet, or when staff have it before them. Staff
 *           who ask for another one, with a reason, make it one that is not there: until the family hands in again. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/access.h"
#include "core/return_date.h"
#include "store/absence_store.h"
#include "store/attendance_store.h"
#include "store/lane.h"
#include "store/return_store.h"

enum { RETURN_CLINIC_BYTES = 200, RETURN_REASON_BYTES = 200 };

/* The family's form (登園届): it saw a doctor there on that day, and the child is well. */
struct return_form {
    int32_t visited_day; /* RETURN_UNKNOWN: no form */
    char clinic[RETURN_CLINIC_BYTES + 1];
};

struct return_known {
    int disease; /* index into disease_list; −1: none that keeps a child away */
    struct return_dates dates;
    struct return_form form;
    char another[RETURN_REASON_BYTES + 1]; /* why staff asked for another paper; "": they did not, or it is there */
    struct return_view view;
    int64_t filed_ms; /* the form, or the newest photo of the paper */
    int64_t seen_ms;
    int64_t version;
};

struct return_looked {
    struct attendance_child child;
    struct absence absence;
    struct return_known known;
};

/* ERR_NOT_FOUND: no such child or report, or not this account's. */
enum err return_known_look(struct tx *tx, int64_t account_id, struct str child, struct str absence,
                           struct return_looked *ret) NODISCARD;
/* An absence of which nothing was told yet. */
void return_known_nothing(struct return_known *known);
/* What follows from the municipality's table: view, and whether the disease keeps a child away at all. */
enum err return_known_judge(struct tx *tx, const struct absence *absence, struct return_known *known) NODISCARD;
enum err return_known_put(struct tx *tx, int64_t account_id, const struct absence *absence,
                          const struct return_known *known) NODISCARD;
/* Who looks at the day, the entrance and the family hears of it. */
void return_known_tell(struct tx *tx, const struct attendance_child *child);
