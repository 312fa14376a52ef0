/* See browser_mac.h. */
#include "base/browser_mac.h"

#include <assert.h>
#include <sodium.h>

#include "base/banned.h"

_Static_assert((int)SECRET_KEY_BYTES == (int)crypto_auth_hmacsha256_KEYBYTES, "a key is a key");
_Static_assert((int)BROWSER_MAC_BYTES == (int)crypto_auth_hmacsha256_BYTES, "a hash is a hash");

void browser_mac(const unsigned char key[SECRET_KEY_BYTES], struct str said, unsigned char out[BROWSER_MAC_BYTES])
{
    int failed = crypto_auth_hmacsha256(out, (const unsigned char *)said.p, said.n, key);
    assert(failed == 0);
    (void)failed;
}
