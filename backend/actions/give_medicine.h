/* Staff give a child the medicine that a guardian asked for today: who gave it, who saw it, and what was written down by mistake (R-CARE-02). The
 * second person is signed in, or has typed login and password at the tablet of whoever gave it: no session changes. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "core/access.h"
#include "core/medicine.h"
#include "store/lane.h"
#include "store/medicine_store.h"

#define MEDICINE_SEALED "medicine_request|detail"

struct give_medicine {
    struct str medicine;           /* the request */
    int64_t second_id;             /* of see_medicine: whose password it was; 0: the caller is the second person */
    enum medicine_outcome outcome; /* out */
    bool stranger;                 /* out: the second person does not work with this child */
};
/* Act's verbs. ERR_NOT_FOUND: no such request, or the caller does not work with that child. */
enum err give_medicine(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
enum err see_medicine(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
enum err strike_medicine(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

/* The audit line, and whoever looks at the day sees it. Part of other actions. */
enum err medicine_tell(struct tx *tx, int64_t account_id, const char *action,
                       const struct medicine_found *found) NODISCARD;
