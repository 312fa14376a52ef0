/* One-tap links: made when their message is sent, used once. The link itself (its token) is not stored; see actions/link_token.h. The only
 * writer of link. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "core/link.h"
#include "store/db.h"
#include "store/reservation_store.h"

struct link_new {
    int64_t message_id;
    struct reservation_id reservation; /* v 0: it confirms the address */
    int64_t contact_id;
    enum link_what what;
    int64_t expires_ms;
    int64_t now_ms;
};
/* The message's link of this kind: the one it has, or a new one. */
enum err link_ensure(struct db *db, const struct link_new *new, int64_t *ret_id) NODISCARD;

struct link_row {
    int64_t id;
    enum link_what what;
    int64_t expires_ms;
    int64_t used_ms; /* 0: not yet */
    struct reservation_id reservation;
    int64_t contact_id;
    char contact[SECRET_PUBLIC_ID_TEXT];
    int64_t account_id; /* whose address it is; 0: the household's */
};
/* ERR_NOT_FOUND: no such link, its address was removed, or the child's bookings are hidden from whose address it is (R-REG-11). */
enum err link_read(struct db *db, int64_t id, struct link_row *ret) NODISCARD;
/* ERR_CONFLICT: it was used already. */
enum err link_use(struct db *db, int64_t id, int64_t now_ms) NODISCARD;
