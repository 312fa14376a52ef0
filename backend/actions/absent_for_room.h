/* A place in a sick-care room says that the child will not be at its nursery: the absence is written there with the booking, so that nobody tells
 * it twice. Part of other actions.
 *
 * R-INF-06  where the day is a day of the nursery and nothing says yet that the child stays away, an absence for illness with the illness that the
 *           family named is written in the same transaction, one for days that follow each other. A child that has come that day already, a closed
 *           month and a child in no nursery are left alone. Giving the place back does not take the report back: the child may be as ill as before.
 *           That is said, and whoever reported it withdraws it like any other report. */
#pragma once

#include <stdint.h>

#include "actions/reserve_slot.h"
#include "base/err.h"
#include "store/lane.h"
#include "store/reservation_store.h"

/* For every day on which a child of this request holds a place; sets the results' `nursery`. */
enum err absent_for_request(struct tx *tx, int64_t account_id, struct reserve_slot *ask) NODISCARD;
/* For a place that came later, from the waiting list. account_id 0: in the name of who asked for it. */
enum err absent_for_place(struct tx *tx, int64_t account_id, const struct reservation_row *row) NODISCARD;
