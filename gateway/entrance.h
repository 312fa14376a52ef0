/* What this box knows of today, and what a touch means by it: the roster as the server sent it, and on top of it the box's own touches of
 * the day. One thread. No I/O but the roster book's copy. */
#pragma once

#include <stdint.h>

#include "roster.h"
#include "wire/punch.h"

struct entrance;

struct entrance *entrance_open(struct roster_book *book);
void entrance_close(struct entrance *entrance); /* NULL is fine */

/* What a touch at touch_ms means; changes nothing. PUNCH_KEPT without a roster, PUNCH_UNKNOWN when the card is not on it. A card of several
 * children means what it means for each of them, PUNCH_KEPT when that differs. */
enum punch_meaning entrance_decide(struct entrance *entrance, const unsigned char card[SECRET_CARD_HASH_BYTES],
                                   enum punch_wish wish, int64_t touch_ms);
/* The touch was committed: it is part of the day from now on. `said` is what the family was
 * shown. Also for the day's touches that the outbox kept over a restart. */
void entrance_keep(struct entrance *entrance, const unsigned char card[SECRET_CARD_HASH_BYTES], enum punch_wish wish,
                   enum punch_meaning said, int64_t touch_ms);
