/* Names of figures, and a month written down: see sick_figures.h. */
#include "core/sick_figures.h"

#include <assert.h>
#include <string.h>

#include "core/calendar.h"
#include "core/disease.h"

#include "base/banned.h"

const char *sick_figure_word(enum sick_figure figure)
{
    static const char *const words[FIGURE_COUNT] = {
        [FIGURE_REQUESTS] = "requests",
        [FIGURE_CONFIRMED] = "confirmed",
        [FIGURE_USED] = "used",
        [FIGURE_CANCELLED_BEFORE] = "cancelled_before",
        [FIGURE_CANCELLED_LATE] = "cancelled_late",
        [FIGURE_CANCELLED_SAME_DAY] = "cancelled_same_day",
        [FIGURE_WITHDRAWN] = "withdrawn",
        [FIGURE_BY_FACILITY] = "cancelled_by_facility",
        [FIGURE_NO_SHOW] = "no_show",
        [FIGURE_WAITLISTED] = "waitlisted",
        [FIGURE_PLACED] = "waitlisted_placed",
        [FIGURE_NEVER_PLACED] = "waitlisted_never_placed",
        [FIGURE_PLACED_OUTSIDE] = "never_placed_placed_elsewhere",
        [FIGURE_GAVE_UP] = "never_placed_withdrew",
        [FIGURE_OFFERS] = "offers",
        [FIGURE_OFFERS_ACCEPTED] = "offers_accepted",
        [FIGURE_OFFERS_DECLINED] = "offers_declined",
        [FIGURE_OFFERS_RAN_OUT] = "offers_ran_out",
        [FIGURE_GIVEN] = "given_without_asking",
        [FIGURE_DECLINED] = "declined",
        [FIGURE_DECLINED_FIRST + GROUP_FULL - GROUP_FULL] = "declined_full",
        [FIGURE_DECLINED_FIRST + GROUP_ISOLATION_FULL - GROUP_FULL] = "declined_isolation_full",
        [FIGURE_DECLINED_FIRST + GROUP_STAFF_SHORT - GROUP_FULL] = "declined_staff_short",
        [FIGURE_DECLINED_FIRST + GROUP_DISEASE_REFUSED - GROUP_FULL] = "declined_disease_refused",
        [FIGURE_DECLINED_FIRST + GROUP_CRITERIA_NOT_MET - GROUP_FULL] = "declined_criteria_not_met",
        [FIGURE_DECLINED_FIRST + GROUP_DOC_MISSING - GROUP_FULL] = "declined_doc_missing",
        [FIGURE_DECLINED_FIRST + GROUP_NOT_ELIGIBLE - GROUP_FULL] = "declined_not_eligible",
        [FIGURE_DECLINED_FIRST + GROUP_FACILITY_CLOSED - GROUP_FULL] = "declined_facility_closed",
        [FIGURE_DECLINED_FIRST + GROUP_OTHER - GROUP_FULL] = "declined_other",
    };
    assert((int)figure < (int)FIGURE_COUNT);
    return words[figure];
}

int sick_figure_find(struct str word)
{
    for (int i = 0; i < FIGURE_COUNT; i++) {
        if (str_is(word, sick_figure_word((enum sick_figure)i))) {
            return i;
        }
    }
    return -1;
}

/* --- counted without the child --------------------------------------------------------------------------------------------- */

const char *figure_tally_word(enum figure_tally tally)
{
    static const char *const words[TALLY_COUNT] = {
        [TALLY_AGE] = "age", [TALLY_RESIDENCE] = "residence", [TALLY_DISEASE] = "disease", [TALLY_PHASE] = "phase"};
    assert((int)tally < (int)TALLY_COUNT);
    return words[tally];
}

const char *figure_age_word(int32_t birth_day, int32_t day)
{
    static const char *const words[] = {"age_0", "age_1", "age_2", "age_3", "age_4", "age_5"};
    int32_t age = calendar_class_age(birth_day, calendar_fiscal_year(day));
    return age >= 0 && age < (int32_t)(sizeof words / sizeof words[0]) ? words[age] : "school";
}

