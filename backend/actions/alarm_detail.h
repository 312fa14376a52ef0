/* What people write about an alarm, sealed: the note of its end, and whom an attempt was meant for. Part of other actions. */
#pragma once

#include "base/err.h"
#include "base/str.h"
#include "store/alarm_store.h"
#include "store/keys.h"

enum { ALARM_NOTE_BYTES = 800, ALARM_WHOM_BYTES = 160, ALARM_NUMBER_BYTES = 32 };

struct alarm_detail {
    struct str whom;
    struct str number;
    struct str note;
};
/* As JSON into *plain, sealed for the row into out; *ret is a view of it. All empty: nothing is stored. ERR_LIMIT: too long. */
enum err alarm_detail_close(const struct keys *keys, const char *what, const char *public_id,
                            const struct alarm_detail *detail, unsigned char out[ALARM_DETAIL_BYTES_MAX],
                            struct str *ret) NODISCARD;

struct alarm_detail_open {
    char whom[ALARM_WHOM_BYTES + 1];
    char number[ALARM_NUMBER_BYTES + 1];
    char note[ALARM_NOTE_BYTES + 1];
};
/* Empty texts when nothing is stored. */
enum err alarm_detail_open(const struct keys *keys, const char *what, struct str public_id, struct str sealed,
                           struct alarm_detail_open *ret) NODISCARD;

#define ALARM_NOTE_PLACE    "alarm|note"
#define ALARM_ATTEMPT_PLACE "alarm_attempt|detail"
