/* A family or its room gives a place or a rank back; the place goes to the next in line in the same transaction (R-CAN-01, R-WL-10). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "core/reservation.h"
#include "store/lane.h"

struct cancel_reservation {
    /* in */
    struct str id;
    int64_t version; /* If-Match; 0: whatever it is now */
    /* out */
    bool changed; /* somebody else was faster: present_version says what it is now (412) */
    int64_t present_version;
    enum reservation_reason reason; /* WRONG_STATE when it can no longer be cancelled, else NONE */
    enum reservation_state state;
};

enum err cancel_reservation(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
