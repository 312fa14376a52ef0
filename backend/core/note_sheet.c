/* See note_sheet.h. */
#include "core/note_sheet.h"

#include <string.h>

#include "core/disease.h"

#include "base/banned.h"

enum { CODE_BYTES = 32, DOSE_BYTES = 64, TIMES_BYTES = 64, COMMENT_BYTES = 600 };

static const char *const phase_words[] = {"acute", "recovering", NULL};
static const char *const meal_words[] = {"milk",  "weaning_early",  "weaning_middle", "weaning_late",
                                         "usual", "diarrhoea_diet", "allergy_diet",   NULL};

/* Which of the words it is; -1: not said. */
static int put_word(struct json_in *in, struct json_out *out, const char *name, enum json_need need,
                    const char *const words[])
{
    int at = json_word(in, name, need, words);
    if (at >= 0) {
        json_put_word(out, name, words[at]);
    }
    return at;
}

static void put_drug(struct json_in *row, struct json_out *out, struct doctor_note *note)
{
    struct str name = json_text(row, "name", JSON_REQUIRED, DOCTOR_NOTE_DRUG_BYTES - 1);
    if (str_copy(name, note->drugs[note->drugs_n], DOCTOR_NOTE_DRUG_BYTES) == OK && name.n > 0) {
        note->drugs_n++;
    }
    json_out_open(out, '{');
    json_put_text(out, "name", name);
    json_put_text(out, "dose", json_text(row, "dose", JSON_OPTIONAL, DOSE_BYTES));
    json_put_text(out, "times", json_text(row, "times", JSON_OPTIONAL, TIMES_BYTES));
    json_out_close(out, '}');
}

static void put_drugs(struct json_in *in, struct json_out *out, struct doctor_note *note)
{
    struct json_in row;
    size_t n = json_list(in, "drugs", JSON_OPTIONAL, DOCTOR_NOTE_DRUGS_MAX);
    json_out_key(out, "drugs");
    json_out_open(out, '[');
    for (size_t i = 0; i < n; i++) {
        if (json_list_object(in, "drugs", i, &row)) {
            put_drug(&row, out, note);
            json_nested_end(&row);
        }
    }
    json_out_close(out, ']');
}

void note_sheet_read(struct json_in *in, struct buf *buf, struct doctor_note *ret)
{
    struct json_out out;
    memset(ret, 0, sizeof *ret);
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    struct str diagnosis = json_text(in, "diagnosis", JSON_REQUIRED, CODE_BYTES);
    ret->disease = disease_find(diagnosis);
    if (ret->disease < 0 && diagnosis.n > 0) {
        json_blame(in, "diagnosis", "OUT_OF_RANGE");
    }
    json_put_text(&out, "diagnosis", diagnosis);
    ret->phase = (enum doctor_note_phase)(put_word(in, &out, "phase", JSON_OPTIONAL, phase_words) + 1);
    put_word(in, &out, "rest", JSON_REQUIRED, doctor_note_rest_words);
    put_word(in, &out, "meal", JSON_OPTIONAL, meal_words);
    put_drugs(in, &out, ret);
    json_put_text(&out, "comment", json_text(in, "comment", JSON_OPTIONAL, COMMENT_BYTES));
    json_out_close(&out, '}');
    if (buf->overflow) {
        json_blame(in, "comment", "TOO_LONG");
    }
}

enum err note_sheet_stored(struct str json, struct doctor_note *ret)
{
    char text[NOTE_SHEET_BYTES_MAX + 96];
    struct buf buf;
    struct json_faults faults;
    struct json_in in;
    buf_init(&buf, text, sizeof text);
    if (json_open(json, &in, &faults) != OK) {
        return ERR_INVALID;
    }
    note_sheet_read(&in, &buf, ret);
    json_drop(&in);
    return ret->disease < 0 ? ERR_INVALID : OK;
}
