/* The key file. */
#include "store/keys.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/test.h"

TEST("keys are made once, read again the same, and are different in every municipality")
{
    struct keys *first;
    struct keys *again;
    struct keys *other;
    struct stat st;
    secret_init();
    EXPECT_OK(keys_create(test_path("keys")));
    EXPECT_INT(keys_create(test_path("keys")), ERR_CONFLICT);
    EXPECT_INT(stat(test_path("keys"), &st), 0);
    EXPECT_INT(st.st_mode & 0777, 0600);
    EXPECT_OK(keys_load(test_path("keys"), &first));
    EXPECT_OK(keys_load(test_path("keys"), &again));
    EXPECT_MEM(first, again, sizeof *first);
    EXPECT_OK(keys_create(test_path("other")));
    EXPECT_OK(keys_load(test_path("other"), &other));
    EXPECT(memcmp(first->column, other->column, sizeof first->column) != 0);
    EXPECT(memcmp(first->card, first->column, sizeof first->card) != 0);
    keys_close(first);
    keys_close(again);
    keys_close(other);
}

TEST("a key file that others may read, that is cut short or absent is refused")
{
    struct keys *keys;
    secret_init();
    EXPECT_INT(keys_load(test_path("absent"), &keys), ERR_NOT_FOUND);
    EXPECT_OK(keys_create(test_path("open")));
    EXPECT_INT(chmod(test_path("open"), 0644), 0);
    EXPECT_INT(keys_load(test_path("open"), &keys), ERR_DENIED);
    EXPECT_OK(keys_create(test_path("short")));
    EXPECT_INT(truncate(test_path("short"), 100), 0);
    EXPECT_INT(keys_load(test_path("short"), &keys), ERR_INVALID);
}

TEST("R-SEC-05: a sealed value opens only where it belongs and only unaltered")
{
    unsigned char key[SECRET_KEY_BYTES] = {1};
    unsigned char sealed[5 + SECRET_SEAL_OVERHEAD];
    unsigned char plain[5];
    secret_init();
    secret_seal(key, STR("reservation|condition|a"), "fever", 5, sealed);
    EXPECT_OK(secret_unseal(key, STR("reservation|condition|a"), sealed, sizeof sealed, plain));
    EXPECT_MEM(plain, "fever", 5);
    EXPECT_INT(secret_unseal(key, STR("reservation|condition|b"), sealed, sizeof sealed, plain), ERR_INVALID);
    sealed[30] ^= 1;
    EXPECT_INT(secret_unseal(key, STR("reservation|condition|a"), sealed, sizeof sealed, plain), ERR_INVALID);
    EXPECT_INT(secret_unseal(key, STR("x"), sealed, 10, plain), ERR_INVALID);
}

TEST("R-SEC-07: a card has the same value at every site of a municipality and another one elsewhere")
{
    unsigned char here[SECRET_KEY_BYTES] = {1};
    unsigned char there[SECRET_KEY_BYTES] = {2};
    unsigned char a[SECRET_CARD_HASH_BYTES];
    unsigned char b[SECRET_CARD_HASH_BYTES];
    secret_init();
    secret_card_hash(here, "\x01\x14\xb3\x4c\x5e\x1a\x2b\x3c", 8, a);
    secret_card_hash(here, "\x01\x14\xb3\x4c\x5e\x1a\x2b\x3c", 8, b);
    EXPECT_MEM(a, b, sizeof a);
    secret_card_hash(there, "\x01\x14\xb3\x4c\x5e\x1a\x2b\x3c", 8, b);
    EXPECT(memcmp(a, b, sizeof a) != 0);
}

TEST("a password matches its hash only, and the same password has another hash each time")
{
    char one[SECRET_PASSWORD_HASH_TEXT];
    char two[SECRET_PASSWORD_HASH_TEXT];
    secret_init();
    EXPECT_OK(secret_password_hash(STR("correct horse"), one));
    EXPECT_OK(secret_password_hash(STR("correct horse"), two));
    EXPECT(strcmp(one, two) != 0);
    EXPECT(secret_password_matches(one, STR("correct horse")));
    EXPECT_NOT(secret_password_matches(one, STR("correct hors")));
}
