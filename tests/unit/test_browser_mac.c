/* The keyed hash that a page makes as well. */
#include "base/browser_mac.h"

#include <string.h>

#include "support/test.h"

TEST("it is HMAC-SHA-256: the third example of RFC 4231 with its key filled up to a whole one")
{
    unsigned char key[SECRET_KEY_BYTES] = {0};
    unsigned char said[50];
    unsigned char mac[BROWSER_MAC_BYTES];
    char hex[2 * BROWSER_MAC_BYTES + 1];
    /* A key shorter than a block is filled with zeros: 20 bytes and 12 zeros are the same key as 20 bytes. */
    memset(key, 0xaa, 20);
    memset(said, 0xdd, sizeof said);
    secret_init();
    browser_mac(key, (struct str){(const char *)said, sizeof said}, mac);
    str_hex(mac, sizeof mac, hex);
    EXPECT_STR(hex, "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
}
