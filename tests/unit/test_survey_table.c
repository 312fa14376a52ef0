/* Answers as a table. */
#include "core/survey_table.h"

#include <string.h>

#include "support/test.h"

static const char *const detail =
    "{\"body\":\"x\",\"questions\":[{\"kind\":\"choice\",\"text\":\"\",\"preset\":\"attend\"},"
    "{\"kind\":\"several\",\"text\":\"food\",\"options\":[\"a\",\"b,c\",\"d\"]},"
    "{\"kind\":\"text\",\"text\":\"=words\"},{\"kind\":\"number\",\"text\":\"how many\"}]}";

static char text[2048];

static const char *table(bool anonymous, bool english, const char *answers)
{
    struct buf buf;
    struct survey_table table = {.detail = str_of(detail), .anonymous = anonymous, .english = english};
    const struct survey_line line = {STR("a"), STR("c1"), STR("mother"), 0, str_of(answers)};
    buf_init(&buf, text, sizeof text);
    table.csv.buf = &buf;
    survey_table_head(&table);
    survey_table_line(&table, &line);
    return text;
}

TEST("R-NTC-02: a column for each question, options by name, several in one cell, no cell a formula")
{
    EXPECT_STR(table(false, true, "[0,[0,1],\"=1+1, \\\"so\\\" [2]\",7]"),
               "Class,Child,Answered by,Answered at,Coming,food,\"'=words\",how many\r\n"
               "a,c1,mother,,Yes,\"a / b,c\",\"'=1+1, \"\"so\"\" [2]\",7\r\n");
    EXPECT_STR(table(false, false, "[2,[2],null,null]"),
               "組,お子さん,回答した人,回答した時刻,出席,food,\"'=words\",how many\r\n"
               "a,c1,mother,,まだわかりません,d,,\r\n");
}

TEST("R-NTC-02: the table of an anonymous survey has no column that says whose an answer is; blanks behind it are "
     "nothing")
{
    EXPECT_STR(table(true, true, "[1,null,\"x\",0]     "), "Coming,food,\"'=words\",how many\r\nNo,,x,0\r\n");
}

TEST("an answer that is shorter than the questions leaves empty cells")
{
    EXPECT_STR(table(true, true, "[1]"), "Coming,food,\"'=words\",how many\r\nNo,,,\r\n");
}
