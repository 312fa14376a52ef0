/* The code on paper: what is printed is read back however it was typed, and a slip is noticed. */
#include "wire/claim_code.h"

#include <stdio.h>
#include <string.h>

#include "base/secret.h"
#include "support/test.h"

static void make(uint64_t seed, char code[CLAIM_CODE_BYTES])
{
    unsigned char random[SECRET_HASH_BYTES];
    secret_hash(&seed, sizeof seed, random);
    claim_code_make(random, code);
}

TEST("R-REG-10: twelve unambiguous symbols in three groups, the same random bytes the same code, and no two alike in "
     "ten thousand")
{
    static char seen[10000][CLAIM_CODE_BYTES];
    char text[CLAIM_CODE_TEXT];
    char code[CLAIM_CODE_BYTES];
    secret_init();
    for (uint64_t i = 0; i < 10000; i++) {
        make(i, seen[i]);
        EXPECT_INT(strlen(seen[i]), CLAIM_CODE_SYMBOLS);
        EXPECT_NULL(strpbrk(seen[i], "01ILOilo"));
        EXPECT(i == 0 || strcmp(seen[i], seen[i - 1]) != 0);
    }
    claim_code_print(seen[7], text);
    EXPECT_INT(strlen(text), CLAIM_CODE_TEXT - 1);
    EXPECT_INT(text[4], '-');
    EXPECT_INT(text[9], '-');
    EXPECT_OK(claim_code_read(str_of(text), code));
    EXPECT_STR(code, seen[7]);
}

TEST("R-REG-10: either case, either width, blanks and dashes are read")
{
    static const unsigned char zero[CLAIM_CODE_RANDOM];
    char code[CLAIM_CODE_BYTES];
    char read[CLAIM_CODE_BYTES];
    char lower[2 * CLAIM_CODE_TEXT] = "";
    char wide[8 * CLAIM_CODE_TEXT] = "";
    secret_init();
    make(3, code);
    struct buf small;
    struct buf broad;
    buf_init(&small, lower, sizeof lower);
    buf_init(&broad, wide, sizeof wide);
    for (int i = 0; i < CLAIM_CODE_SYMBOLS; i++) {
        buf_char(&small, code[i] >= 'A' ? (char)(code[i] + 32) : code[i]);
        buf_char(&small, i % 2 == 0 ? ' ' : '-');
        buf_puts(&broad, i == 4 ? "ー" : i == 8 ? "　" : "");
        buf_char(&broad, (char)0xEF);
        buf_char(&broad, (char)(code[i] >= '`' ? 0xBD : 0xBC));
        buf_char(&broad, (char)(0x80 + code[i] - 0x20));
    }
    EXPECT_OK(claim_code_read(buf_view(&small), read));
    EXPECT_STR(read, code);
    EXPECT_OK(claim_code_read(buf_view(&broad), read));
    EXPECT_STR(read, code);
    claim_code_make(zero, code);
    EXPECT_STR(code, "222222222222");
}

TEST("R-REG-10: every single wrong symbol and every two that changed places are noticed")
{
    static const char symbols[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    char code[CLAIM_CODE_BYTES];
    char read[CLAIM_CODE_BYTES];
    secret_init();
    for (uint64_t seed = 0; seed < 200; seed++) {
        make(seed, code);
        for (size_t i = 0; i < CLAIM_CODE_SYMBOLS; i++) {
            char right = code[i];
            for (const char *wrong = symbols; *wrong != '\0'; wrong++) {
                code[i] = *wrong;
                EXPECT_INT(claim_code_read(str_of(code), read), *wrong == right ? OK : ERR_INVALID);
            }
            code[i] = right;
            for (size_t j = i + 1; j < CLAIM_CODE_SYMBOLS; j++) {
                char other = code[j];
                code[j] = right;
                code[i] = other;
                EXPECT_INT(claim_code_read(str_of(code), read), other == right ? OK : ERR_INVALID);
                code[i] = right;
                code[j] = other;
            }
        }
    }
}

TEST("what is too short, too long or no symbol is refused")
{
    static const char *const wrong[] = {
        "",         "2222-2222-222",  "2222-2222-22222", "2222-2222-222O", "2222 2222 222ー",
        "２２２２", "2222_2222_2222", "あいうえ",        "\xEF\xBC",       "\xFF\xFF\xFF"};
    char read[CLAIM_CODE_BYTES];
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        EXPECT_INT(claim_code_read(str_of(wrong[i]), read), ERR_INVALID);
    }
}
