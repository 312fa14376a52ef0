/* Registrations of children with the sick-care rooms (R-REG-05, R-REG-08): the only writer of registration and registration_event. What a
 * family writes there, and the reasons of decisions, are sealed. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/registration.h"
#include "store/db.h"

/* What the sealed detail is bound to. */
struct str registration_about(struct buf *buf, char *storage, size_t bytes, const char *public_id);

/* How a child stands on a day. scope_site_id: the room, or 0 where one registration is good for all. A suspension that is over by then is
 * over. REGISTRATION_NONE when there is none. */
struct registration_standing {
    enum registration_state state;
    int32_t valid_to_day;
};
enum err registration_standing(struct db *db, int64_t child_id, int64_t scope_site_id, int32_t day,
                               struct registration_standing *ret) NODISCARD;

struct registration_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t child_id;
    int64_t site_id;    /* 0: all rooms */
    const char *number; /* NULL: not yet given */
    enum registration_state state;
    int32_t channel;       /* 1 web, 2 phone, 3 counter */
    struct str detail;     /* sealed */
    int32_t approved_day;  /* 0: not yet */
    int32_t valid_to_day;  /* 0 */
    int32_t confirmed_day; /* when the family last said that all of it is right */
    int64_t account_id;    /* 0: imported */
    int64_t now_ms;
};
/* ERR_CONFLICT: the child has one in this scope. */
enum err registration_add(struct db *db, const struct registration_new *new, int64_t *ret_id) NODISCARD;
