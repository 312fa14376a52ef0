/* See what_if_return_date.h. */
#include "cli/what_if_return_date.h"

#include <string.h>

#include "base/civil.h"
#include "base/json.h"
#include "cli/nursery_rules.h"
#include "core/return_date.h"
#include "core/wareki.h"

#include "base/banned.h"

enum { ANSWER_BYTES = 2048 };

static struct return_rules rules; /* a stack is too small for it; one command runs in a process */

static const char *day_text(int32_t day, char out[CIVIL_DAY_TEXT])
{
    struct buf buf;
    buf_init(&buf, out, CIVIL_DAY_TEXT);
    civil_put_day(&buf, day);
    return out;
}

/* One "fever_ended=2026-01-15"; false: it is none. */
static bool told_of(struct str part, struct return_dates *dates)
{
    const char *equals = memchr(part.p, '=', part.n);
    if (equals == NULL) {
        return false;
    }
    struct str name = {part.p, (size_t)(equals - part.p)};
    struct str day = {equals + 1, part.n - name.n - 1};
    int event = return_event_find(name);
    return event >= 0 && wareki_parse_any(day, &dates->day[event]) == OK;
}

static bool dates_of(const struct cli *cli, struct return_dates *dates)
{
    const char *given = cli_text(cli, "dates");
    size_t n = given == NULL ? 0 : strlen(given);
    size_t from = 0;
    return_dates_init(dates);
    if (!nursery_rules_day(cli, "onset", RETURN_UNKNOWN, &dates->day[RETURN_ONSET]) ||
        !nursery_rules_day(cli, "fever-ended", RETURN_UNKNOWN, &dates->day[RETURN_FEVER_ENDED]) ||
        !nursery_rules_day(cli, "released", RETURN_UNKNOWN, &dates->released_day)) {
        return false;
    }
    for (size_t i = 0; i <= n && n > 0; i++) {
        if (i < n && given[i] != ',') {
            continue;
        }
        struct str part = {given + from, i - from};
        if (!told_of(part, dates)) {
            cli_refuse(cli, "--dates takes events and days as swelling=2026-01-13,well=2026-01-16, not '%.*s'.",
                       (int)part.n, part.p);
            return false;
        }
        from = i + 1;
    }
    return true;
}

