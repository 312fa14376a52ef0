/* The vacancy board in memory (design 4.6): read from the database cell by cell after commits, serialised at most as often as the live
 * hub asks (every 50 ms), at every closing of a window and at midnight. Requests share the finished bytes; none of them runs SQL. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/changes.h"
#include "store/readers.h"

enum {
    VACANCY_DAYS_MAX = 31,
    VACANCY_DAYS_DEFAULT = 7,
    VACANCY_PAST_DAYS = 7,
    VACANCY_HORIZON_DAYS = 100,
    VACANCY_ROOMS_MAX = 256
};

struct vacancy_snapshot;

/* Reads everything once. The readers outlive it. */
enum err vacancy_snapshot_open(struct readers *readers, struct vacancy_snapshot **ret) NODISCARD;
void vacancy_snapshot_close(struct vacancy_snapshot *snapshot); /* NULL is fine; all views must have been released */

/* What was committed since the last time. */
struct vacancy_news {
    const struct change *list;
    size_t n;
    bool everything; /* the ring was overrun: read all afresh */
    int64_t version; /* goes into the fragment */
};

/* Takes in what was committed. Call also when vacancy_snapshot_due says so, with no changes. *ret_changed: something visible changed, and
 * `fragment` holds the members of contract 3 for exactly the changed rooms and days: {"version":…,"as_of":…,"sick_rooms":[…]}. One caller at
 * a time (the live hub). */
enum err vacancy_snapshot_refresh(struct vacancy_snapshot *snapshot, const struct vacancy_news *news,
                                  struct buf *fragment, bool *ret_changed) NODISCARD;
/* A window closed, a day began: the board looks different though nothing was committed. Cheap. */
bool vacancy_snapshot_due(struct vacancy_snapshot *snapshot);

/* Finished bytes with their strong tag (quotes included), shared until released. */
struct vacancy_view {
    struct str json; /* of a page: HTML */
    char tag[24];
    /* private */
    int32_t from_day;
    int32_t days; /* 0: a page, of enum request_language form */
    int form;
    int refs;
    struct vacancy_snapshot *snapshot;
};

/* The first day that may be asked for, and how many from there on. */
void vacancy_snapshot_range(struct vacancy_snapshot *snapshot, int32_t *ret_first_day, int32_t *ret_today);
/* `days` in 1…VACANCY_DAYS_MAX and inside the range. NULL: no memory. */
struct vacancy_view *vacancy_snapshot_take(struct vacancy_snapshot *snapshot, int32_t from_day, int32_t days);
/* The page without scripts from today on (vacancy_page.h), in an enum request_language. NULL: no memory. */
struct vacancy_view *vacancy_snapshot_page(struct vacancy_snapshot *snapshot, int language);
/* Fits response_shared's release. */
void vacancy_snapshot_release(void *view);
