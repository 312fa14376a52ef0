/* See claim_code.h. */
#include "wire/claim_code.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/banned.h"

static const char symbols[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
enum { SYMBOLS = sizeof symbols - 1, GROUP = 4 };
_Static_assert(SYMBOLS == 31, "the check needs a prime number of symbols");

/* The value of a symbol; −1: none. */
static int value_of(char c)
{
    char upper = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    const char *at = upper == '\0' ? NULL : strchr(symbols, upper);
    return at == NULL ? -1 : (int)(at - symbols);
}

/* Σ weight × value over the symbols before the check, which has the weight 1. */
static int check_of(const char *code)
{
    int sum = 0;
    for (int i = 0; i < CLAIM_CODE_SYMBOLS - 1; i++) {
        sum += (i + 2) * value_of(code[i]);
    }
    return (SYMBOLS - sum % SYMBOLS) % SYMBOLS;
}

/* The bytes as one number, divided by 31 again and again: what is left over is even to 73 bits. */
void claim_code_make(const unsigned char seed[CLAIM_CODE_RANDOM], char code[CLAIM_CODE_BYTES])
{
    unsigned char number[CLAIM_CODE_RANDOM];
    memcpy(number, seed, sizeof number);
    for (int i = 0; i < CLAIM_CODE_SYMBOLS - 1; i++) {
        unsigned rest = 0;
        for (size_t j = 0; j < sizeof number; j++) {
            rest = rest * 256 + number[j];
            number[j] = (unsigned char)(rest / SYMBOLS);
            rest %= SYMBOLS;
        }
        code[i] = symbols[rest];
    }
    code[CLAIM_CODE_SYMBOLS - 1] = symbols[check_of(code)];
    code[CLAIM_CODE_SYMBOLS] = '\0';
}

void claim_code_print(const char code[CLAIM_CODE_BYTES], char text[CLAIM_CODE_TEXT])
{
    struct buf buf;
    buf_init(&buf, text, CLAIM_CODE_TEXT);
    for (int i = 0; i < CLAIM_CODE_SYMBOLS; i++) {
        if (i > 0 && i % GROUP == 0) {
            buf_char(&buf, '-');
        }
        buf_char(&buf, code[i]);
    }
    assert(!buf.overflow);
}

/* What stands between the groups on paper, as keyboards write it. */
static const char *const between[] = {" ", "-", "\xe3\x80\x80" /* wide blank */, "－", "ー", "‐", "–", "—", "−", "ｰ"};

static bool skip(struct str *rest)
{
    for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
        size_t n = strlen(between[i]);
        if (str_starts(*rest, between[i])) {
            rest->p += n;
            rest->n -= n;
            return true;
        }
    }
    return false;
}

/* One symbol, of either width (U+FF10… and U+FF21… are the wide digits and letters); −1: none. */
static int take(struct str *rest)
{
    const unsigned char *p = (const unsigned char *)rest->p;
    size_t n = 1;
    char c = rest->p[0];
    if (rest->n >= 3 && p[0] == 0xEF && (p[1] == 0xBC || p[1] == 0xBD) && p[2] >= 0x80 && p[2] <= 0xBF) {
        unsigned ascii = (p[1] == 0xBC ? 0U : 64U) + p[2] - 0x80U + 0x20U;
        c = ascii > 0x20 && ascii < 0x7F ? (char)ascii : '\0';
        n = 3;
    }
    rest->p += n;
    rest->n -= n;
    return value_of(c);
}

enum err claim_code_read(struct str typed, char code[CLAIM_CODE_BYTES])
{
    size_t n = 0;
    while (typed.n > 0) {
        if (skip(&typed)) {
            continue;
        }
        int value = take(&typed);
        if (value < 0 || n == CLAIM_CODE_SYMBOLS) {
            return ERR_INVALID;
        }
        code[n++] = symbols[value];
    }
    if (n != CLAIM_CODE_SYMBOLS || symbols[check_of(code)] != code[CLAIM_CODE_SYMBOLS - 1]) {
        return ERR_INVALID;
    }
    code[CLAIM_CODE_SYMBOLS] = '\0';
    return OK;
}
