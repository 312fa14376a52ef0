/* The token of a one-tap link: what we did not make opens nothing. */
#include "actions/link_token.h"

#include <string.h>

#include "support/test.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void make_keys(struct keys *keys, unsigned char first)
{
    memset(keys, 0, sizeof *keys);
    memset(keys->column, first, sizeof keys->column);
}

TEST("a token opens to the number it was made of")
{
    static const int64_t ids[] = {1, INT64_C(1772400000) << 31, INT64_MAX};
    struct keys keys;
    make_keys(&keys, 7);
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        char token[LINK_TOKEN_TEXT];
        int64_t id = 0;
        link_token_put(&keys, ids[i], token);
        EXPECT_INT(strlen(token), LINK_TOKEN_TEXT - 1);
        EXPECT_OK(link_token_open(&keys, str_of(token), &id));
        EXPECT_INT(id, ids[i]);
    }
}

TEST("R-SEC-05: a token with one character changed, cut, longer, or made with another key opens nothing")
{
    struct keys keys;
    struct keys other;
    char token[LINK_TOKEN_TEXT + 1] = "";
    int64_t id = 0;
    make_keys(&keys, 7);
    make_keys(&other, 8);
    link_token_put(&keys, 42, token);
    EXPECT_INT(link_token_open(&other, str_of(token), &id), ERR_NOT_FOUND);
    for (size_t at = 0; at < LINK_TOKEN_TEXT - 1; at++) {
        char kept = token[at];
        for (const char *c = alphabet; *c != '\0'; c++) {
            token[at] = *c;
            EXPECT_INT(link_token_open(&keys, str_of(token), &id), *c == kept ? OK : ERR_NOT_FOUND);
        }
        token[at] = kept;
        EXPECT_INT(link_token_open(&keys, (struct str){token, at}, &id), ERR_NOT_FOUND);
    }
    token[LINK_TOKEN_TEXT - 1] = 'A';
    EXPECT_INT(link_token_open(&keys, str_of(token), &id), ERR_NOT_FOUND);
    EXPECT_INT(link_token_open(&keys, STR(""), &id), ERR_NOT_FOUND);
}