const char *figure_disease_word(struct str code)
{
    static const struct {
        const char *group;
        const char *codes;
    } rows[] = {
        {"influenza", "FLU_A FLU_B"},
        {"covid", "COVID"},
        {"respiratory",
         "COLD BRONCHITIS PNEUMONIA MYC ASTHMA ASTHMATIC_BRONCHITIS CROUP RSV HMPV STR PER COUGH WHEEZE"},
        {"digestive", "GAS BACTERIAL_ENTERITIS EHEC VOMITING DIARRHOEA ABDOMINAL_PAIN"},
        {"skin", "IMPETIGO RASH"},
        {"eye_ear", "OTITIS CONJUNCTIVITIS EKC AHC PCF"},
        {"other_infection", "EXA VAR MUM HFM HER HSV ERI MEA RUB TB MEN ZOS"},
        {"injury", "INJURY"},
        {"undiagnosed", "UNDIAGNOSED_FEVER"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (disease_in(str_of(rows[i].codes), code)) {
            return rows[i].group;
        }
    }
    return "other";
}

const char *figure_phase_word(enum figure_phase phase)
{
    static const char *const words[] = {
        [PHASE_UNKNOWN] = "unknown", [PHASE_ACUTE] = "acute", [PHASE_RECOVERY] = "recovery"};
    assert((size_t)phase < sizeof words / sizeof words[0]);
    return words[phase];
}

/* --- a month written down ---------------------------------------------------------------------------------------------------- */

/* Half up; 0 over 0 is 0. */
static int64_t quotient(int64_t a, int64_t b)
{
    return b == 0 ? 0 : (2 * a + b) / (2 * b);
}

static int64_t promotion_tenths(const struct sick_figures *figures)
{
    int64_t placed = figures->counts[FIGURE_OFFERS_ACCEPTED] + figures->counts[FIGURE_GIVEN];
    return quotient(placed * 1000, figures->counts[FIGURE_OFFERS] + figures->counts[FIGURE_GIVEN]);
}

void sick_figures_rows(const struct sick_figures *figures, void (*row)(void *arg, const struct figure_row *row),
                       void *arg)
{
    row(arg, &(struct figure_row){"open_days", "", figures->open_days, false});
    row(arg, &(struct figure_row){"capacity_days", "", figures->capacity_days, false});
    for (int i = 0; i < FIGURE_COUNT; i++) {
        row(arg, &(struct figure_row){sick_figure_word((enum sick_figure)i), "", figures->counts[i], false});
    }
    for (size_t i = 0; i < figures->tally_n; i++) {
        static const char *const used_by[TALLY_COUNT] = {[TALLY_AGE] = "used_by_age",
                                                         [TALLY_RESIDENCE] = "used_by_residence",
                                                         [TALLY_DISEASE] = "used_by_disease",
                                                         [TALLY_PHASE] = "used_by_phase"};
        const struct figure_tally_row *tally = &figures->tally[i];
        row(arg, &(struct figure_row){used_by[tally->tally], tally->value, tally->n, false});
    }
    row(arg, &(struct figure_row){"mean_rank", "", quotient(figures->rank_sum * 10, figures->ranked), true});
    row(arg, &(struct figure_row){"promotion_success_percent", "", promotion_tenths(figures), true});
    row(arg,
        &(struct figure_row){"utilisation_percent", "",
                             quotient((int64_t)figures->counts[FIGURE_USED] * 1000, figures->capacity_days), true});
}

struct putting {
    struct json_out *out;
    const char *open; /* the object that stands open: "used_by_age"; NULL none */
};

static void put_row(void *arg, const struct figure_row *row)
{
    struct putting *putting = arg;
    bool nested = row->detail[0] != '\0';
    if (putting->open != NULL && (!nested || strcmp(putting->open, row->figure) != 0)) {
        json_out_close(putting->out, '}');
        putting->open = NULL;
    }
    if (nested && putting->open == NULL) {
        json_out_key(putting->out, row->figure);
        json_out_open(putting->out, '{');
        putting->open = row->figure;
    }
    json_out_key(putting->out, nested ? row->detail : row->figure);
    if (row->tenths) {
        json_out_tenths(putting->out, (int32_t)row->value);
    } else {
        json_out_int(putting->out, row->value);
    }
}

void sick_figures_put(struct json_out *out, const struct sick_figures *figures)
{
    struct putting putting = {out, NULL};
    sick_figures_rows(figures, put_row, &putting); /* the last row is no nested one: nothing stays open */
}
