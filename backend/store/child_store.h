/* Children as they are registered: name as typed, nursery, class, planned times. The only writer of child. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "store/db.h"

enum { CHILD_NAME_BYTES = 128, CHILD_CLASS_BYTES = 32 };

struct child {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t household_id;
    char name[CHILD_NAME_BYTES];
    char kana[CHILD_NAME_BYTES];
    int32_t birth_day;
    int64_t nursery_id; /* 0: in none */
    char class_name[CHILD_CLASS_BYTES];
    int32_t enrolled_from_day;
    int32_t enrolled_to_day; /* last day; 0 while enrolled */
    int32_t planned_arrive_min;
    int32_t planned_leave_min;
};

enum err child_create(struct db *db, const struct child *child, int64_t *ret_id) NODISCARD;
/* ERR_NOT_FOUND: no such child. Whether the asker may see it is the caller's question. */
enum err child_by_id(struct db *db, int64_t id, struct child *ret) NODISCARD;
/* At the turn of the fiscal year, never on a birthday (R-CAL-09). */
enum err child_to_class(struct db *db, int64_t id, const char *class_name) NODISCARD;
enum err child_leaves(struct db *db, int64_t id, int32_t last_day) NODISCARD;
