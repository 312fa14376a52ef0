/* See card_number.h. */
#include "wire/card_number.h"

#include <string.h>

#include "base/secret.h"

#include "base/banned.h"

enum { DECIMAL_DIGITS = 10, CODE_DIGITS = 2 * CARD_NUMBER_BYTES };

static struct str trimmed(struct str line)
{
    while (line.n > 0 && (line.p[line.n - 1] == '\r' || line.p[line.n - 1] == ' ')) {
        line.n--;
    }
    while (line.n > 0 && line.p[0] == ' ') {
        line = (struct str){line.p + 1, line.n - 1};
    }
    return line;
}

static bool read_hex(struct str line, struct card_number *ret)
{
    char digits[CODE_DIGITS];
    if (line.n > sizeof digits) {
        return false;
    }
    for (size_t i = 0; i < line.n; i++) {
        char c = line.p[i];
        digits[i] = c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
    }
    enum err err = str_unhex((struct str){digits, line.n}, ret->bytes, line.n / 2);
    secret_wipe(digits, sizeof digits);
    ret->n = err == OK ? line.n / 2 : 0;
    return err == OK;
}

static bool read_decimal(struct str line, struct card_number *ret)
{
    char digits[DECIMAL_DIGITS + 1];
    int64_t number = 0;
    size_t zeros = 0;
    while (zeros < line.n - 1 && line.p[zeros] == '0') {
        zeros++;
    }
    enum err err = str_copy((struct str){line.p + zeros, line.n - zeros}, digits, sizeof digits);
    err = err == OK ? str_int(str_of(digits), 1, UINT32_MAX, &number) : err;
    secret_wipe(digits, sizeof digits);
    for (size_t i = 0; i < 4 && err == OK; i++) {
        ret->bytes[i] = (unsigned char)(number >> (8 * (3 - i)) & 0xFF);
    }
    ret->n = err == OK ? 4 : 0;
    return err == OK;
}

bool card_number_read(struct str line, struct card_number *ret)
{
    static const char prefix[] = CARD_NUMBER_CODE_PREFIX;
    size_t prefix_n = sizeof prefix - 1;
    line = trimmed(line);
    memset(ret, 0, sizeof *ret);
    ret->code = line.n == prefix_n + CODE_DIGITS && str_starts(line, prefix);
    if (ret->code) {
        return read_hex((struct str){line.p + prefix_n, line.n - prefix_n}, ret);
    }
    if (line.n == DECIMAL_DIGITS) {
        return read_decimal(line, ret);
    }
    return (line.n == 8 || line.n == 14 || line.n == 16) && read_hex(line, ret);
}

bool card_number_throwaway(const struct card_number *number)
{
    return number->n == 4 && number->bytes[0] == 0x08;
}
