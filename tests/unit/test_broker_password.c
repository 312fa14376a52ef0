/* The password of an entrance as Mosquitto keeps it. */
#include "base/broker_password.h"

#include <string.h>

#include "support/test.h"

TEST("a hash is one that can be written into the broker's file, and nothing else is")
{
    static const unsigned char salt[BROKER_PASSWORD_SALT_BYTES] = {1, 2, 3};
    char hash[BROKER_PASSWORD_HASH_TEXT];
    char other[BROKER_PASSWORD_HASH_TEXT];
    broker_password_hash(STR("one"), salt, hash);
    broker_password_hash(STR("two"), salt, other);
    EXPECT(broker_password_is_hash(str_of(hash)));
    /* PBKDF2 with HMAC-SHA-512 as another library makes it. */
    EXPECT_STR(hash,
               "$7$101$AQIDAAAAAAAAAAAA$LKtqddsq/sDtWKS68SjSCkv5bMSK0xSSMp0SMziBxZAZvhRHCJQKVS++JOcFtTQXg/yWYl+U5/"
               "hyDMBhsr0hIQ==");
    EXPECT(strcmp(hash, other) != 0);
    static const char *const wrong[] = {"", "$7$101$", "one", "$6$101$AQIDAAAAAAAAAAAA$aaaa"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        EXPECT(!broker_password_is_hash(str_of(wrong[i])));
    }
    hash[20] = '\n';
    EXPECT(!broker_password_is_hash(str_of(hash)));
    hash[20] = ':';
    EXPECT(!broker_password_is_hash(str_of(hash)));
}
