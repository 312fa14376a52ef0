/* What a monthly register is made of: the children who were enrolled within it, each with its days. Reads only. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/attendance.h"
#include "core/register.h"
#include "store/db.h"

struct register_child {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    char name[128];
    char class_name[32];
    int32_t birth_day;
    int32_t enrolled_from_day;
    int32_t enrolled_to_day; /* 0: still */
    int32_t planned_arrive_min;
    int32_t planned_leave_min;
    struct attendance_day days[REGISTER_DAYS_MAX];
    struct absence_cover absences[REGISTER_DAYS_MAX];
};

struct register_ask {
    int64_t site_id;
    int64_t account_id;    /* who looks: a teacher sees the own class; 0: an operator, who sees all */
    struct str class_name; /* "": every class */
    int32_t from_day;
    int32_t to_day;               /* at most REGISTER_DAYS_MAX days */
    struct register_child *child; /* the caller's room for one */
    enum err (*take)(void *arg, const struct register_child *child);
    void *arg;
};

/* By class and reading of the name; stops at the first failure of take. */
enum err register_store_each(struct db *db, const struct register_ask *ask) NODISCARD;

bool register_store_enrolled(const struct register_child *child, int32_t day);
