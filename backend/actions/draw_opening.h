/* The opening minutes of a room's day (anchor b6): before they begin the room commits itself to a seed; when they are over, those who asked are
 * put into the drawn order (or, with opening "priority", stay in the order of classes and asking) and the places are given. */
#pragma once

#include "base/err.h"
#include "base/json.h"
#include "core/draw.h"
#include "store/draw_store.h"
#include "store/lane.h"
#include "store/reservation_store.h"
#include "store/site_store.h"

/* Who asks when so many have asked already stands behind those who are drawn. */
enum { DRAW_ENTRIES_MAX = 2000, DRAW_RECORD_BYTES = 240 * 1024 };

/* Publishes a commitment for the room's day when its rules draw and there is none yet. */
enum err commit_draw(struct tx *tx, struct site_id site, struct str public_id, int32_t day) NODISCARD;
/* The clock's: the opening minutes are over. Nothing happens when it was done before. */
enum err draw_opening(struct tx *tx, struct site_id site, int32_t day) NODISCARD;

/* For other draws of a site (actions/draw_spots.h): a seed is made, and the site committed to it; draw says from when to when is asked. Nothing happens
 * when the day has one. */
enum err commit_to_seed(struct tx *tx, struct site_id site, struct str public_id, int32_t day,
                        struct draw *draw) NODISCARD;
enum err unseal_seed(struct tx *tx, struct site_id site, int32_t day, const struct draw *draw,
                     unsigned char seed[DRAW_SEED_BYTES]) NODISCARD;
/* The members of a draw's record: what the site is committed to, and with a seed what was drawn by. */
void put_draw(struct json_out *out, const struct site *site, int32_t day, const struct draw *draw,
              const unsigned char *seed);

/* The seed of a day that was drawn; ERR_NOT_FOUND: none was. */
enum err drawn_seed(struct tx *tx, struct site_id site, int32_t day, unsigned char seed[DRAW_SEED_BYTES]) NODISCARD;
