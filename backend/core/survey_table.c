/* See survey_table.h. */
#include "core/survey_table.h"

#include "base/json.h"
#include "core/survey.h"

#include "base/banned.h"

enum { CELL_BYTES = 2048, VALUE_BYTES = SURVEY_ANSWER_BYTES * 2 + 64 };

/* The catalogue's answers, in the order of survey_preset_words. */
static const char *const preset_names[][2][3] = {
    {{"出席します", "欠席します", "まだわかりません"}, {"Yes", "No", "Not known yet"}},
    {{"同意します", "同意しません", ""}, {"I agree", "I do not agree", ""}},
    {{"確認しました", "", ""}, {"Seen", "", ""}},
};
static const char *const preset_questions[][2] = {
    {"出席", "Coming"},
    {"同意", "Agreement"},
    {"確認", "Seen"},
};

/* --- values ----------------------------------------------------------------------------------------------------------- */

/* The i-th value of a JSON array of ours, as it stands; empty: there is none. */
static struct str value_at(struct str list, size_t i)
{
    size_t at = 1;
    size_t begin = 1;
    int depth = 0;
    bool text = false;
    for (; at < list.n; at++) {
        char c = list.p[at];
        if (text) {
            at += c == '\\';
            text = c != '"';
            continue;
        }
        text = c == '"';
        bool ends = depth == 0 && (c == ',' || c == ']');
        if (ends && i == 0) {
            return (struct str){list.p + begin, at - begin};
        }
        if (ends) {
            i--;
            begin = at + 1;
        }
        depth += c == '[';
        depth -= c == ']';
    }
    return STR("");
}

static void put_option(struct buf *cell, struct json_in *question, int preset, size_t i, bool english)
{
    if (preset >= 0) {
        buf_puts(cell, i < 3 ? preset_names[preset][english ? 1 : 0][i] : "");
        return;
    }
    if (i < json_list(question, "options", JSON_OPTIONAL, SURVEY_OPTIONS_MAX)) {
        buf_str(cell, json_list_text(question, "options", i, SURVEY_OPTION_BYTES));
    }
}

/* The numbers of a value: one, or several in brackets. */
static void put_options(struct buf *cell, struct json_in *question, int preset, struct str value, bool english)
{
    bool first = true;
    size_t number = 0;
    bool digits = false;
    for (size_t i = 0; i <= value.n; i++) {
        bool digit = i < value.n && value.p[i] >= '0' && value.p[i] <= '9';
        if (digit) {
            number = number * 10 + (size_t)(value.p[i] - '0');
        } else if (digits) {
            buf_puts(cell, first ? "" : " / ");
            put_option(cell, question, preset, number, english);
            first = false;
            number = 0;
        }
        digits = digit;
    }
}

/* A written answer without its escapes. */
static void put_text(struct buf *cell, struct str value)
{
    char wrapped[VALUE_BYTES];
    struct json_faults faults;
    struct json_in in;
    struct buf buf;
    buf_init(&buf, wrapped, sizeof wrapped);
    buf_puts(&buf, "{\"v\":");
    buf_str(&buf, value);
    buf_char(&buf, '}');
    if (!buf.overflow && json_open(buf_view(&buf), &in, &faults) == OK) {
        buf_str(cell, json_text(&in, "v", JSON_OPTIONAL, SURVEY_ANSWER_BYTES));
        json_drop(&in);
    }
}

static void put_value(struct survey_table *table, struct json_in *question, struct str value)
{
    char text[CELL_BYTES];
    struct buf cell;
    int preset = json_word(question, "preset", JSON_OPTIONAL, survey_preset_words);
    int kind = json_word(question, "kind", JSON_REQUIRED, survey_kind_words) + 1;
    buf_init(&cell, text, sizeof text);
    if (str_is(value, "null")) {
        value = STR("");
    }
    if (kind == SURVEY_CHOICE || kind == SURVEY_SEVERAL) {
        put_options(&cell, question, preset, value, table->english);
    } else if (kind == SURVEY_TEXT && value.n > 0) {
        put_text(&cell, value);
    } else {
        buf_str(&cell, value);
    }
    csv_text(&table->csv, buf_view(&cell));
}

/* --- lines ------------------------------------------------------------------------------------------------------------ */

static void put_question(struct survey_table *table, struct json_in *question)
{
    struct str text = json_text(question, "text", JSON_OPTIONAL, SURVEY_TEXT_BYTES);
    int preset = json_word(question, "preset", JSON_OPTIONAL, survey_preset_words);
    bool own = text.n > 0 || preset < 0;
    csv_text(&table->csv, own ? text : str_of(preset_questions[preset][table->english ? 1 : 0]));
}

/* Each question in turn: its words (answers NULL), or what was answered. */
static void walk(struct survey_table *table, const struct str *answers)
{
    struct json_faults faults;
    struct json_in in;
    if (json_open(table->detail, &in, &faults) != OK) {
        return;
    }
    size_t n = json_list(&in, "questions", JSON_OPTIONAL, SURVEY_QUESTIONS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in question;
        if (!json_list_object(&in, "questions", i, &question)) {
            continue;
        }
        if (answers == NULL) {
            put_question(table, &question);
        } else {
            put_value(table, &question, value_at(*answers, i));
        }
    }
    json_drop(&in);
}

void survey_table_head(struct survey_table *table)
{
    static const char *const names[][2] = {
        {"組", "Class"}, {"お子さん", "Child"}, {"回答した人", "Answered by"}, {"回答した時刻", "Answered at"}};
    for (size_t i = 0; !table->anonymous && i < sizeof names / sizeof names[0]; i++) {
        csv_text(&table->csv, str_of(names[i][table->english ? 1 : 0]));
    }
    walk(table, NULL);
    csv_end(&table->csv);
}

void survey_table_line(struct survey_table *table, const struct survey_line *line)
{
    if (!table->anonymous) {
        csv_text(&table->csv, line->class_name);
        csv_text(&table->csv, line->child);
        csv_text(&table->csv, line->by);
        csv_instant(&table->csv, line->answered_ms);
    }
    walk(table, &line->answers);
    csv_end(&table->csv);
}
