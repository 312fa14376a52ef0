/* See app_code.h. Bytes: version, number of children, seconds (5), nonce, children, signature; written in base 32. */
#include "wire/app_code.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

enum { VERSION = 1, SECONDS_BYTES = 5, HEAD_BYTES = 2 + SECONDS_BYTES + APP_CODE_NONCE_BYTES, PREFIX_BYTES = 4 };

_Static_assert(HEAD_BYTES == 15, "what APP_CODE_BYTES_MAX says");
_Static_assert(sizeof APP_CODE_PREFIX - 1 == PREFIX_BYTES, "what APP_CODE_TEXT_MAX says");

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
static const char topic[] =
    "tsubame/v1/app-code"; /* no MQTT topic: what keeps this signature from being taken for another */

static size_t write_32(const unsigned char *bytes, size_t n, char *text)
{
    uint32_t held = 0;
    int bits = 0;
    size_t out = 0;
    for (size_t i = 0; i < n; i++) {
        held = held << 8 | bytes[i];
        bits += 8;
        for (; bits >= 5; bits -= 5) {
            text[out++] = letters[held >> (bits - 5) & 31];
        }
    }
    if (bits > 0) {
        text[out++] = letters[held << (5 - bits) & 31];
    }
    return out;
}

static int value_of(char c)
{
    const char upper = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    const char *at = upper == '\0' ? NULL : strchr(letters, upper);
    return at == NULL ? -1 : (int)(at - letters);
}

/* False: a letter that none has, or too long. */
static bool read_32(struct str text, unsigned char *bytes, size_t max, size_t *ret_n)
{
    uint32_t held = 0;
    int bits = 0;
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        int value = value_of(text.p[i]);
        if (value < 0) {
            return false;
        }
        held = held << 5 | (uint32_t)value;
        bits += 5;
        if (bits >= 8) {
            if (n == max) {
                return false;
            }
            bits -= 8;
            bytes[n++] = (unsigned char)(held >> bits & 0xFF);
        }
    }
    *ret_n = n;
    return true;
}

void app_code_child(const char *child_id, unsigned char ret[APP_CODE_CHILD_BYTES])
{
    unsigned char hash[SECRET_HASH_BYTES];
    secret_hash(child_id, strlen(child_id), hash);
    memcpy(ret, hash, APP_CODE_CHILD_BYTES);
}

void app_code_write(const struct app_code *code, const unsigned char sign_secret[SECRET_SIGN_SECRET_BYTES],
                    char text[APP_CODE_TEXT_MAX])
{
    unsigned char bytes[APP_CODE_BYTES_MAX];
    int64_t seconds = code->issued_ms / 1000;
    size_t n = HEAD_BYTES + code->children_n * APP_CODE_CHILD_BYTES;
    assert(code->children_n >= 1);
    assert(code->children_n <= TAP_CHILDREN_MAX);
    bytes[0] = VERSION;
    bytes[1] = (unsigned char)code->children_n;
    for (int i = 0; i < SECONDS_BYTES; i++) {
        bytes[2 + i] = (unsigned char)(seconds >> (8 * (SECONDS_BYTES - 1 - i)) & 0xFF);
    }
    memcpy(bytes + 2 + SECONDS_BYTES, code->nonce, APP_CODE_NONCE_BYTES);
    memcpy(bytes + HEAD_BYTES, code->children, code->children_n * APP_CODE_CHILD_BYTES);
    secret_sign(sign_secret, str_of(topic), (struct str){(const char *)bytes, n}, bytes + n);
    memcpy(text, APP_CODE_PREFIX, PREFIX_BYTES);
    size_t out = PREFIX_BYTES + write_32(bytes, n + SECRET_SIGNATURE_BYTES, text + PREFIX_BYTES);
    assert(out < APP_CODE_TEXT_MAX);
    text[out] = '\0';
}

static struct str trimmed(struct str line)
{
    while (line.n > 0 && (line.p[line.n - 1] == '\r' || line.p[line.n - 1] == ' ')) {
        line.n--;
    }
    return line;
}

enum err app_code_read(struct str line, const unsigned char sign_public[SECRET_SIGN_PUBLIC_BYTES], struct app_code *ret)
{
    unsigned char bytes[APP_CODE_BYTES_MAX];
    size_t n = 0;
    int64_t seconds = 0;
    line = trimmed(line);
    if (!str_starts(line, APP_CODE_PREFIX) ||
        !read_32((struct str){line.p + PREFIX_BYTES, line.n - PREFIX_BYTES}, bytes, sizeof bytes, &n) ||
        n < HEAD_BYTES || bytes[0] != VERSION || bytes[1] == 0 || bytes[1] > TAP_CHILDREN_MAX ||
        n != HEAD_BYTES + (size_t)bytes[1] * APP_CODE_CHILD_BYTES + SECRET_SIGNATURE_BYTES) {
        return ERR_INVALID;
    }
    size_t said = n - SECRET_SIGNATURE_BYTES;
    if (!secret_verify(sign_public, str_of(topic), (struct str){(const char *)bytes, said}, bytes + said)) {
        return ERR_DENIED;
    }
    for (int i = 0; i < SECONDS_BYTES; i++) {
        seconds = seconds << 8 | bytes[2 + i];
    }
    memset(ret, 0, sizeof *ret);
    ret->issued_ms = seconds * 1000;
    ret->children_n = bytes[1];
    memcpy(ret->nonce, bytes + 2 + SECONDS_BYTES, APP_CODE_NONCE_BYTES);
    memcpy(ret->children, bytes + HEAD_BYTES, ret->children_n * APP_CODE_CHILD_BYTES);
    return OK;
}
