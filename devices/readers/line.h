/* A line of text as a reader gives it that types or is written to: a card's number, or a printed code that stands for a card. Pure. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "readers/reader.h"

enum { LINE_BYTES_MAX = 64 };

/* What stands before the 32 hexadecimal digits of a printed code: a random number that says nothing of the child and can be revoked as a card is
 * (R-ATT-18). Capitals and digits only, so that every scanner types it on every keyboard. */
#define LINE_CODE_PREFIX "TSBP"

/* Fills uid, uid_n and code. A card: 8, 14 or 16 hexadecimal digits, or ten decimal ones, as many USB readers type a number of four bytes, the
 * highest first. Blanks around, capitals and a carriage return are fine. False: neither; uid_n is 0. */
bool line_read(struct str line, struct reader_touch *ret);
