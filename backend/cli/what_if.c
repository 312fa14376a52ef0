/* tsubame what-if window and age: when requests are taken for a day, and how old a child is on one. See what_if.h. */
#include "cli/what_if.h"

#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "base/clock.h"
#include "cli/data_dir.h"
#include "cli/files.h"
#include "cli/holidays.h"
#include "cli/policy_files.h"
#include "core/eligibility.h"
#include "core/window.h"
#include "store/reservation_facts.h"
#include "store/site_store.h"

#include "base/banned.h"

enum { HOLIDAYS_MAX = 512, HOLIDAYS_BYTES = 32 * 1024, ANSWER_BYTES = 4096, AHEAD_DAYS = 60 };

/* A stack is too small for these; one command runs in a process. */
static struct policy_file file;
static struct reservation_calendar read;
static struct policy_calendar_storage storage;
static int32_t holidays[HOLIDAYS_MAX];
static char holidays_text[HOLIDAYS_BYTES];
static char answer[ANSWER_BYTES];

static bool instant_of(const struct cli *cli, int64_t *ret)
{
    const char *text = cli_text(cli, "at");
    *ret = clock_now_ms();
    if (text == NULL || civil_parse_instant(str_of(text), ret) == OK) {
        return true;
    }
    cli_refuse(cli, "--at takes an instant as 2026-04-01T08:30:00+09:00, not '%s'.", text);
    return false;
}

static const char *instant_text(int64_t ms)
{
    static char text[CIVIL_INSTANT_TEXT];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    civil_put_instant(&buf, ms);
    return text;
}

static const char *day_text(int32_t day)
{
    static char text[CIVIL_DAY_TEXT];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    civil_put_day(&buf, day);
    return text;
}

/* --- window -------------------------------------------------------------------------------------------------------------- */

/* With a data folder: its holidays, and what the room itself closed or opened. */
static bool calendar_of_data(const struct cli *cli, int32_t day, struct calendar *ret, char failure[CLI_FAILURE_BYTES])
{
    struct data_dir dir;
    struct site site;
    struct db *db = data_dir_read(&dir, cli_text(cli, "data"), failure);
    if (db == NULL) {
        return false;
    }
    enum err err = site_by_public_id(db, str_of(file.head.site), &site);
    err = err == OK ? reservation_calendar_read(db, (struct site_id){site.id}, &file.policy,
                                                day - CALENDAR_LOOK_BACK_DAYS, day + AHEAD_DAYS, &read)
                    : err;
    db_close(db);
    *ret = read.calendar;
    return err == OK ? true : cli_fail(failure, "there is no sick-care room '%s' in %s.", file.head.site, dir.path);
}

static bool calendar_of(const struct cli *cli, int32_t day, struct calendar *ret, char failure[CLI_FAILURE_BYTES])
{
    const char *path = cli_text(cli, "holidays");
    struct str text = {NULL, 0};
    struct buf buf;
    size_t n = 0;
    if (cli_text(cli, "data") != NULL) {
        return calendar_of_data(cli, day, ret, failure);
    }
    buf_init(&buf, holidays_text, sizeof holidays_text);
    if (path != NULL) {
        if (!files_read(path, false, &buf, failure)) {
            return false;
        }
        text = buf_view(&buf);
    }
    if (!holidays_list(text, holidays, HOLIDAYS_MAX, &n)) {
        return cli_fail(failure, "%s is no list of holidays; a line is a day and a name: 2026-01-01,元日.", path);
    }
    *ret = policy_calendar(&file.policy, holidays, n, NULL, 0, &storage);
    return true;
}

/* The first day of use after `day` that can be asked for now or later; false: none within AHEAD_DAYS. */
static bool next_opening(const struct calendar *calendar, int32_t day, int64_t at_ms, int32_t *ret_day,
                         struct window_view *ret)
{
    for (int32_t next = day + 1; next <= day + AHEAD_DAYS; next++) {
        if (calendar_open(calendar, next)) {
            *ret = window_at(&file.policy, calendar, next, at_ms);
            if (ret->state == WINDOW_BEFORE || ret->state == WINDOW_INSIDE) {
                *ret_day = next;
                return true;
            }
        }
    }
    return false;
}

