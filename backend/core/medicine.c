/* See medicine.h. */
#include "core/medicine.h"

#include <assert.h>
#include <stddef.h>

#include "base/banned.h"

enum { DRUG_BYTES = 120, DOSE_BYTES = 60, CLINIC_BYTES = 120, NOTE_BYTES = 600, WHEN_AT = 4 };

static const char *const whens[] = {"before_lunch", "after_lunch", "after_snack", "as_needed", "at", NULL};

static enum medicine_outcome on_its_day(const struct medicine_facts *facts, int32_t today)
{
    if (facts->withdrawn) {
        return MEDICINE_STATE;
    }
    return facts->day < today ? MEDICINE_OVER : facts->day > today ? MEDICINE_EARLY : MEDICINE_FINE;
}

enum medicine_outcome medicine_may_ask(int32_t day, int32_t today, int64_t asked)
{
    if (day < today) {
        return MEDICINE_OVER;
    }
    if (day > today + MEDICINE_AHEAD_DAYS) {
        return MEDICINE_EARLY;
    }
    return asked >= MEDICINE_DAY_MAX ? MEDICINE_FULL : MEDICINE_FINE;
}

enum medicine_outcome medicine_may_withdraw(const struct medicine_facts *facts, int32_t today)
{
    if (facts->withdrawn || facts->giver != 0) {
        return MEDICINE_STATE;
    }
    return facts->day < today ? MEDICINE_OVER : MEDICINE_FINE;
}

enum medicine_outcome medicine_may_give(const struct medicine_facts *facts, int32_t today)
{
    enum medicine_outcome outcome = on_its_day(facts, today);
    if (outcome != MEDICINE_FINE) {
        return outcome;
    }
    if (facts->giver != 0) {
        return MEDICINE_STATE;
    }
    return facts->here ? MEDICINE_FINE : MEDICINE_AWAY;
}

enum medicine_outcome medicine_may_see(const struct medicine_facts *facts, int64_t second, int32_t today)
{
    enum medicine_outcome outcome = on_its_day(facts, today);
    if (outcome != MEDICINE_FINE) {
        return outcome;
    }
    if (facts->giver == 0 || facts->seen) {
        return MEDICINE_STATE;
    }
    return second == 0 || second == facts->giver ? MEDICINE_SAME_PERSON : MEDICINE_FINE;
}

enum medicine_outcome medicine_may_strike(const struct medicine_facts *facts, int32_t today)
{
    enum medicine_outcome outcome = on_its_day(facts, today);
    return outcome == MEDICINE_FINE && facts->giver == 0 ? MEDICINE_STATE : outcome;
}

const char *medicine_outcome_word(enum medicine_outcome outcome)
{
    switch (outcome) {
    case MEDICINE_FINE:
        return NULL;
    case MEDICINE_OVER:
        return "MEDICINE_OVER";
    case MEDICINE_EARLY:
        return "MEDICINE_EARLY";
    case MEDICINE_FULL:
        return "MEDICINE_FULL";
    case MEDICINE_STATE:
        return "WRONG_STATE";
    case MEDICINE_AWAY:
        return "CHILD_AWAY";
    case MEDICINE_SAME_PERSON:
        return "SECOND_PERSON";
    }
    assert(false);
    return NULL;
}

const char *medicine_state_word(bool withdrawn, bool given, bool seen)
{
    assert(given || !seen);
    if (withdrawn) {
        return "withdrawn";
    }
    return seen ? "given" : given ? "waits" : "asked";
}

void medicine_decode(struct json_in *in, struct json_out *out)
{
    json_out_open(out, '{');
    json_put_text(out, "drug", json_text(in, "drug", JSON_REQUIRED, DRUG_BYTES));
    json_put_text(out, "dose", json_text(in, "dose", JSON_REQUIRED, DOSE_BYTES));
    int when = json_word(in, "when", JSON_REQUIRED, whens);
    int32_t at_min = json_minute(in, "at", when == WHEN_AT ? JSON_REQUIRED : JSON_OPTIONAL, -1);
    json_put_word(out, "when", when < 0 ? NULL : whens[when]);
    json_put_minute_or_null(out, "at", at_min);
    json_put_text(out, "clinic", json_text(in, "clinic", JSON_OPTIONAL, CLINIC_BYTES));
    json_put_text(out, "note", json_text(in, "note", JSON_OPTIONAL, NOTE_BYTES));
    json_out_close(out, '}');
}
