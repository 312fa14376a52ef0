/* Views and the bounded builder: see str.h. */
#include "base/str.h"

#include <assert.h>
#include <limits.h>
#include <sodium.h>
#include <string.h>

#include "base/banned.h"

struct str str_of(const char *text)
{
    return text == NULL ? (struct str){"", 0} : (struct str){text, strlen(text)};
}

bool str_equal(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(struct str a, const char *text)
{
    return str_equal(a, str_of(text));
}

bool str_starts(struct str a, const char *prefix)
{
    size_t n = strlen(prefix);
    return a.n >= n && memcmp(a.p, prefix, n) == 0;
}

enum err str_copy(struct str text, char *out, size_t max)
{
    if (text.n >= max) {
        return ERR_LIMIT;
    }
    if (text.n > 0) {
        memcpy(out, text.p, text.n);
    }
    out[text.n] = '\0';
    return OK;
}

void str_cut(struct str text, char *out, size_t max)
{
    size_t n = text.n < max ? text.n : max - 1;
    assert(max > 0);
    while (n > 0 && n < text.n && ((unsigned char)text.p[n] & 0xC0) == 0x80) {
        n--; /* not inside a character */
    }
    memcpy(out, text.p, n);
    out[n] = '\0';
}

static bool is_one_of(char c, const char *others)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || (c != '\0' && strchr(others, c) != NULL);
}

bool str_made_of(struct str text, const char *others)
{
    for (size_t i = 0; i < text.n; i++) {
        if (!is_one_of(text.p[i], others)) {
            return false;
        }
    }
    return text.n > 0;
}

enum err str_int(struct str text, int64_t min, int64_t max, int64_t *ret)
{
    bool negative = text.n > 0 && text.p[0] == '-';
    size_t i = negative ? 1 : 0;
    if (i == text.n || text.n - i > 18) {
        return ERR_INVALID;
    }
    int64_t value = 0;
    for (; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9') {
            return ERR_INVALID;
        }
        value = value * 10 + (text.p[i] - '0');
    }
    value = negative ? -value : value;
    if (value < min || value > max) {
        return ERR_INVALID;
    }
    *ret = value;
    return OK;
}

enum err str_tenths(struct str text, int32_t *ret)
{
    int64_t value;
    size_t whole_n = text.n >= 2 && text.p[text.n - 2] == '.' ? text.n - 2 : text.n;
    if (str_int((struct str){text.p, whole_n}, -9999, 9999, &value) != OK || (text.n > 0 && text.p[0] == '-')) {
        return ERR_INVALID;
    }
    value *= 10;
    if (whole_n != text.n) {
        char digit = text.p[text.n - 1];
        if (digit < '0' || digit > '9') {
            return ERR_INVALID;
        }
        value += digit - '0';
    }
    *ret = (int32_t)value;
    return OK;
}

/* Unicode 15, table 3-7: which first byte begins a sequence of how many, and what its second byte may be. */
static const struct utf8_row {
    unsigned char first;
    unsigned char last;
    unsigned char length;
    unsigned char second_low;
    unsigned char second_high;
} utf8_rows[] = {
    {0x01, 0x7F, 1, 0, 0},       {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF},
    {0xE1, 0xEC, 3, 0x80, 0xBF}, {0xED, 0xED, 3, 0x80, 0x9F}, {0xEE, 0xEF, 3, 0x80, 0xBF},
    {0xF0, 0xF0, 4, 0x90, 0xBF}, {0xF1, 0xF3, 4, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x80, 0x8F},
};

static bool continues(const unsigned char *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (p[i] < 0x80 || p[i] > 0xBF) {
            return false;
        }
    }
    return true;
}

/* Length of the well-formed sequence at p (at most n bytes), 0 when there is none. */
static size_t utf8_length(const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < sizeof utf8_rows / sizeof utf8_rows[0]; i++) {
        const struct utf8_row *row = &utf8_rows[i];
        if (p[0] < row->first || p[0] > row->last) {
            continue;
        }
        bool second = row->length == 1 || (n >= 2 && p[1] >= row->second_low && p[1] <= row->second_high);
        return second && row->length <= n && continues(p, 2, row->length) ? row->length : 0;
    }
    return 0;
}

bool str_utf8(struct str text)
{
    for (size_t i = 0; i < text.n;) {
        size_t length = utf8_length((const unsigned char *)text.p + i, text.n - i);
        if (length == 0) {
            return false;
        }
        i += length;
    }
    return true;
}

void str_hex(const void *bytes, size_t n, char *out)
{
    sodium_bin2hex(out, 2 * n + 1, bytes, n);
}

enum err str_unhex(struct str text, void *out, size_t n)
{
    unsigned char *to = out;
    if (text.n != 2 * n) {
        return ERR_INVALID;
    }
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0) {
            return ERR_INVALID;
        }
        to[i / 2] = (unsigned char)(i % 2 == 0 ? digit << 4 : to[i / 2] | digit);
    }
    return OK;
}

enum err str_base64(const void *bytes, size_t n, char *out, size_t max)
{
    if (sodium_base64_encoded_len(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING) > max) {
        return ERR_LIMIT;
    }
    sodium_bin2base64(out, max, bytes, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return OK;
}

enum err str_unbase64(struct str text, void *out, size_t max, size_t *ret_n)
{
    const char *end = NULL;
    size_t n = 0;
    if (sodium_base642bin(out, max, text.p, text.n, NULL, &n, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        end != text.p + text.n) {
        return ERR_INVALID;
    }
    *ret_n = n;
    return OK;
}

void buf_init(struct buf *buf, char *storage, size_t storage_bytes)
{
    assert(storage != NULL);
    assert(storage_bytes > 0);
    *buf = (struct buf){.p = storage, .n = 0, .max = storage_bytes - 1, .overflow = false};
    storage[0] = '\0';
}

void buf_clear(struct buf *buf)
{
    buf->n = 0;
    buf->overflow = false;
    buf->p[0] = '\0';
}

void buf_add(struct buf *buf, const void *bytes, size_t n)
{
    assert(buf->n <= buf->max);
    if (buf->overflow || n > buf->max - buf->n) {
        buf->overflow = true;
        return;
    }
    if (n > 0) {
        memcpy(buf->p + buf->n, bytes, n);
    }
    buf->n += n;
    buf->p[buf->n] = '\0';
}

void buf_char(struct buf *buf, char c)
{
    buf_add(buf, &c, 1);
}

void buf_puts(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_str(struct buf *buf, struct str text)
{
    buf_add(buf, text.p, text.n);
}

void buf_padded(struct buf *buf, int64_t value, int width)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
    assert(width <= 20);
    do {
        digits[--at] = (char)('0' + (char)(rest % 10));
        rest /= 10;
    } while (rest > 0);
    while (sizeof digits - at < (size_t)width) {
        digits[--at] = '0';
    }
    if (value < 0) {
        digits[--at] = '-';
    }
    buf_add(buf, digits + at, sizeof digits - at);
}

void buf_int(struct buf *buf, int64_t value)
{
    buf_padded(buf, value, 1);
}

struct str buf_view(const struct buf *buf)
{
    return (struct str){buf->p, buf->n};
}
