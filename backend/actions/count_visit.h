/* A child leaves the sick-care room: its age, residence, illness and phase go into the month's figures, without the child (R-STAT-01). Later nobody
 * has to open what is sealed to know how many there were. Part of actions/check_out.h, which records the handing over. */
#pragma once

#include "core/policy.h"
#include "store/lane.h"
#include "store/reservation_store.h"

/* public_id: of the reservation. An illness that cannot be read counts as other. */
enum err count_visit(struct tx *tx, const struct reservation_row *row, const char *public_id,
                     const struct policy *policy) NODISCARD;
