/* A family or its room gives a place or a rank back; a freed place goes to the next in line in the same transaction (R-CAN-01, 02, 04, 08;
 * R-WL-10). With the policy's chain, later days of the same request go with it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "core/cancel.h"
#include "core/reservation.h"
#include "store/lane.h"
#include "store/reservation_store.h"

enum { CANCEL_ALSO_MAX = 16 };

struct cancel_reservation {
    /* in */
    struct str id;
    int64_t version;     /* If-Match; 0: whatever it is now */
    enum cancel_why why; /* where the child goes instead */
    bool by_facility;    /* staff: the facility cannot take the child; never counts and never costs (R-CAN-08) */
    /* out */
    bool changed;    /* somebody else was faster: present_version says what it is now (412) */
    bool why_needed; /* the rule asks where the child goes, and there are later days: nothing was done */
    int64_t present_version;
    enum reservation_reason reason; /* WRONG_STATE when it can no longer be cancelled, else NONE */
    enum reservation_state state;
    struct cancel_view view;                           /* late, same day, fee */
    char also[CANCEL_ALSO_MAX][SECRET_PUBLIC_ID_TEXT]; /* later days that went with it */
    int32_t also_days[CANCEL_ALSO_MAX];
    size_t also_n;
    bool absence_stands; /* the report that was written with the booking is not taken back by itself (R-INF-06) */
};

enum err cancel_reservation(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
/* The same for a reservation that was found in another way (a link of a message). account_id 0: nobody signed in. */
enum err cancel_reservation_row(struct tx *tx, int64_t account_id, const struct reservation_row *row,
                                struct cancel_reservation *ask) NODISCARD;
