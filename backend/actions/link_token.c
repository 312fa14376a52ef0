/* See link_token.h. */
#include "actions/link_token.h"

#include <assert.h>
#include <string.h>

#include "base/secret.h"

#include "base/banned.h"

enum { ID_BYTES = 8, MAC_BYTES = 16, TOKEN_BYTES = ID_BYTES + MAC_BYTES };

/* A key of its own for this purpose: what it makes is good for nothing else, and the other way round. */
static void sign(const struct keys *keys, const unsigned char id[ID_BYTES], unsigned char mac[SECRET_HASH_BYTES])
{
    static const char purpose[] = "tsubame one-tap link 1";
    unsigned char key[SECRET_HASH_BYTES];
    _Static_assert((int)SECRET_HASH_BYTES == (int)SECRET_KEY_BYTES, "a hash is a key");
    secret_mac(keys->column, purpose, sizeof purpose - 1, key);
    secret_mac(key, id, ID_BYTES, mac);
    secret_wipe(key, sizeof key);
}

void link_token_put(const struct keys *keys, int64_t id, char out[LINK_TOKEN_TEXT])
{
    unsigned char token[ID_BYTES + SECRET_HASH_BYTES];
    assert(id > 0);
    for (int i = 0; i < ID_BYTES; i++) {
        token[i] = (unsigned char)((uint64_t)id >> (8 * (ID_BYTES - 1 - i)));
    }
    sign(keys, token, token + ID_BYTES);
    enum err err = str_base64(token, TOKEN_BYTES, out, LINK_TOKEN_TEXT);
    assert(err == OK);
    secret_wipe(token, sizeof token);
}

enum err link_token_open(const struct keys *keys, struct str token, int64_t *ret_id)
{
    unsigned char bytes[TOKEN_BYTES];
    unsigned char mac[SECRET_HASH_BYTES];
    uint64_t id = 0;
    size_t n = 0;
    if (token.n != LINK_TOKEN_TEXT - 1 || str_unbase64(token, bytes, sizeof bytes, &n) != OK || n != sizeof bytes) {
        return ERR_NOT_FOUND;
    }
    sign(keys, bytes, mac);
    if (!secret_same(mac, bytes + ID_BYTES, MAC_BYTES)) {
        return ERR_NOT_FOUND;
    }
    for (int i = 0; i < ID_BYTES; i++) {
        id = id << 8 | bytes[i];
    }
    *ret_id = (int64_t)id;
    return OK;
}
