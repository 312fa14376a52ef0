/* What a family writes into a registration: one form, bounds, and what is still missing. */
#include "core/registration_sheet.h"

#include <stdio.h>
#include <string.h>

#include "support/test.h"

static char storage[2][REGISTRATION_SHEET_BYTES_MAX + 1];

/* Reads `text` as a sheet; the faults joined by blanks, or its one form. */
static const char *read_as(bool household, const char *text, int into)
{
    static char wrong[600];
    struct json_faults faults;
    struct json_in in;
    struct buf out;
    struct buf words;
    buf_init(&out, storage[into], sizeof storage[into]);
    EXPECT_OK(json_open(str_of(text), &in, &faults));
    if (household) {
        registration_sheet_household(&in, &out);
    } else {
        registration_sheet_child(&in, true, &out);
    }
    if (json_close(&in) == OK) {
        return storage[into];
    }
    buf_init(&words, wrong, sizeof wrong);
    for (size_t i = 0; i < faults.n; i++) {
        buf_puts(&words, i > 0 ? " " : "");
        buf_puts(&words, faults.list[i].pointer);
        buf_char(&words, ' ');
        buf_puts(&words, faults.list[i].code);
    }
    return wrong;
}

TEST("the same words in any order are the same bytes, and what was not said is there as nothing")
{
    const char *one = read_as(
        true,
        "{\"address\":\"中央1-2-3\",\"guardians\":[{\"phone\":\"090-1\",\"name\":\"青木 葵\",\"employer\":{"
        "\"phone\":\"03-1\",\"name\":\"つばめ商事\"}}],\"emergency\":[{\"phone\":\"03-2\",\"name\":\"祖母\"}]}",
        0);
    EXPECT_STR(one, "{\"guardians\":[{\"name\":\"青木 "
                    "葵\",\"relation\":\"\",\"phone\":\"090-1\",\"employer\":{\"name\":\"つばめ商事\","
                    "\"phone\":\"03-1\"}}],\"emergency\":[{\"name\":\"祖母\",\"relation\":\"\",\"phone\":\"03-2\"}],"
                    "\"doctor\":null,"
                    "\"address\":\"中央1-2-3\"}");
    EXPECT_STR(read_as(true, one, 1), one);
    const char *child = read_as(false,
                                "{\"vaccinations\":[{\"name\":\"MR\"},{\"day\":\"2024-07-01\",\"name\":\"BCG\"}],"
                                "\"allergies\":[{\"what\":\"卵\"}]}",
                                0);
    EXPECT_STR(
        child,
        "{\"nursery\":\"\",\"no_allergies\":false,\"allergies\":[{\"what\":\"卵\",\"care\":\"\"}],\"history\":\"\","
        "\"vaccinations\":[{\"name\":\"MR\",\"day\":null},{\"name\":\"BCG\",\"day\":\"2024-07-01\"}],\"note\":\"\"}");
    EXPECT_STR(read_as(false, child, 1), child);
    struct buf blank;
    buf_init(&blank, storage[1], sizeof storage[1]);
    registration_sheet_blank_household(&blank);
    EXPECT_STR(storage[1], "{\"guardians\":[],\"emergency\":[],\"doctor\":null,\"address\":\"\"}");
}

TEST("what is wrong is named by its place")
{
    EXPECT_STR(
        read_as(
            true,
            "{\"guardians\":[{\"phone\":\"090あ\"}],\"emergency\":[{\"name\":\"a\"}],\"doctor\":{\"name\":7},\"x\":1}",
            0),
        "/guardians/0/name MISSING /guardians/0/phone BAD_FORMAT /emergency/0/phone MISSING /doctor/name WRONG_TYPE "
        "/x UNKNOWN_MEMBER");
    EXPECT_STR(
        read_as(false,
                "{\"vaccinations\":[{\"name\":\"MR\",\"day\":\"2026-02-30\"}],\"allergies\":[{}],\"no_allergies\":1}",
                0),
        "/no_allergies WRONG_TYPE /allergies/0/what MISSING /vaccinations/0/day BAD_FORMAT");
    EXPECT_STR(
        read_as(
            true,
            "{\"guardians\":[{\"name\":\"a\"},{\"name\":\"a\"},{\"name\":\"a\"},{\"name\":\"a\"},{\"name\":\"a\"}]}",
            0),
        "/guardians OUT_OF_RANGE");
}

TEST("a sheet of the greatest allowed texts is taken or refused as too long, and never cut")
{
    static char text[64 * 1024];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    buf_puts(&buf, "{\"allergies\":[");
    for (int i = 0; i < 8; i++) {
        buf_puts(&buf, i > 0 ? ",{\"what\":\"" : "{\"what\":\"");
        for (int j = 0; j < 128; j++) {
            buf_puts(&buf, "\\\"");
        }
        buf_puts(&buf, "\",\"care\":\"");
        for (int j = 0; j < 240; j++) {
            buf_puts(&buf, "\\\"");
        }
        buf_puts(&buf, "\"}");
    }
    buf_puts(&buf, "]}");
    EXPECT_STR(read_as(false, text, 0), "/note TOO_LONG");
}

static const char *missing(const char *household, const char *child)
{
    static char words[200];
    struct json_faults faults = {.n = 0};
    struct buf buf;
    registration_sheet_missing_household(str_of(household), "/household", &faults);
    registration_sheet_missing_child(str_of(child), "/sheet", &faults);
    buf_init(&buf, words, sizeof words);
    for (size_t i = 0; i < faults.n; i++) {
        buf_puts(&buf, i > 0 ? " " : "");
        buf_puts(&buf, faults.list[i].pointer);
    }
    return words;
}

TEST("R-REG-04: to be submitted a registration needs a guardian, somebody to call, and a word about allergies: none, "
     "or which")
{
    EXPECT_STR(missing("", ""), "/household/guardians /household/emergency /sheet/allergies");
    EXPECT_STR(missing("{\"guardians\":[{\"name\":\"a\"}],\"emergency\":[{\"name\":\"b\",\"phone\":\"1\"}]}",
                       "{\"no_allergies\":true}"),
               "");
    EXPECT_STR(missing("{\"guardians\":[{\"name\":\"a\"}],\"emergency\":[{\"name\":\"b\",\"phone\":\"\"}]}",
                       "{\"allergies\":[{\"what\":\"卵\",\"care\":\"\"}]}"),
               "/household/emergency");
    EXPECT_STR(missing("{\"guardians\":[{\"name\":\"a\"}],\"emergency\":[{\"name\":\"b\",\"phone\":\"1\"}]}",
                       "{\"no_allergies\":true,\"allergies\":[{\"what\":\"卵\",\"care\":\"\"}]}"),
               "/sheet/allergies"); /* none, and which: one of them is wrong */
    EXPECT_STR(missing("not JSON", "[]"), "/household/guardians /sheet/allergies");
}

TEST("R-REG-11: without its place a sheet is the one in which nobody named a place")
{
    struct buf out;
    const char *with = read_as(false, "{\"nursery\":\"つばめ保育園\",\"no_allergies\":true}", 0);
    buf_init(&out, storage[1], sizeof storage[1]);
    EXPECT_OK(registration_sheet_without_place(str_of(with), &out));
    EXPECT_STR(storage[1], read_as(false, "{\"no_allergies\":true}", 0));
}
