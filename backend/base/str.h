/* Text as pointer and length, and a bounded builder whose maximum is given at birth. Nothing here allocates. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* A view into somebody else's bytes; not NUL-terminated unless its source says so. */
struct str {
    const char *p;
    size_t n;
};

#define STR(literal) ((struct str){("" literal), sizeof(literal) - 1})

/* A view of a NUL-terminated string; NULL gives the empty view. */
struct str str_of(const char *text);
bool str_equal(struct str a, struct str b);
bool str_is(struct str a, const char *text);
bool str_starts(struct str a, const char *prefix);
/* Copies with a NUL into out[max]; ERR_LIMIT when it does not fit (nothing written). */
enum err str_copy(struct str text, char *out, size_t max) NODISCARD;
/* The same, cut between two characters when it does not fit: for what must not fail for a long name. */
void str_cut(struct str text, char *out, size_t max);
/* Not empty, and nothing but ASCII letters, digits and the characters of `others`. */
bool str_made_of(struct str text, const char *others);
/* Whole text as a decimal integer in [min, max]; rejects signs other than one leading '-', spaces and leftovers. */
enum err str_int(struct str text, int64_t min, int64_t max, int64_t *ret) NODISCARD;
/* "37" or "37.5" (at most one place, not negative) as tenths. */
enum err str_tenths(struct str text, int32_t *ret) NODISCARD;
/* Well-formed UTF-8 without NUL, surrogates or over-long forms. */
bool str_utf8(struct str text);
/* Lower-case hexadecimal of n bytes into out[2n+1], and back (ERR_INVALID on anything else). */
void str_hex(const void *bytes, size_t n, char *out);
enum err str_unhex(struct str text, void *out, size_t n) NODISCARD;
/* Base64url without padding; out holds max bytes. */
enum err str_base64(const void *bytes, size_t n, char *out, size_t max) NODISCARD;
enum err str_unbase64(struct str text, void *out, size_t max, size_t *ret_n) NODISCARD;

/* The builder: text beyond max sets `overflow` and is dropped; check it once at the end. Always NUL-terminated. */
struct buf {
    char *p;
    size_t n;
    size_t max; /* bytes of text, the NUL not counted */
    bool overflow;
};

/* `storage` holds storage_bytes and outlives the builder. */
void buf_init(struct buf *buf, char *storage, size_t storage_bytes);
void buf_clear(struct buf *buf);
void buf_add(struct buf *buf, const void *bytes, size_t n);
void buf_char(struct buf *buf, char c);
void buf_puts(struct buf *buf, const char *text);
void buf_str(struct buf *buf, struct str text);
void buf_int(struct buf *buf, int64_t value);
/* Decimal with leading zeros to `width`. */
void buf_padded(struct buf *buf, int64_t value, int width);
struct str buf_view(const struct buf *buf);