static const char *window_word(bool open, const struct window_view *view)
{
    static const char *const words[] = {
        [WINDOW_NEVER] = "never", [WINDOW_BEFORE] = "before", [WINDOW_INSIDE] = "inside", [WINDOW_AFTER] = "after"};
    return open ? words[view->state] : "closed";
}

static void say_moment(const struct cli *cli, struct json_out *out, const char *key, const char *words, int64_t ms)
{
    json_put_instant_or_null(out, key, ms);
    if (ms != 0) {
        cli_say(cli, "%-34s %s\n", words, instant_text(ms));
    }
}

static int64_t moment_of(struct policy_moment moment, const struct calendar *calendar, int32_t day)
{
    int64_t ms = 0;
    return policy_moment_ms(moment, calendar, day, &ms) ? ms : 0;
}

static void tell_window(const struct cli *cli, const struct calendar *calendar, int32_t day, int64_t at_ms)
{
    static const char *const sentences[] = {[WINDOW_NEVER] = "cannot be asked for",
                                            [WINDOW_BEFORE] = "cannot be asked for yet (TOO_EARLY)",
                                            [WINDOW_INSIDE] = "can be asked for",
                                            [WINDOW_AFTER] = "can no longer be asked for (TOO_LATE)"};
    bool open = calendar_open(calendar, day);
    struct window_view view = window_at(&file.policy, calendar, day, at_ms);
    struct window_view next = {.state = WINDOW_NEVER};
    struct window_span span = {0, 0};
    int32_t next_day = 0;
    struct buf buf;
    struct json_out out;
    bool any = open && window_span(&file.policy, calendar, day, &span);
    buf_init(&buf, answer, sizeof answer);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_day(&out, "day", day);
    json_put_instant(&out, "at", at_ms);
    json_put_bool(&out, "open", open);
    json_put_word(&out, "state", window_word(open, &view));
    cli_say(cli, "At %s ", instant_text(at_ms));
    cli_say(cli, "%s %s.\n", day_text(day), open ? sentences[view.state] : "is closed (CLOSED)");
    say_moment(cli, &out, "opens_at", "requests open", any ? span.opens_ms : 0);
    say_moment(cli, &out, "closes_at", "requests close", any ? span.closes_ms : 0);
    say_moment(cli, &out, "opens_next_at", "they open next", open && view.state == WINDOW_BEFORE ? view.opens_ms : 0);
    say_moment(cli, &out, "collected_until", "decided together after",
               any ? window_collected_until(&file.policy, calendar, day) : 0);
    say_moment(cli, &out, "cancel_deadline", "cancelling is late after",
               open ? moment_of(file.policy.cancel.deadline, calendar, day) : 0);
    say_moment(cli, &out, "final_at", "who still waits is told at",
               open ? moment_of(file.policy.decision.final, calendar, day) : 0);
    json_out_key(&out, "next");
    if (next_opening(calendar, day, at_ms, &next_day, &next)) {
        json_out_open(&out, '{');
        json_put_day(&out, "day", next_day);
        json_put_instant(&out, "opens_at", next.opens_ms);
        json_put_instant(&out, "closes_at", next.closes_ms);
        json_out_close(&out, '}');
        cli_say(cli, "The next day that can be asked for is %s, ", day_text(next_day));
        cli_say(cli, "from %s on.\n", instant_text(next.opens_ms));
    } else {
        json_out_null(&out);
    }
    json_out_close(&out, '}');
    cli_answer(cli, buf_view(&buf));
}

