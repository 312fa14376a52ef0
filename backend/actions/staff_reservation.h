/* A reservation for whom works in its room. Part of other actions. */
#pragma once

#include "base/err.h"
#include "core/access.h"
#include "core/policy.h"
#include "store/lane.h"
#include "store/reservation_store.h"

/* ERR_NOT_FOUND: there is none, or the caller does not work in its room (a room to which it was only shown does not touch it). */
enum err staff_reservation(struct tx *tx, const struct caller *caller, struct str id, struct reservation_kept *kept,
                           const struct policy **ret_policy) NODISCARD;
/* One step of it by staff: the move, the audit line, and whoever watches is told. */
enum err staff_moves(struct tx *tx, const struct caller *caller, const struct reservation_row *row,
                     enum reservation_state to, enum reservation_cause cause) NODISCARD;
