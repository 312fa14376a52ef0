/* See photo_sealed.h. */
#include "actions/photo_sealed.h"

#include <assert.h>

#include "base/secret.h"

#include "base/banned.h"

enum { ABOUT_BYTES = 96 };

static struct str about(char *storage, const char *public_id, enum photo_size size)
{
    struct buf buf;
    buf_init(&buf, storage, ABOUT_BYTES);
    buf_puts(&buf, "photo_bytes|sealed|");
    buf_puts(&buf, public_id);
    buf_puts(&buf, size == PHOTO_SMALL ? ".1" : ".2");
    assert(!buf.overflow);
    return buf_view(&buf);
}

void photo_sealed_close(const struct keys *keys, const char *public_id, enum photo_size size, struct str plain,
                        unsigned char *out)
{
    char storage[ABOUT_BYTES];
    secret_seal(keys->column, about(storage, public_id, size), plain.p, plain.n, out);
}

enum err photo_sealed_open(const struct keys *keys, const char *public_id, enum photo_size size, struct str sealed,
                           struct buf *plain)
{
    char storage[ABOUT_BYTES];
    buf_clear(plain);
    if (sealed.n < SECRET_SEAL_OVERHEAD || sealed.n - SECRET_SEAL_OVERHEAD > plain->max) {
        return ERR_LIMIT;
    }
    enum err err = secret_unseal(keys->column, about(storage, public_id, size), sealed.p, sealed.n,
                                 (unsigned char *)plain->p);
    plain->n = err == OK ? sealed.n - SECRET_SEAL_OVERHEAD : 0;
    return err == OK ? OK : ERR_IO;
}
