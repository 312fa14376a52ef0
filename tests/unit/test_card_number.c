/* wire/card_number.c: numbers as readers type them and people write them. */
#include "test.h"

#include <string.h>

#include "wire/card_number.h"

#include "base/banned.h"

TEST("a card is 8, 14 or 16 hexadecimal digits, or ten decimal ones; a printed code has its own beginning")
{
    static const struct {
        const char *line;
        const char *hex; /* NULL: refused */
        bool code;
    } rows[] = {
        {"04a1b2c3", "04a1b2c3", false},
        {" 04A1B2C3D4E5F6 \r", "04a1b2c3d4e5f6", false},
        {"0114B34C5E1A2B3C", "0114b34c5e1a2b3c", false},
        {"0077705923", "04a1b2c3", false}, /* 0x04A1B2C3 */
        {"4294967295", "ffffffff", false},
        {"4294967296", NULL, false},
        {"0000000000", NULL, false},
        {"TSBP00112233445566778899AABBCCDDEEFF", "00112233445566778899aabbccddeeff", true},
        {"TSBP00112233445566778899AABBCCDDEEF", NULL, false},
        {"TSBX00112233445566778899AABBCCDDEEFF", NULL, false},
        {"TSBP0011223344556677889 AABBCCDDEEFF", NULL, true},
        {"00112233445566778899AABBCCDDEEFF", NULL, false},
        {"04a1b2cg", NULL, false},
        {"04a1b2c", NULL, false},
        {"", NULL, false},
        {"          ", NULL, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char had[2 * CARD_NUMBER_BYTES + 1];
        struct card_number number;
        memset(&number, 0, sizeof number);
        print_message("%s\n", rows[i].line);
        EXPECT_INT(card_number_read(str_of(rows[i].line), &number), rows[i].hex != NULL);
        EXPECT_INT(number.code, rows[i].code);
        str_hex(number.bytes, number.n, had);
        EXPECT_STR(had, rows[i].hex != NULL ? rows[i].hex : "");
    }
}

TEST("a phone's number of the moment is known by its first byte, a card's never is")
{
    struct card_number number;
    EXPECT(card_number_read(STR("08A1B2C3"), &number));
    EXPECT(card_number_throwaway(&number));
    EXPECT(card_number_read(STR("04A1B2C3"), &number));
    EXPECT_NOT(card_number_throwaway(&number));
    EXPECT(card_number_read(STR("08A1B2C3D4E5F6"), &number));
    EXPECT_NOT(card_number_throwaway(&number));
}
