/* The code of a guardian's phone. R-ATT-18. */
#include "wire/app_code.h"

#include <string.h>

#include "support/test.h"

static unsigned char seed[SECRET_SIGN_SEED_BYTES] = {1};
static unsigned char sign_public[SECRET_SIGN_PUBLIC_BYTES];
static unsigned char sign_secret[SECRET_SIGN_SECRET_BYTES];

static struct app_code of_children(size_t n)
{
    struct app_code code = {.issued_ms = INT64_C(1772406000000), .nonce = {5}, .children_n = n};
    secret_sign_keys(seed, sign_public, sign_secret);
    for (size_t i = 0; i < n; i++) {
        char id[8] = {'c', (char)('1' + i), '\0'};
        app_code_child(id, code.children[i]);
    }
    return code;
}

TEST("R-ATT-18: a code is read back as it was signed, whichever case the scanner types")
{
    char text[APP_CODE_TEXT_MAX];
    struct app_code read;
    for (size_t n = 1; n <= TAP_CHILDREN_MAX; n++) {
        struct app_code code = of_children(n);
        app_code_write(&code, sign_secret, text);
        EXPECT_OK(app_code_read(str_of(text), sign_public, &read));
        EXPECT_INT(read.children_n, n);
        EXPECT_INT(read.issued_ms, code.issued_ms);
        EXPECT_MEM(read.nonce, code.nonce, sizeof read.nonce);
        EXPECT_MEM(read.children, code.children, n * APP_CODE_CHILD_BYTES);
        EXPECT(strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") == strlen(text));
    }
    for (char *p = text + 4; *p != '\0'; p++) {
        *p = *p >= 'A' && *p <= 'Z' ? (char)(*p - 'A' + 'a') : *p;
    }
    EXPECT_OK(app_code_read(str_of(text), sign_public, &read));
}

TEST("R-ATT-18: a letter changed, another key, or a piece missing: it is no code of the server's")
{
    char text[APP_CODE_TEXT_MAX];
    struct app_code code = of_children(2);
    struct app_code read;
    unsigned char other[SECRET_SIGN_PUBLIC_BYTES] = {9};
    app_code_write(&code, sign_secret, text);
    EXPECT(app_code_read(str_of(text), other, &read) != OK);
    size_t n = strlen(text);
    for (size_t i = 0; i < n; i++) {
        char before = text[i];
        text[i] = before == 'A' ? 'B' : 'A';
        EXPECT(app_code_read(str_of(text), sign_public, &read) != OK);
        text[i] = before;
    }
    for (size_t i = 0; i < n; i += 7) {
        EXPECT(app_code_read((struct str){text, i}, sign_public, &read) != OK);
    }
    EXPECT_OK(app_code_read(str_of(text), sign_public, &read));
}
