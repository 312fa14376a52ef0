/* Doctors' forms (A4): the only writer of doctor_note. What they say is sealed; when they hold is not. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/doctor_note.h"
#include "store/db.h"
#include "store/reservation_store.h"

enum { NOTE_SPANS_MAX = 8, NOTE_LOOK_BACK_DAYS = 60, NOTE_DETAIL_BYTES_MAX = 4096, NOTE_PLACES_MAX = 16 };

struct note_row {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    bool extends;    /* the doctor agrees to more days (R-RSV-15) */
    int64_t seen_ms; /* staff saw the paper (R-RSV-12); 0: not yet */
};

/* A child's forms around a day: the newest NOTE_SPANS_MAX, in the order in which they were issued. */
struct note_list {
    struct doctor_note_span spans[NOTE_SPANS_MAX];
    struct note_row rows[NOTE_SPANS_MAX];
    size_t n;
};
enum err note_list_read(struct db *db, struct child_id child, int32_t day, struct note_list *ret) NODISCARD;
/* Staff saw the paper (R-RSV-12); the first look stays. */
enum err note_seen(struct db *db, int64_t id, int64_t account_id, int64_t now_ms) NODISCARD;

struct note_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    struct child_id child;
    int32_t issued_day;
    int32_t void_day; /* 0: never */
    bool extends;
    struct str detail; /* sealed */
    int64_t account_id;
    int64_t now_ms;
};
enum err note_add(struct db *db, const struct note_new *new) NODISCARD;
/* It does not hold from that day on; an earlier end stays. */
enum err note_void(struct db *db, int64_t id, int32_t void_day) NODISCARD;

/* Forms around two days with their sealed words, newest first: at most NOTE_SPANS_MAX. Views live while the call lasts. */
struct note_detail {
    struct note_row row;
    struct doctor_note_span span;
    struct str sealed;
};
struct note_range {
    struct child_id child;
    int32_t from_day;
    int32_t to_day;
};
enum err note_each(struct db *db, const struct note_range *range,
                   enum err (*take)(void *arg, const struct note_detail *note), void *arg) NODISCARD;

/* By which right an account deals with a child's forms. */
struct note_child {
    struct child_id child;
    int64_t household_id;
    bool as_guardian;
    bool as_room; /* the child has something open in the room from a day on */
};
/* ERR_NOT_FOUND: no such child, or no right at all. */
enum err note_child(struct db *db, int64_t account_id, struct str child, int32_t from_day,
                    struct note_child *ret) NODISCARD;
/* The child's confirmed places from a day on: at most NOTE_PLACES_MAX. */
enum err note_places(struct db *db, struct child_id child, int32_t from_day,
                     struct reservation_id list[NOTE_PLACES_MAX], size_t *ret_n) NODISCARD;
/* … and every day of use that is still to come or under way. */
enum err note_days(struct db *db, struct child_id child, int32_t from_day, struct reservation_id list[NOTE_PLACES_MAX],
                   size_t *ret_n) NODISCARD;
