/* Whatever a browser says its push service is: what is taken has an origin of its own services, holds no user and no other host, and its key is a point
 * that can be sealed for. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "base/p256.h"
#include "core/push.h"

#include "base/banned.h"

static void seal_for(const uint8_t *data, size_t size)
{
    static const unsigned char secret[P256_SECRET_BYTES] = {1};
    static const unsigned char salt[P256_SALT_BYTES];
    unsigned char sealed[8 + P256_SEAL_OVERHEAD];
    struct p256_reader reader = {{0}, {0}};
    if (size < P256_PUBLIC_BYTES) {
        return;
    }
    memcpy(reader.public_key, data, P256_PUBLIC_BYTES);
    bool good = p256_is_public(reader.public_key);
    enum err err = p256_seal(&reader, secret, salt, STR("12345678"), sealed);
    assert(good == (err == OK));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str origin = {NULL, 0};
    struct str endpoint = {(const char *)data, size};
    seal_for(data, size);
    if (push_allowed(endpoint, STR("push.example *.push.example localhost:4433"))) {
        assert(push_origin(endpoint, &origin));
        assert(origin.n < endpoint.n);
        assert(memchr(origin.p, '@', origin.n) == NULL);
        assert(endpoint.p[origin.n] == '/');
        assert(memchr(endpoint.p, '#', endpoint.n) == NULL);
        assert(str_starts(origin, "https://"));
    }
    return 0;
}
