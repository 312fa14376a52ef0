/* The doctor's form: when it holds, and what ends it (fixture F13). */
#include "core/doctor_note.h"

#include <string.h>

#include "support/rules.h"
#include "support/test.h"

static const struct policy_note seven_days = {NOTE_AT_ENTRY, 7};

static struct doctor_note note_of(const char *disease, const char *drug, const char *second)
{
    struct doctor_note note = {.disease = disease_find(str_of(disease))};
    EXPECT(note.disease >= 0);
    const char *const drugs[] = {drug, second};
    for (size_t i = 0; i < 2 && drugs[i] != NULL; i++) {
        EXPECT_OK(str_copy(str_of(drugs[i]), note.drugs[note.drugs_n++], DOCTOR_NOTE_DRUG_BYTES));
    }
    return note;
}

TEST("R-RSV-13 F13: issued on Monday 2026-02-02 it holds to Sunday the 8th; a new antibiotic on the 5th ends it from "
     "the 5th")
{
    static const struct {
        const char *void_day;
        const char *day;
        enum doctor_note_standing standing;
    } rows[] = {
        {NULL, "2026-02-01", DOCTOR_NOTE_MISSING},         {NULL, "2026-02-02", DOCTOR_NOTE_VALID},
        {NULL, "2026-02-08", DOCTOR_NOTE_VALID},           {NULL, "2026-02-09", DOCTOR_NOTE_EXPIRED},
        {"2026-02-05", "2026-02-04", DOCTOR_NOTE_VALID},   {"2026-02-05", "2026-02-05", DOCTOR_NOTE_CHANGED},
        {"2026-02-05", "2026-02-08", DOCTOR_NOTE_CHANGED}, {"2026-02-05", "2026-02-09", DOCTOR_NOTE_CHANGED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct doctor_note_span span = {rules_day("2026-02-02"),
                                        rows[i].void_day == NULL ? 0 : rules_day(rows[i].void_day)};
        size_t at;
        EXPECT_INT(doctor_note_standing(&seven_days, &span, 1, rules_day(rows[i].day), &at), rows[i].standing);
        EXPECT_INT(at, rows[i].standing == DOCTOR_NOTE_MISSING ? 1 : 0);
    }
}

TEST("R-RSV-13: of several notes the last that holds counts; without one, what the last says")
{
    const struct doctor_note_span spans[] = {
        {rules_day("2026-02-02"), rules_day("2026-02-05")}, {rules_day("2026-02-05"), 0}, {rules_day("2026-02-20"), 0}};
    size_t at;
    EXPECT_INT(doctor_note_standing(&seven_days, spans, 3, rules_day("2026-02-03"), &at), DOCTOR_NOTE_VALID);
    EXPECT_INT(at, 0);
    EXPECT_INT(doctor_note_standing(&seven_days, spans, 3, rules_day("2026-02-11"), &at), DOCTOR_NOTE_VALID);
    EXPECT_INT(at, 1);
    EXPECT_INT(doctor_note_standing(&seven_days, spans, 3, rules_day("2026-02-12"), &at), DOCTOR_NOTE_EXPIRED);
    EXPECT_INT(at, 1);
    EXPECT_INT(doctor_note_standing(&seven_days, spans, 0, rules_day("2026-02-12"), &at), DOCTOR_NOTE_MISSING);
    EXPECT_STR(doctor_note_standing_word(DOCTOR_NOTE_CHANGED), "changed");
}

TEST("R-RSV-13: another diagnosis or a new drug ends the older note; fewer drugs do not")
{
    struct doctor_note older = note_of("COLD", "アセトアミノフェン", "カルボシステイン");
    struct doctor_note same = note_of("COLD", "カルボシステイン　", " アセトアミノフェン");
    struct doctor_note fewer = note_of("COLD", "カルボシステイン", NULL);
    struct doctor_note antibiotic = note_of("COLD", "アモキシシリン", NULL);
    struct doctor_note other = note_of("FLU_A", "アセトアミノフェン", NULL);
    EXPECT_NOT(doctor_note_voids(&same, &older));
    EXPECT_NOT(doctor_note_voids(&fewer, &older));
    EXPECT(doctor_note_voids(&antibiotic, &older));
    EXPECT(doctor_note_voids(&other, &older));
}

TEST("R-CARE-01: a drug is on the note by its name, whatever blanks stand around it")
{
    struct doctor_note note = note_of("COLD", "カロナール細粒20%", NULL);
    EXPECT(doctor_note_has(&note, STR("カロナール細粒20%")));
    EXPECT(doctor_note_has(&note, STR("　 カロナール細粒20% ")));
    EXPECT_NOT(doctor_note_has(&note, STR("カロナール")));
    EXPECT_NOT(doctor_note_has(&note, STR("　")));
    EXPECT_NOT(doctor_note_has(&note, STR("")));
}
