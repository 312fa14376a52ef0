/* See sealed.h. */
#include "actions/sealed.h"

#include <assert.h>

#include "base/banned.h"

enum { ABOUT_BYTES = 128 };

static struct str about(struct buf *buf, char *storage, const char *what, struct str public_id)
{
    buf_init(buf, storage, ABOUT_BYTES);
    buf_puts(buf, what);
    buf_char(buf, '|');
    buf_str(buf, public_id);
    assert(!buf->overflow);
    return buf_view(buf);
}

void sealed_close(const struct keys *keys, const char *what, const char *public_id, struct str plain,
                  unsigned char *out)
{
    char storage[ABOUT_BYTES];
    struct buf buf;
    secret_seal(keys->column, about(&buf, storage, what, str_of(public_id)), plain.p, plain.n, out);
}

enum err sealed_open(const struct keys *keys, const char *what, struct str public_id, struct str sealed,
                     struct buf *plain)
{
    char storage[ABOUT_BYTES];
    struct buf buf;
    buf_clear(plain);
    if (sealed.n < SECRET_SEAL_OVERHEAD || sealed.n - SECRET_SEAL_OVERHEAD > plain->max) {
        return ERR_IO;
    }
    size_t n = sealed.n - SECRET_SEAL_OVERHEAD;
    if (secret_unseal(keys->column, about(&buf, storage, what, public_id), sealed.p, sealed.n,
                      (unsigned char *)plain->p) != OK) {
        buf_clear(plain);
        return ERR_IO;
    }
    plain->n = n;
    plain->p[n] = '\0';
    return OK;
}
