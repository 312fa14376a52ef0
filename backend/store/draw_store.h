/* Draws of opening minutes (core/draw.h): the seed is sealed until it has been drawn, the record is for anyone. The only writer of draw. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/draw.h"
#include "store/db.h"
#include "store/reservation_store.h"

enum { DRAW_SEALED_BYTES = DRAW_SEED_BYTES + SECRET_SEAL_OVERHEAD };

struct draw {
    unsigned char commitment[SECRET_HASH_BYTES];
    unsigned char seed[DRAW_SEALED_BYTES]; /* sealed */
    int64_t committed_ms;
    int64_t opens_ms;
    int64_t closes_ms;
    int64_t drawn_ms; /* 0: not yet */
};

/* Nothing happens when the day has one. */
enum err draw_add(struct db *db, struct site_id site, int32_t day, const struct draw *draw) NODISCARD;
/* record, when not NULL, gets the published record appended. ERR_NOT_FOUND: there is none. */
enum err draw_get(struct db *db, struct site_id site, int32_t day, struct draw *ret, struct buf *record) NODISCARD;
/* ERR_CONFLICT: it was drawn already. */
enum err draw_reveal(struct db *db, struct site_id site, int32_t day, struct str record, int64_t now_ms) NODISCARD;