static void put_conditions(struct json_out *out, const struct return_rule *rule, enum return_stage stage,
                           const struct return_dates *dates)
{
    json_out_key(out, "lines");
    json_out_open(out, '[');
    for (size_t i = 0; rule != NULL && i < rule->conditions_n; i++) {
        const struct return_condition *condition = &rule->conditions[i];
        int32_t told = dates->day[condition->event];
        if ((condition->stages >> stage & 1) == 0) {
            continue;
        }
        json_out_open(out, '{');
        json_put_word(out, "event", return_event_word(condition->event));
        json_put_int(out, "days_after", condition->days);
        json_put_bool(out, "or_else", condition->or_else);
        if (told != RETURN_UNKNOWN) {
            json_put_day(out, "told", told);
            json_put_day(out, "not_before", told + condition->days);
        }
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static void put_day_or_null(struct json_out *out, const char *key, bool there, int32_t day)
{
    if (there) {
        json_put_day(out, key, day);
    } else {
        json_put_word(out, key, NULL);
    }
}

static void put_view(struct json_out *out, const struct return_view *view)
{
    put_day_or_null(out, "earliest_return", view->known, view->day);
    put_day_or_null(out, "not_before", view->day != RETURN_UNKNOWN, view->day);
    json_put_bool(out, "excluded", view->excluded);
    json_put_bool(out, "released", view->released);
    json_put_word(out, "paper", return_paper_word(view->paper));
    json_out_key(out, "missing");
    json_out_open(out, '[');
    for (int event = 0; event < RETURN_EVENT_COUNT; event++) {
        if ((view->missing >> event & 1) != 0) {
            json_out_text(out, str_of(return_event_word((enum return_event)event)));
        }
    }
    json_out_close(out, ']');
}

static void say_view(const struct cli *cli, const struct return_view *view)
{
    char day[CIVIL_DAY_TEXT];
    if (!view->excluded) {
        cli_say(cli, "the document has no rule for this illness: the child may come when it is well\n");
    } else if (view->known) {
        cli_say(cli, "%s at the earliest%s; paper: %s\n", day_text(view->day, day),
                view->released ? " (a doctor's release)" : "", return_paper_word(view->paper));
    } else {
        cli_say(cli, "not known yet; paper: %s\n", return_paper_word(view->paper));
        if (view->day != RETURN_UNKNOWN) {
            cli_say(cli, "not before %s\n", day_text(view->day, day));
        }
        for (int event = 0; event < RETURN_EVENT_COUNT; event++) {
            if ((view->missing >> event & 1) != 0) {
                cli_say(cli, "still to be told: %s\n", return_event_word((enum return_event)event));
            }
        }
    }
}

static void answer(const struct cli *cli, const struct return_view *view, enum return_stage stage,
                   const struct return_dates *dates, int32_t asked_day)
{
    char text[ANSWER_BYTES];
    struct buf buf;
    struct json_out out;
    buf_init(&buf, text, sizeof text);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    put_view(&out, view);
    if (asked_day != RETURN_UNKNOWN) {
        bool early = return_too_early(view, asked_day);
        json_put_bool(&out, "too_early", early);
        cli_say(cli, early ? "on the day asked for: too early, staff decide\n" : "on the day asked for: it may come\n");
    }
    put_conditions(&out, view->rule, stage, dates);
    json_out_close(&out, '}');
    cli_answer(cli, buf_view(&buf));
}

static bool rules_of(const char *path, char failure[CLI_FAILURE_BYTES])
{
    struct str document;
    struct return_head head;
    struct json_faults faults;
    if (!nursery_rules_read(path, &document, failure)) {
        return false;
    }
    return return_decode(document, &rules, &head, &faults) == OK ||
           nursery_rules_fail(path, &faults, return_fault_rule, failure);
}

static int run_return_date(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct return_dates dates;
    int32_t asked_day;
    const char *stage = cli_text(cli, "stage");
    int disease = disease_find(str_of(cli_text(cli, "disease")));
    bool school = stage != NULL && strcmp(stage, "school") == 0;
    if (disease < 0) {
        cli_refuse(cli, "there is no disease code '%s'; FLU_A, COVID, HFM … are some.", cli_text(cli, "disease"));
        return CLI_USAGE;
    }
    if (stage != NULL && !school && strcmp(stage, "infant") != 0) {
        cli_refuse(cli, "--stage is infant or school, not '%s'.", stage);
        return CLI_USAGE;
    }
    if (!dates_of(cli, &dates) || !nursery_rules_day(cli, "on", RETURN_UNKNOWN, &asked_day)) {
        return CLI_USAGE;
    }
    if (!rules_of(cli_text(cli, "policy"), failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    struct return_view view = return_earliest(&rules, disease, school ? RETURN_SCHOOL : RETURN_INFANT, &dates);
    say_view(cli, &view);
    answer(cli, &view, school ? RETURN_SCHOOL : RETURN_INFANT, &dates, asked_day);
    return CLI_DONE;
}

const struct cli_command what_if_return_date_command = {
    .name = "what-if return-date",
    .summary = "when a child may come back after an illness",
    .help = "The earliest day by a document of rules, the paper that the family brings, and what is still to be told.\n"
            "Events of --dates: onset fever_ended symptoms_eased symptoms_gone swelling rash_gone crusted cough_gone\n"
            "treatment_started treatment_ended well cleared. Touches no data.",
    .run = run_return_date,
    .options = {{"policy", "FILE", "the document of rules", true},
                {"disease", "CODE", "FLU_A, COVID, HFM …", true},
                {"stage", "infant|school", "which rule of the two (infant)", false},
                {"onset", "DAY", "when it began: day 0", false},
                {"fever-ended", "DAY", "the last day with fever", false},
                {"dates", "EVENT=DAY,…", "other events of the illness", false},
                {"released", "DAY", "a doctor lets the child come from this day on", false},
                {"on", "DAY", "would coming on this day be too early?", false}},
};
