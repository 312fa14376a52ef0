/* core/contact_book.c: fields by class age, what a page may hold, when it may be written, what a temperature says. */
#include "core/contact_book.h"

#include <string.h>

#include "base/civil.h"
#include "support/test.h"

#include "base/banned.h"

enum { DAY = 20514 }; /* Monday 2026-03-02 */

struct decoded {
    char text[BOOK_PAGE_BYTES_MAX + 1];
    struct book_facts facts;
    struct json_faults faults;
};

static enum err decode(const char *json, enum book_part part, struct decoded *ret)
{
    struct json_in in;
    struct json_out out;
    struct buf buf;
    memset(ret, 0, sizeof *ret);
    buf_init(&buf, ret->text, sizeof ret->text);
    enum err err = json_open(str_of(json), &in, &ret->faults);
    EXPECT_OK(err);
    json_out_init(&out, &buf);
    book_decode(&in, part, &out, &ret->facts);
    return json_close(&in);
}

static bool asked(enum book_part part, int32_t age, const char *key, bool required)
{
    const struct book_field *list[BOOK_FIELDS_MAX];
    size_t n = book_fields(part, age, list);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(list[i]->key, key) == 0) {
            return book_required(list[i], age) == required;
        }
    }
    return false;
}

static bool not_asked(enum book_part part, int32_t age, const char *key)
{
    return !asked(part, age, key, true) && !asked(part, age, key, false);
}

TEST("R-CB-01: classes of 0 to 2 must answer daily, of 3 to 5 nothing; milk is asked of babies alone")
{
    EXPECT(asked(BOOK_HOME, 0, "temp_c", true));
    EXPECT(asked(BOOK_HOME, 2, "sleep", true));
    EXPECT(asked(BOOK_HOME, 0, "milk", false));
    EXPECT(not_asked(BOOK_HOME, 1, "milk"));
    EXPECT(asked(BOOK_HOME, 1, "pickup", true));
    EXPECT(asked(BOOK_HOME, 3, "temp_c", false));
    EXPECT(not_asked(BOOK_HOME, 3, "sleep"));
    EXPECT(asked(BOOK_HOME, 5, "comment", false));
    EXPECT(asked(BOOK_NURSERY, 1, "meals", true));
    EXPECT(not_asked(BOOK_NURSERY, 4, "meals"));
    EXPECT(asked(BOOK_NURSERY, 4, "message", false));
    EXPECT(asked(BOOK_NOTE, BOOK_AGE_OF_NOTE, "message", false));
}

#define WHOLE                                                                                                     \
    "{\"temp_c\":36.8,\"temp_at\":\"07:05\",\"mood\":\"good\",\"sleep\":[{\"from\":\"21:00\",\"to\":\"06:30\"}]," \
    "\"meals\":[{\"meal\":\"supper\",\"at\":\"18:30\",\"amount\":\"half\",\"text\":\"rice\"}],"                   \
    "\"milk\":[{\"at\":\"06:40\",\"ml\":120}],\"stool\":[{\"quality\":\"soft\",\"amount\":\"little\"}],"          \
    "\"bath\":\"yes\",\"pool\":\"no\",\"pickup\":{\"at\":\"17:30\",\"who\":\"grandmother\"},"                     \
    "\"medicine\":\"syrup\",\"comment\":\"slept well\"}"

TEST("R-CB-01: a page is written again in one form, the same from the same, and says what is missing")
{
    struct decoded page;
    struct decoded again;
    EXPECT_OK(decode(WHOLE, BOOK_HOME, &page));
    EXPECT_STR(page.text, WHOLE);
    EXPECT_OK(decode(page.text, BOOK_HOME, &again));
    EXPECT_STR(again.text, page.text);
    EXPECT_INT(page.facts.tenths, 368);
    EXPECT_OK(decode("{}", BOOK_HOME, &page));
    EXPECT_INT(page.facts.present, 0);
    EXPECT_INT(page.facts.tenths, -1);
    EXPECT_STR(page.text, "{}");
}

TEST("R-CB-01: what is no field, out of range or too long is refused by name")
{
    static const struct {
        const char *json;
        const char *pointer;
        const char *code;
    } rows[] = {
        {"{\"temperature\":36.8}", "/temperature", "UNKNOWN_MEMBER"},
        {"{\"temp_c\":33.9}", "/temp_c", "OUT_OF_RANGE"},
        {"{\"temp_c\":43.0}", "/temp_c", "OUT_OF_RANGE"},
        {"{\"mood\":\"great\"}", "/mood", "OUT_OF_RANGE"},
        {"{\"sleep\":[{\"from\":\"21:00\"}]}", "/sleep/0/to", "MISSING"},
        {"{\"milk\":[{\"at\":\"06:00\",\"ml\":401}]}", "/milk/0/ml", "OUT_OF_RANGE"},
        {"{\"meals\":[{\"meal\":\"tea\"}]}", "/meals/0/meal", "OUT_OF_RANGE"},
        {"{\"meals\":[{\"meal\":\"supper\",\"soup\":1}]}", "/meals/0/soup", "UNKNOWN_MEMBER"},
        {"{\"activity\":\"x\"}", "/activity", "UNKNOWN_MEMBER"},
    };
    struct decoded page;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(decode(rows[i].json, BOOK_HOME, &page), ERR_INVALID);
        EXPECT_STR(page.faults.list[0].pointer, rows[i].pointer);
        EXPECT_STR(page.faults.list[0].code, rows[i].code);
    }
    EXPECT_INT(decode("{\"phrases\":[\"ate_well\",\"made_up\"]}", BOOK_NURSERY, &page), ERR_INVALID);
}

