/* Questions and answers of a survey: what they may be, and how they are kept. */
#include "core/survey.h"

#include <string.h>

#include "support/test.h"

static char detail[4096];
static char plain_text[4096];

/* Reads questions as a request brings them; how many, or −1 with the first fault in *ret_code. */
static int decode(const char *json, const char **ret_code)
{
    struct json_faults faults;
    struct json_in in;
    struct json_out out;
    struct buf kept;
    struct buf plain;
    buf_init(&kept, detail, sizeof detail);
    buf_init(&plain, plain_text, sizeof plain_text);
    EXPECT_OK(json_open(str_of(json), &in, &faults));
    json_out_init(&out, &kept);
    json_out_open(&out, '{');
    size_t n = survey_decode(&in, &out, &plain);
    json_out_close(&out, '}');
    enum err err = json_close(&in);
    *ret_code = err == OK ? "" : faults.list[0].code;
    return err == OK ? (int)n : -1;
}

TEST("R-NTC-02: questions to choose, to choose several, to write and to count; what is wrong with one is named")
{
    static const struct {
        const char *json;
        int n;
        const char *code;
    } rows[] = {
        {"{}", 0, ""},
        {"{\"questions\":[{\"kind\":\"choice\",\"preset\":\"attend\"}]}", 1, ""},
        {"{\"questions\":[{\"kind\":\"choice\",\"text\":\"q\",\"options\":[\"a\",\"b\"]},{\"kind\":\"text\",\"text\":"
         "\"r\"}]}",
         2, ""},
        {"{\"questions\":[{\"kind\":\"number\",\"text\":\"q\",\"required\":false}]}", 1, ""},
        {"{\"questions\":[{\"kind\":\"choice\",\"text\":\"q\"}]}", -1, "MISSING"},
        {"{\"questions\":[{\"kind\":\"choice\",\"text\":\"q\",\"options\":[\"a\"]}]}", -1, "MISSING"},
        {"{\"questions\":[{\"kind\":\"choice\",\"text\":\"q\",\"options\":[\"a\",\"\"]}]}", -1, "MISSING"},
        {"{\"questions\":[{\"kind\":\"text\",\"text\":\"q\",\"options\":[\"a\",\"b\"]}]}", -1, "OUT_OF_RANGE"},
        {"{\"questions\":[{\"kind\":\"text\",\"preset\":\"seen\"}]}", -1, "OUT_OF_RANGE"},
        {"{\"questions\":[{\"kind\":\"text\"}]}", -1, "MISSING"},
        {"{\"questions\":[{\"kind\":\"wish\",\"text\":\"q\"}]}", -1, "OUT_OF_RANGE"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *code = NULL;
        int n = decode(rows[i].json, &code);
        if (n != rows[i].n || strcmp(code, rows[i].code) != 0) {
            print_error("%s: %d %s\n", rows[i].json, n, code);
        }
        EXPECT_INT(n, rows[i].n);
        EXPECT_STR(code, rows[i].code);
    }
}

TEST("R-NTC-01: what families will read of the questions stands in the lines that are looked through for names")
{
    const char *code = NULL;
    EXPECT_INT(decode("{\"questions\":[{\"kind\":\"several\",\"text\":\"q\",\"options\":[\"a\",\"b\"]}]}", &code), 1);
    EXPECT_STR(plain_text, "q\na\nb\n");
}

/* The answers of a form of four questions: one of three, several of two, a text that need not be, a number. */
static const char *const form =
    "{\"body\":\"x\",\"place\":\"\",\"questions\":[{\"kind\":\"choice\",\"text\":\"\",\"required\":true,\"preset\":"
    "\"attend\"},"
    "{\"kind\":\"several\",\"text\":\"s\",\"required\":true,\"options\":[\"a\",\"b\"]},"
    "{\"kind\":\"text\",\"text\":\"t\",\"required\":false},{\"kind\":\"number\",\"text\":\"n\",\"required\":true}]}";

static const struct survey_answer none = {.choice = -1, .number = -1};

static struct survey_answer chose(int32_t i)
{
    struct survey_answer answer = none;
    answer.choice = i;
    return answer;
}

static struct survey_answer chose_of(uint32_t bits)
{
    struct survey_answer answer = none;
    answer.several = bits;
    answer.has_several = true;
    return answer;
}

static struct survey_answer wrote(const char *text)
{
    struct survey_answer answer = none;
    answer.text = str_of(text);
    return answer;
}

static struct survey_answer counted(int64_t n)
{
    struct survey_answer answer = none;
    answer.number = n;
    return answer;
}

TEST("R-NTC-02: an answer fits its question or is named; what is kept is one value for each")
{
    struct survey_shape shape;
    char text[256];
    struct buf buf;
    struct json_out out;
    size_t at = 99;
    EXPECT_OK(survey_shape(str_of(form), &shape));
    EXPECT_INT(shape.n, 4);
    EXPECT_INT(shape.list[0].options, 3);
    const struct survey_answer good[] = {chose(2), chose_of(3), none, counted(7)};
    EXPECT(survey_fits(&shape, good, 4, &at));
    buf_init(&buf, text, sizeof text);
    json_out_init(&out, &buf);
    survey_put(&shape, good, &out);
    EXPECT_STR(text, "[2,[0,1],null,7]");
    EXPECT_NOT(survey_fits(&shape, good, 3, &at));
    EXPECT_INT(at, 3);
    const struct survey_answer wrong[][4] = {
        {chose(3), chose_of(3), none, counted(7)},       {none, chose_of(3), none, counted(7)},
        {wrote("2"), chose_of(3), none, counted(7)},     {chose(0), chose_of(4), none, counted(7)},
        {chose(0), chose(0), none, counted(7)},          {chose(0), chose_of(1), counted(1), counted(7)},
        {chose(0), chose_of(1), none, counted(1000000)}, {chose(0), chose_of(1), none, wrote("7")},
    };
    static const size_t places[] = {0, 0, 0, 1, 1, 2, 3, 3};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        EXPECT_NOT(survey_fits(&shape, wrong[i], 4, &at));
        EXPECT_INT(at, places[i]);
    }
}
