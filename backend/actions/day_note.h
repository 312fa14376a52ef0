/* The doctor's form that counts for a reservation on its day of use, with what it says. Part of other actions, which record the reading. */
#pragma once

#include "base/err.h"
#include "core/doctor_note.h"
#include "store/day_sheet_store.h"
#include "store/lane.h"
#include "store/reservation_store.h"

struct day_note {
    enum doctor_note_standing standing;
    bool known;              /* it holds, and can be read */
    struct doctor_note note; /* when known */
};
enum err day_note(struct tx *tx, const struct reservation_row *row, const struct policy *policy,
                  struct day_note *ret) NODISCARD;
/* Of the medicine that the family asks to be given, which is not on the form that holds (R-CARE-01)? */
struct day_note_off {
    char ids[ORDERS_MAX][SECRET_PUBLIC_ID_TEXT];
    size_t n;
};
enum err day_note_orders_off(struct tx *tx, const struct reservation_row *row, const struct day_note *note,
                             struct day_note_off *ret) NODISCARD;
