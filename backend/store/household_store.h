/* Households: whoever shares children. The only writer of household. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "store/db.h"

struct household {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int32_t closed_day; /* from when it lives elsewhere; INT32_MAX: it does not (R-REG-12) */
};

enum err household_create(struct db *db, const char *public_id, int64_t *ret_id) NODISCARD;
/* ERR_NOT_FOUND when there is none. */
enum err household_find(struct db *db, struct str public_id, struct household *ret) NODISCARD;
/* ERR_NOT_FOUND: no child of this household. */
enum err household_child(struct db *db, int64_t household_id, struct str child, int64_t *ret_child_id) NODISCARD;
enum err household_close(struct db *db, int64_t id, int32_t day) NODISCARD;
enum err household_children(struct db *db, int64_t household_id, void (*row)(void *arg, int64_t child_id),
                            void *arg) NODISCARD;