/* A comment of n characters of three bytes each. */
static const char *thousand(int n)
{
    static char text[4000];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    buf_puts(&buf, "{\"comment\":\"");
    for (int i = 0; i < n; i++) {
        buf_puts(&buf, "あ");
    }
    buf_puts(&buf, "\"}");
    EXPECT_NOT(buf.overflow);
    return text;
}

TEST("a text of any script survives as it was typed: emoji with selectors and joiners, rare kanji, a thousand "
     "characters and no more")
{
    struct decoded page;
    const char *odd = "{\"comment\":\"❤️ 👨‍👩‍👧 葛󠄀 \xEF\xA8\x99 नमस्ते 𠮷\"}";
    EXPECT_OK(decode(odd, BOOK_HOME, &page));
    EXPECT_STR(page.text, odd);
    EXPECT_OK(decode(thousand(BOOK_COMMENT_CHARS), BOOK_HOME, &page));
    EXPECT_INT(decode(thousand(BOOK_COMMENT_CHARS + 1), BOOK_HOME, &page), ERR_INVALID);
    EXPECT_STR(page.faults.list[0].code, "TOO_LONG");
}

TEST("R-REG-11: who fetches the child is left out of a page for a guardian who may not know")
{
    char storage[BOOK_PAGE_BYTES_MAX + 1];
    struct buf copy;
    buf_init(&copy, storage, sizeof storage);
    struct book_facts facts = book_facts(STR(WHOLE), BOOK_HOME, true, &copy);
    EXPECT_INT(facts.tenths, 368);
    EXPECT_NULL(strstr(storage, "grandmother"));
    EXPECT_NOT_NULL(strstr(storage, "slept well"));
    EXPECT_INT(book_facts(STR(WHOLE), BOOK_HOME, false, &copy).tenths, 368);
    EXPECT_STR(storage, WHOLE);
}

TEST("R-CB-02: the home part opens at 18:00 the day before, is due at 09:00, and is frozen once the child is there")
{
    static const struct {
        int32_t day;
        const char *at;
        bool arrived;
        enum book_home state;
    } rows[] = {
        {DAY - 1, "17:59", false, BOOK_NOT_OPEN}, {DAY - 1, "18:00", false, BOOK_OPEN},
        {DAY, "08:59", false, BOOK_OPEN},         {DAY, "09:00", false, BOOK_DUE},
        {DAY, "08:12", true, BOOK_FROZEN},        {DAY, "23:59", false, BOOK_DUE},
        {DAY + 1, "00:00", false, BOOK_FROZEN},   {DAY + 14, "12:00", true, BOOK_FROZEN},
        {DAY + 15, "00:00", true, BOOK_OVER},
    };
    const struct book_times times = {BOOK_OPENS_MIN, BOOK_DUE_MIN};
    const struct book_times older = {BOOK_OPENS_MIN, -1};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int32_t minute = 0;
        EXPECT_OK(civil_parse_minute(str_of(rows[i].at), &minute));
        int64_t now = civil_ms_at(rows[i].day, minute);
        EXPECT_INT(book_home_state(&times, DAY, rows[i].arrived ? now - 1 : 0, now), rows[i].state);
    }
    EXPECT_INT(book_home_state(&older, DAY, 0, civil_ms_at(DAY, 600)), BOOK_OPEN); /* C2: no hour is due */
}

TEST("R-CB-03: advice from 37.5 on, from 38.0 on the question whether the child stays at home")
{
    static const struct {
        int32_t tenths;
        const char *word;
    } rows[] = {{-1, "none"}, {374, "none"}, {375, "watch"}, {379, "watch"}, {380, "stay_home"}, {429, "stay_home"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_STR(book_advice_word(book_advice(rows[i].tenths)), rows[i].word);
    }
}

TEST("R-CB-04: a release waits for approval where the nursery wants one, and for its time")
{
    static const struct {
        bool approval;
        bool lead;
        int64_t at_ms;
        enum book_state state;
    } rows[] = {
        {false, false, 0, BOOK_RELEASED},  {false, false, 200, BOOK_SCHEDULED}, {false, false, 100, BOOK_RELEASED},
        {true, false, 0, BOOK_SUBMITTED},  {true, false, 200, BOOK_SUBMITTED},  {true, true, 0, BOOK_RELEASED},
        {true, true, 200, BOOK_SCHEDULED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(book_release(rows[i].approval, rows[i].lead, rows[i].at_ms, 100), rows[i].state);
    }
}
