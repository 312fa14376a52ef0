/* See condition.h. */
#include "core/condition.h"

#include "base/json.h"
#include "core/disease.h"

#include "base/banned.h"

enum { TENTHS_MIN = 300, TENTHS_MAX = 450, CODE_BYTES = 32 };

enum err condition_read(struct str json, struct illness *ret)
{
    static const char *const note_words[] = {"none", "visit_booked", "in_hand", NULL};
    struct json_faults faults;
    struct json_in in;
    enum err err = json_open(json, &in, &faults);
    if (err != OK) {
        return ERR_INVALID;
    }
    int disease = disease_find(json_text(&in, "diagnosis", JSON_OPTIONAL, CODE_BYTES));
    int note = json_word(&in, "note", JSON_OPTIONAL, note_words);
    *ret = (struct illness){
        .disease = disease < 0 ? 0 : disease,
        .onset_day = json_day(&in, "onset", JSON_OPTIONAL, 0),
        .tenths = json_tenths(&in, "temperature_c", JSON_OPTIONAL, TENTHS_MIN, TENTHS_MAX, POLICY_NONE),
        .antipyretic_ms = json_instant(&in, "antipyretic_at", JSON_OPTIONAL, 0),
        .treated_ms = json_instant(&in, "treated_at", JSON_OPTIONAL, 0),
        .note = note < 0 ? ILLNESS_NOTE_NONE : (enum illness_note)note,
        .note_issued_day = json_day(&in, "note_issued", JSON_OPTIONAL, 0),
    };
    json_drop(&in);
    return disease < 0 ? ERR_INVALID : OK;
}
