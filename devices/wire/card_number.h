/* A card's number, or a printed code that stands for a card, as readers type it and people write it. Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum { CARD_NUMBER_BYTES = 16, CARD_NUMBER_TEXT_MAX = 64 };

/* What stands before the 32 hexadecimal digits of a printed code: a random number that says nothing of the child and can be revoked as a card is
 * (R-ATT-18). Capitals and digits only, so that every scanner types it on every keyboard. */
#define CARD_NUMBER_CODE_PREFIX "TSBP"

struct card_number {
    unsigned char bytes[CARD_NUMBER_BYTES]; /* the caller wipes them after use */
    size_t n;                               /* 4, 7 or 8 of a card, 16 of a code */
    bool code;
};

/* A card: 8, 14 or 16 hexadecimal digits, or ten decimal ones, as many USB readers type a number of four bytes, the highest first. Blanks
 * around, capitals and a carriage return are fine. False: neither; n is 0. */
bool card_number_read(struct str text, struct card_number *ret);
/* A phone's number of the moment (08xxxxxx): it will never be seen again. */
bool card_number_throwaway(const struct card_number *number);
