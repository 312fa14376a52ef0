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

enum { NOTE_SPANS_MAX = 8, NOTE_LOOK_BACK_DAYS = 60 };

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