static int run_window(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct calendar calendar;
    int32_t day = 0;
    int64_t at_ms = 0;
    if (!cli_day(cli, "day", &day) || !instant_of(cli, &at_ms)) {
        return CLI_USAGE;
    }
    if (!policy_file_need(&file, cli_text(cli, "policy"), cli_text(cli, "municipality"), failure) ||
        !calendar_of(cli, day, &calendar, failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    tell_window(cli, &calendar, day, at_ms);
    return CLI_DONE;
}

/* --- age ----------------------------------------------------------------------------------------------------------------- */

static int32_t months_of(int32_t birth_day, int32_t day)
{
    int32_t months = 0;
    while (calendar_months_old_day(birth_day, months + 1) <= day) {
        months++;
    }
    return months;
}

static void put_limits(const struct cli *cli, struct json_out *out, int32_t birth_day)
{
    static const struct {
        const char *word;
        enum calendar_limit limit;
    } limits[] = {{"school_entry", LIMIT_SCHOOL_ENTRY},
                  {"grade3", LIMIT_GRADE_3},
                  {"grade6", LIMIT_GRADE_6},
                  {"mar31_after_12", LIMIT_MARCH_AFTER_12}};
    json_out_key(out, "last_days");
    json_out_open(out, '{');
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
        int32_t last = calendar_last_day(birth_day, limits[i].limit);
        json_put_day(out, limits[i].word, last);
        cli_say(cli, "%-16s until %s\n", limits[i].word, day_text(last));
    }
    json_out_close(out, '}');
}

/* R-REG-01, when a policy is given. */
static void put_may(const struct cli *cli, struct json_out *out, int32_t birth_day, int32_t day)
{
    const struct policy_eligibility *rule = &file.policy.eligibility;
    const char *reason = NULL;
    int32_t first = calendar_months_old_day(birth_day, rule->age_low_months);
    int32_t last = calendar_last_day(birth_day, rule->age_high);
    reason = day < first ? "AGE_LOW" : day > last ? "AGE_HIGH" : NULL;
    json_put_day(out, "may_come_from", first);
    json_put_day(out, "may_come_until", last);
    json_put_word(out, "reason", reason);
    cli_say(cli, "may come from    %s", day_text(first));
    cli_say(cli, " until %s: %s\n", day_text(last), reason == NULL ? "yes" : reason);
}

static int run_age(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    int32_t birth_day = 0;
    int32_t day = 0;
    struct buf buf;
    struct json_out out;
    const char *policy = cli_text(cli, "policy");
    if (!cli_day(cli, "birth", &birth_day) || !cli_day(cli, "day", &day)) {
        return CLI_USAGE;
    }
    if (day < birth_day) {
        return cli_refuse(cli, "the child is not born on that day.");
    }
    if (policy != NULL && !policy_file_need(&file, policy, cli_text(cli, "municipality"), failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    int32_t months = months_of(birth_day, day);
    int32_t year = calendar_fiscal_year(day);
    buf_init(&buf, answer, sizeof answer);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_int(&out, "months", months);
    json_put_int(&out, "years", months / 12);
    json_put_int(&out, "fiscal_year", year);
    json_put_int(&out, "class_age", calendar_class_age(birth_day, year));
    json_put_int(&out, "grade", calendar_grade(birth_day, day));
    cli_say(cli, "%d months (%d years); class age %d in fiscal year %d\n", months, months / 12,
            calendar_class_age(birth_day, year), year);
    put_limits(cli, &out, birth_day);
    if (policy != NULL) {
        put_may(cli, &out, birth_day, day);
    }
    json_out_close(&out, '}');
    cli_answer(cli, buf_view(&buf));
    return CLI_DONE;
}

const struct cli_command what_if_window_command = {
    .name = "what-if window",
    .summary = "when could a day be asked for?",
    .help = "From a room's document alone: when requests for that day open and close, whether they are open at an "
            "instant, and what opens next.\n"
            "Holidays come from --data, else from --holidays (2026-01-01,name on each line), else from the built-in "
            "list of 2026 and 2027.",
    .run = run_window,
    .options = {{"policy", "FILE", "the room's document", true},
                {"municipality", "FILE", "the municipality's document under it", false},
                {"day", "DAY", "the day of use", true},
                {"at", "INSTANT", "asked at (now)", false},
                {"data", "DIR", "holidays and the room's own days from here", false},
                {"holidays", "FILE", "holidays from here", false}},
};

const struct cli_command what_if_age_command = {
    .name = "what-if age",
    .summary = "how old is a child on a day, and may it come?",
    .help = "Months, class age and grade on a day, and the last day of each upper limit; with --policy whether the "
            "child may come by its age.",
    .run = run_age,
    .options = {{"birth", "DAY", "the day of birth", true},
                {"day", "DAY", "the day of use", true},
                {"policy", "FILE", "a room's document", false},
                {"municipality", "FILE", "the municipality's document under it", false}},
};
