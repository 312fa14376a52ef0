/* Questions that go with a notice, and their answers (R-NTC-02: one answer per child or per family, editable until the deadline; anonymous mode keeps no
 * link). Questions and answers are JSON in sealed columns; here is what they may be. Fixed answers (a preset) are words of the catalogue, which every
 * reader has in its own language; what staff write themselves is shown as they wrote it. Pure.
 *
 * What anonymity holds, and what it cannot: an anonymous answer stands in a row with a random key, without account, household, time or order, and is of
 * one length with all others; that a family has answered stands in another table, also without time. No audit line, no kept answer of the request and
 * no announcement is written. So nothing in the database joins the two, and an answer cannot be changed later, by nobody. Results are shown only after
 * the deadline and from SURVEY_SHOWN_FROM answers on. It cannot hide who wrote a text that only one person could have written, and who holds copies of
 * the whole database from between two answers can see which came in between. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/json.h"

enum survey_kind { SURVEY_CHOICE = 1, SURVEY_SEVERAL, SURVEY_TEXT, SURVEY_NUMBER };
extern const char *const survey_kind_words[]; /* NULL-terminated; word i is kind i + 1 */
/* Answers of the catalogue: "attend" yes, no, not yet known; "agree" yes, no; "seen" one. */
extern const char *const survey_preset_words[];

enum {
    SURVEY_QUESTIONS_MAX = 20,
    SURVEY_OPTIONS_MAX = 12,
    SURVEY_TEXT_BYTES = 300,    /* of a question */
    SURVEY_OPTION_BYTES = 120,  /* of an option */
    SURVEY_ANSWER_BYTES = 1200, /* of a written answer */
    SURVEY_NUMBER_MAX = 999999,
    SURVEY_ANSWERS_BYTES_MAX = 6000, /* all answers of one form, as JSON */
    SURVEY_SHOWN_FROM = 5,           /* anonymous answers */
};

/* Reads the member "questions" of a request; writes them as they are kept, and the words people read, a line each, into *plain. How many there are;
 * faults are named. */
size_t survey_decode(struct json_in *in, struct json_out *out, struct buf *plain);

struct survey_question {
    enum survey_kind kind;
    int32_t options;
    bool required;
};
struct survey_shape {
    struct survey_question list[SURVEY_QUESTIONS_MAX];
    size_t n;
};
/* Out of a kept detail. ERR_INVALID: it is none. */
enum err survey_shape(struct str detail, struct survey_shape *ret) NODISCARD;

/* One answer as it was sent. */
struct survey_answer {
    int32_t choice;   /* −1 none */
    uint32_t several; /* bit per option */
    bool has_several;
    struct str text; /* empty: none */
    int64_t number;  /* −1 none */
};
/* false: answer *ret_at does not fit its question (or is missing). */
bool survey_fits(const struct survey_shape *shape, const struct survey_answer *answers, size_t n, size_t *ret_at);
/* As they are kept: an array, one value for each question. */
void survey_put(const struct survey_shape *shape, const struct survey_answer *answers, struct json_out *out);
