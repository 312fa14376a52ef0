/* See survey.h. */
#include "core/survey.h"

#include <assert.h>

#include "base/banned.h"

const char *const survey_kind_words[] = {"choice", "several", "text", "number", NULL};
const char *const survey_preset_words[] = {"attend", "agree", "seen", NULL};
static const int32_t preset_options[] = {3, 2, 1};

/* --- questions -------------------------------------------------------------------------------------------------------- */

static void put_line(struct buf *plain, struct str text)
{
    buf_str(plain, text);
    buf_char(plain, '\n');
}

static void decode_options(struct json_in *in, struct json_out *out, struct buf *plain, bool wanted)
{
    size_t n = json_list(in, "options", JSON_OPTIONAL, SURVEY_OPTIONS_MAX);
    if (wanted != (n >= 2)) {
        json_blame(in, "options", n < 2 ? "MISSING" : "OUT_OF_RANGE");
        return;
    }
    if (n == 0) {
        return;
    }
    json_out_key(out, "options");
    json_out_open(out, '[');
    for (size_t i = 0; i < n; i++) {
        struct str option = json_list_text(in, "options", i, SURVEY_OPTION_BYTES);
        if (option.n == 0) {
            json_blame(in, "options", "MISSING");
        }
        json_out_text(out, option);
        put_line(plain, option);
    }
    json_out_close(out, ']');
}

static void decode_question(struct json_in *in, struct json_out *out, struct buf *plain)
{
    int kind = json_word(in, "kind", JSON_REQUIRED, survey_kind_words) + 1;
    int preset = json_word(in, "preset", JSON_OPTIONAL, survey_preset_words);
    struct str text = json_text(in, "text", JSON_OPTIONAL, SURVEY_TEXT_BYTES);
    json_out_open(out, '{');
    json_put_word(out, "kind", kind > 0 ? survey_kind_words[kind - 1] : NULL);
    json_put_text(out, "text", text);
    json_put_bool(out, "required", json_bool(in, "required", JSON_OPTIONAL, true));
    put_line(plain, text);
    if (preset >= 0) {
        json_put_word(out, "preset", survey_preset_words[preset]);
    }
    if (preset >= 0 && kind != SURVEY_CHOICE) {
        json_blame(in, "preset", "OUT_OF_RANGE");
    }
    if (preset < 0 && text.n == 0) {
        json_blame(in, "text", "MISSING");
    }
    decode_options(in, out, plain, preset < 0 && (kind == SURVEY_CHOICE || kind == SURVEY_SEVERAL));
    json_out_close(out, '}');
}

size_t survey_decode(struct json_in *in, struct json_out *out, struct buf *plain)
{
    size_t n = json_list(in, "questions", JSON_OPTIONAL, SURVEY_QUESTIONS_MAX);
    json_out_key(out, "questions");
    json_out_open(out, '[');
    for (size_t i = 0; i < n; i++) {
        struct json_in question;
        if (json_list_object(in, "questions", i, &question)) {
            decode_question(&question, out, plain);
            json_nested_end(&question);
        }
    }
    json_out_close(out, ']');
    return n;
}

static void shape_of(struct json_in *in, struct survey_question *ret)
{
    int preset = json_word(in, "preset", JSON_OPTIONAL, survey_preset_words);
    ret->kind = (enum survey_kind)(json_word(in, "kind", JSON_REQUIRED, survey_kind_words) + 1);
    ret->required = json_bool(in, "required", JSON_OPTIONAL, true);
    ret->options = preset >= 0 ? preset_options[preset]
                               : (int32_t)json_list(in, "options", JSON_OPTIONAL, SURVEY_OPTIONS_MAX);
    (void)json_text(in, "text", JSON_OPTIONAL, SURVEY_TEXT_BYTES);
}

enum err survey_shape(struct str detail, struct survey_shape *ret)
{
    struct json_faults faults;
    struct json_in in;
    enum err err = json_open(detail, &in, &faults);
    if (err != OK) {
        return err;
    }
    ret->n = json_list(&in, "questions", JSON_OPTIONAL, SURVEY_QUESTIONS_MAX);
    for (size_t i = 0; i < ret->n; i++) {
        struct json_in question;
        if (json_list_object(&in, "questions", i, &question)) {
            shape_of(&question, &ret->list[i]);
            json_nested_end(&question);
        }
    }
    err = faults.n == 0 ? OK : ERR_INVALID;
    json_drop(&in);
    return err;
}

/* --- answers ---------------------------------------------------------------------------------------------------------- */

static bool fits(const struct survey_question *question, const struct survey_answer *answer)
{
    bool choice = answer->choice >= 0;
    bool text = answer->text.n > 0;
    bool number = answer->number >= 0;
    if (!choice && !answer->has_several && !text && !number) {
        return !question->required;
    }
    switch (question->kind) {
    case SURVEY_CHOICE:
        return !answer->has_several && !text && !number && answer->choice < question->options;
    case SURVEY_SEVERAL:
        return !choice && !text && !number && answer->several >> question->options == 0;
    case SURVEY_TEXT:
        return !choice && !answer->has_several && !number;
    case SURVEY_NUMBER:
        return !choice && !answer->has_several && !text && answer->number <= SURVEY_NUMBER_MAX;
    }
    return false;
}

bool survey_fits(const struct survey_shape *shape, const struct survey_answer *answers, size_t n, size_t *ret_at)
{
    for (size_t i = 0; i < shape->n; i++) {
        if (i >= n || !fits(&shape->list[i], &answers[i])) {
            *ret_at = i;
            return false;
        }
    }
    *ret_at = shape->n;
    return n == shape->n;
}

static void put_several(const struct survey_question *question, uint32_t several, struct json_out *out)
{
    json_out_open(out, '[');
    for (int32_t i = 0; i < question->options; i++) {
        if ((several >> i & 1U) != 0) {
            json_out_int(out, i);
        }
    }
    json_out_close(out, ']');
}

void survey_put(const struct survey_shape *shape, const struct survey_answer *answers, struct json_out *out)
{
    json_out_open(out, '[');
    for (size_t i = 0; i < shape->n; i++) {
        const struct survey_answer *answer = &answers[i];
        if (answer->choice >= 0) {
            json_out_int(out, answer->choice);
        } else if (answer->has_several) {
            put_several(&shape->list[i], answer->several, out);
        } else if (answer->text.n > 0) {
            json_out_text(out, answer->text);
        } else if (answer->number >= 0) {
            json_out_int(out, answer->number);
        } else {
            json_out_null(out);
        }
    }
    json_out_close(out, ']');
}
