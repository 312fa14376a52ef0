/* The one-time code that a counter hands to a family on paper, by which a guardian takes the household over (R-REG-10, R-REG-11): twelve
 * letters and digits in three groups, none of which is mistaken for another (no 0 1 I L O), the last one a check. Pure.
 *
 * Eleven random symbols of 31 are 54 bits. The weights of the check are different modulo the prime 31, so that every single wrong symbol
 * and every two that changed places are noticed before anything is looked up. */
#pragma once

#include "base/err.h"
#include "base/str.h"

enum {
    CLAIM_CODE_SYMBOLS = 12,
    CLAIM_CODE_BYTES = CLAIM_CODE_SYMBOLS + 1, /* bare, with NUL: what is hashed */
    CLAIM_CODE_TEXT = 15,                      /* "ABCD-EFGH-JKMN" and NUL: what is printed */
    CLAIM_CODE_RANDOM = 16,                    /* bytes of chance that make one */
};

/* The bare code of these bytes of chance. */
void claim_code_make(const unsigned char seed[CLAIM_CODE_RANDOM], char code[CLAIM_CODE_BYTES]);
/* As it is printed. */
void claim_code_print(const char code[CLAIM_CODE_BYTES], char text[CLAIM_CODE_TEXT]);
/* What a person typed: either case, either width, blanks and dashes anywhere. ERR_INVALID: too long, too short, a symbol that no code has, or
 * the check is not right. */
enum err claim_code_read(struct str typed, char code[CLAIM_CODE_BYTES]) NODISCARD;
