/* A guardian asks the nursery to give medicine on a day, or takes the request back while nothing was given. Sealed (R-SEC-05). For a guardian from
 * whom the child's times are hidden (R-REG-11) there is no nursery that could be asked. */
#pragma once

#include <stdint.h>

#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "core/medicine.h"
#include "store/lane.h"

struct ask_medicine {
    struct str child;
    int32_t day;
    struct str detail; /* JSON in the form of core/medicine.h */
    /* out */
    enum medicine_outcome outcome;
    char medicine[SECRET_PUBLIC_ID_TEXT];
};
/* Act's verbs. ERR_NOT_FOUND: no such child or request, not this guardian's, or the child is in no nursery that day. */
enum err ask_medicine(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct withdraw_medicine {
    struct str medicine;
    enum medicine_outcome outcome; /* out */
};
enum err withdraw_medicine(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
