/* See hidden.h. */
#include "core/hidden.h"

#include <stddef.h>

#include "base/banned.h"

const char *const hidden_words[HIDDEN_WORDS + 1] = {"pickup", "addresses", "times", "booking", NULL};

uint32_t hidden_complete(uint32_t bits)
{
    return (bits & HIDDEN_TIMES) != 0 ? bits | HIDDEN_BOOKING : bits;
}
