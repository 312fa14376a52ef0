/* The newest roster this box was given, verified, opened, and kept on the disk sealed as it was received. Also the cards revoked since.
 * Every function may be called from any thread. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "wire/credentials.h"
#include "wire/roster.h"

struct roster_book;

/* Loads what DIR/roster holds, if it still verifies; a book without a roster is fine. `credentials` outlives the book. */
struct roster_book *roster_book_open(const char *dir, const struct credentials *credentials);
void roster_book_close(struct roster_book *book); /* NULL is fine */

/* What came on …/roster. ERR_DENIED: not signed by the server; ERR_INVALID: signed, but cannot be opened or read; ERR_CONFLICT: not newer
 * than what we have (also a repeat); ERR_IO: in use now, but not kept on the disk. */
enum err roster_book_offer(struct roster_book *book, struct str payload, const unsigned char *signature) NODISCARD;
/* From now on this card is unknown, until a newer roster comes. ERR_LIMIT when too many were revoked without one. */
enum err roster_book_revoke(struct roster_book *book, const unsigned char card[SECRET_CARD_HASH_BYTES]) NODISCARD;

/* Nothing of any child is left on this box. */
enum err roster_book_forget(struct roster_book *book) NODISCARD;

/* Grows with every change. */
int64_t roster_book_edition(struct roster_book *book);
/* Copies the roster into *ret, whose `children` holds ROSTER_CHILDREN_MAX; revoked cards are taken out. False when there is none. */
bool roster_book_copy(struct roster_book *book, struct roster *ret);
