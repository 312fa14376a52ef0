/* What the entrance's screen may show of a child. Pure.
 *   R-ATT-19  the given name as it is read aloud, and a picture; never the family's name, the class, an address, an allergy. */
#pragma once

#include <stdint.h>

#include "base/str.h"

/* The part of the kana behind the last space, else of the name; shortened at a letter's end to what fits. "" when there is neither. */
void gate_name_nick(struct str name, struct str kana, char *out, size_t max);
/* 1 … symbols: the picture that goes with a public id, the same on every day and at every entrance. */
int32_t gate_name_symbol(struct str public_id, int32_t symbols);
