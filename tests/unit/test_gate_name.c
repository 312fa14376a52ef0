/* core/gate_name.c: what the entrance may show. */
#include "support/test.h"

#include <string.h>

#include "core/gate_name.h"

#include "base/banned.h"

TEST("R-ATT-19: the entrance shows the given name alone, as it is read aloud")
{
    static const struct {
        const char *name;
        const char *kana;
        const char *nick;
    } rows[] = {
        {"杉並 花子", "すぎなみ はなこ", "はなこ"},
        {"杉並　花子", "すぎなみ　はなこ", "はなこ"},
        {"杉並 花子", "", "花子"},
        {"Maria da Silva Anna", "マリア アンナ", "アンナ"},
        {"花子", "はなこ", "はなこ"},
        {"", "", ""},
        {"a ", "a ", "a "},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char nick[49];
        gate_name_nick(str_of(rows[i].name), str_of(rows[i].kana), nick, sizeof nick);
        EXPECT_STR(nick, rows[i].nick);
    }
}

TEST("R-ATT-19: a long name ends at the end of a letter")
{
    char nick[8];
    gate_name_nick(STR("はなこはなこ"), STR(""), nick, sizeof nick);
    EXPECT_STR(nick, "はな");
    gate_name_nick(STR("Alexandrina"), STR(""), nick, sizeof nick);
    EXPECT_STR(nick, "Alexand");
}

TEST("a child has the same picture every day, and the pictures are all in use")
{
    int seen[16] = {0};
    char id[8];
    for (int i = 0; i < 400; i++) {
        id[0] = 'c';
        id[1] = (char)('0' + i / 100);
        id[2] = (char)('0' + i / 10 % 10);
        id[3] = (char)('0' + i % 10);
        id[4] = '\0';
        int32_t symbol = gate_name_symbol(str_of(id), 16);
        EXPECT(symbol >= 1 && symbol <= 16);
        EXPECT_INT(gate_name_symbol(str_of(id), 16), symbol);
        seen[symbol - 1]++;
    }
    for (int i = 0; i < 16; i++) {
        EXPECT(seen[i] > 0);
    }
}
