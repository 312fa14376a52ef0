/* See photo_link.h: "1.<end>.<signature>", the end in milliseconds. */
#include "http/photo_link.h"

#include <assert.h>

#include "base/secret.h"

#include "base/banned.h"

enum { SAID_BYTES = 192, SIGNATURE_BYTES = 18 };

static void sign(const struct keys *keys, const struct photo_link *link, enum photo_size size, int64_t until_ms,
                 struct buf *out)
{
    char storage[SAID_BYTES];
    char text[32];
    unsigned char mac[SECRET_HASH_BYTES];
    struct buf said;
    buf_init(&said, storage, sizeof storage);
    buf_puts(&said, "photo link|");
    buf_int(&said, link->account_id);
    buf_char(&said, '|');
    buf_str(&said, link->photo);
    buf_char(&said, '|');
    buf_int(&said, size);
    buf_char(&said, '|');
    buf_int(&said, until_ms);
    assert(!said.overflow);
    secret_mac(keys->column, said.p, said.n, mac);
    enum err err = str_base64(mac, SIGNATURE_BYTES, text, sizeof text);
    assert(err == OK);
    buf_int(out, size);
    buf_char(out, '.');
    buf_int(out, until_ms);
    buf_char(out, '.');
    buf_puts(out, text);
}

void photo_link_make(const struct keys *keys, const struct photo_link *link, char out[PHOTO_LINK_BYTES])
{
    struct buf buf;
    buf_init(&buf, out, PHOTO_LINK_BYTES);
    sign(keys, link, link->size, photo_link_until_ms(link->now_ms), &buf);
    assert(!buf.overflow);
}

/* "2.1793…." → 2 and the number; the signature is compared whole. */
static bool cut(struct str text, enum photo_size *ret_size, int64_t *ret_until_ms)
{
    size_t dot = 2;
    if (text.n < 4 || text.n >= PHOTO_LINK_BYTES || text.p[1] != '.' || (text.p[0] != '1' && text.p[0] != '2')) {
        return false;
    }
    while (dot < text.n && text.p[dot] != '.') {
        dot++;
    }
    *ret_size = text.p[0] == '1' ? PHOTO_SMALL : PHOTO_LARGE;
    return str_int((struct str){text.p + 2, dot - 2}, 1, INT64_MAX, ret_until_ms) == OK;
}

bool photo_link_holds(const struct keys *keys, const struct photo_link *link, struct str text,
                      enum photo_size *ret_size)
{
    char wanted[PHOTO_LINK_BYTES];
    struct buf buf;
    int64_t until_ms;
    if (link->photo.n >= SECRET_PUBLIC_ID_TEXT || !cut(text, ret_size, &until_ms) || until_ms <= link->now_ms) {
        return false;
    }
    buf_init(&buf, wanted, sizeof wanted);
    sign(keys, link, *ret_size, until_ms, &buf);
    return !buf.overflow && buf.n == text.n && secret_same(buf.p, text.p, buf.n);
}
