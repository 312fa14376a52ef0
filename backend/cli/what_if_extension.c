/* See what_if_extension.h. A day comes from the options, a month from a file of days. */
#include "cli/what_if_extension.h"

#include <string.h>

#include "base/civil.h"
#include "cli/nursery_rules.h"

#include "base/banned.h"

enum { ANSWER_BYTES = 128 * 1024, DAYS_MAX = 31, YEN_MAX = 1000000 };

/* A stack is too small for these; one command runs in a process. */
static struct extension_rules rules;
static struct extension_head head;
static struct extension_month month;
static struct extension_facts days[DAYS_MAX];
static char answer[ANSWER_BYTES];
static char tier[POLICY_ID_BYTES];

static const char *const class_words[] = {"standard", "short", NULL};

/* --- what was asked ------------------------------------------------------------------------------------------------------ */

static int class_of(const char *word)
{
    for (int i = 0; class_words[i] != NULL; i++) {
        if (strcmp(word, class_words[i]) == 0) {
            return i;
        }
    }
    return -1;
}

/* The bit of what is held by the month; 0: the document has no such id. */
static uint32_t held_bit(struct str id)
{
    int row = extension_monthly_find(&rules, id);
    return row < 0 ? 0 : UINT32_C(1) << row;
}

/* "evening,morning" as bits; false: one of them is not in the document. */
static bool held_of(const struct cli *cli, const char *ids, uint32_t *ret)
{
    size_t from = 0;
    size_t n = ids == NULL ? 0 : strlen(ids);
    *ret = 0;
    for (size_t i = 0; i <= n && n > 0; i++) {
        if (i < n && ids[i] != ',') {
            continue;
        }
        struct str id = {ids + from, i - from};
        uint32_t bit = held_bit(id);
        if (bit == 0) {
            cli_refuse(cli, "the document has nothing by the month with the id '%.*s'.", (int)id.n, id.p);
            return false;
        }
        *ret |= bit;
        from = i + 1;
    }
    return true;
}

static bool family_of(const struct cli *cli, struct extension_family *ret)
{
    int64_t sibling;
    int64_t fee;
    const char *given = cli_text(cli, "tier");
    if (!cli_int(cli, "sibling", 1, 9, 1, &sibling) || !cli_int(cli, "fee", 0, YEN_MAX, 0, &fee)) {
        return false;
    }
    if (given != NULL && str_copy(str_of(given), tier, sizeof tier) != OK) {
        cli_refuse(cli, "--tier takes the id of a tier, at most %d letters.", POLICY_ID_BYTES - 1);
        return false;
    }
    *ret = (struct extension_family){tier, (int32_t)sibling, (int32_t)fee};
    return true;
}

/* All but the times. */
static bool facts_of(const struct cli *cli, struct extension_facts *ret)
{
    const char *word = cli_text(cli, "class");
    int hours_class = word == NULL ? HOURS_STANDARD : class_of(word);
    memset(ret, 0, sizeof *ret);
    if (hours_class < 0) {
        cli_refuse(cli, "--class is standard or short, not '%s'.", word);
        return false;
    }
    ret->hours_class = (enum hours_class)hours_class;
    return family_of(cli, &ret->family) && held_of(cli, cli_text(cli, "monthly"), &ret->held) &&
           nursery_rules_day(cli, "day", head.valid_from_day, &ret->day) &&
           nursery_rules_day(cli, "birth", EXTENSION_BIRTH_UNKNOWN, &ret->birth_day);
}

/* --- the answer ---------------------------------------------------------------------------------------------------------- */

static const char *time_text(int32_t minute, char out[8])
{
    struct buf buf;
    buf_init(&buf, out, 8);
    civil_put_minute(&buf, minute);
    return out;
}

static void say_lines(const struct cli *cli, const struct extension_line *lines, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct extension_line *line = &lines[i];
        char from[8];
        char to[8];
        cli_say(cli, "  %-10s %-15s", extension_line_word(line->kind), extension_line_name(&rules, line));
        if (line->from_min != POLICY_NONE) {
            cli_say(cli, " %s-%s", time_text(line->from_min, from), time_text(line->to_min, to));
        }
        if (line->minutes > 0) {
            cli_say(cli, " %d min", line->minutes);
        }
        if (line->units > 0) {
            cli_say(cli, line->kind == EXTENSION_SPOT ? " x%d" : " %d days", line->units);
        }
        cli_say(cli, " %d yen\n", line->yen);
    }
}

static int give(const struct cli *cli, const struct buf *buf)
{
    if (buf->overflow) {
        return cli_refuse(cli, "the answer is too long; ask for fewer days.");
    }
    cli_answer(cli, buf_view(buf));
    return CLI_DONE;
}

/* What is certain of a stay whose ends may each be so many minutes off. */
static struct extension_span certain_of(const struct extension_span *stay, int64_t doubt_min)
{
    int64_t from = stay->from_min + doubt_min;
    int64_t to = stay->to_min - doubt_min;
    from = from > stay->to_min ? stay->to_min : from;
    return (struct extension_span){(int32_t)from, (int32_t)(to < from ? from : to)};
}

static int answer_day(const struct cli *cli)
{
    struct extension_facts facts;
    int64_t doubt_min;
    struct extension_day day;
    struct buf buf;
    struct json_out out;
    int32_t arrive;
    int32_t leave;
    if (!facts_of(cli, &facts) || !nursery_rules_minute(cli, "arrive", POLICY_NONE, &arrive) ||
        !nursery_rules_minute(cli, "leave", POLICY_NONE, &leave) || !cli_int(cli, "doubt", 0, 1440, 0, &doubt_min)) {
        return CLI_USAGE;
    }
    if (leave < arrive) {
        return cli_refuse(cli, "the child leaves before it arrives.");
    }
    facts.stays[0] = (struct extension_span){arrive, leave};
    facts.stays_n = 1;
    struct extension_span certain = certain_of(&facts.stays[0], doubt_min);
    extension_price_doubt(&rules, &facts, &certain, &day);
    cli_say(cli, "%d yen\n", day.yen);
    say_lines(cli, day.lines, day.lines_n);
    buf_init(&buf, answer, sizeof answer);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_int(&out, "yen", day.yen);
    json_out_key(&out, "lines");
    extension_put_lines(&out, &rules, day.lines, day.lines_n);
    json_out_close(&out, '}');
    return give(cli, &buf);
}

/* --- a month ------------------------------------------------------------------------------------------------------------- */

/* One row of "days". Without a time of leaving the day is unresolved: stays_n is 0 and birth, class and held remain. */
static void read_day(struct json_in *in, const struct extension_facts *common, struct extension_facts *ret,
                     bool *ret_unresolved)
{
    *ret = *common;
    ret->day = json_day(in, "day", JSON_REQUIRED, 0);
    int word = json_word(in, "class", JSON_OPTIONAL, class_words);
    ret->hours_class = word < 0 ? common->hours_class : (enum hours_class)word;
    int32_t arrive = json_minute(in, "arrive", JSON_OPTIONAL, POLICY_NONE);
    int32_t leave = json_minute(in, "leave", JSON_OPTIONAL, POLICY_NONE);
    *ret_unresolved = (arrive == POLICY_NONE) != (leave == POLICY_NONE);
    if (arrive != POLICY_NONE && leave != POLICY_NONE) {
        ret->stays[0] = (struct extension_span){arrive, leave};
        ret->stays_n = 1;
        if (leave < arrive) {
            json_blame(in, "leave", "ENDS_BEFORE_BEGIN");
        }
    }
    size_t n = json_list(in, "monthly", JSON_OPTIONAL, EXTENSION_MONTHLY_MAX);
    for (size_t i = 0; i < n; i++) {
        uint32_t bit = held_bit(json_list_text(in, "monthly", i, POLICY_ID_BYTES - 1));
        if (bit == 0) {
            json_blame(in, "monthly", "NO_SUCH_MONTHLY");
        }
        ret->held |= bit;
    }
}

/* {"days":[…]} into days[]; unresolved has a bit per day. */
static bool read_month(const struct cli *cli, const struct extension_facts *common, size_t *ret_n,
                       uint32_t *ret_unresolved)
{
    char failure[CLI_FAILURE_BYTES];
    const char *path = cli_text(cli, "month");
    struct str text;
    struct json_in in;
    struct json_faults faults;
    *ret_n = 0;
    *ret_unresolved = 0;
    if (!nursery_rules_read(path, &text, failure)) {
        cli_refuse(cli, "%s", failure);
        return false;
    }
    enum err err = json_open(text, &in, &faults);
    if (err == OK) {
        *ret_n = json_list(&in, "days", JSON_REQUIRED, DAYS_MAX);
        for (size_t i = 0; i < *ret_n; i++) {
            struct json_in row;
            bool unresolved = false;
            if (json_list_object(&in, "days", i, &row)) {
                read_day(&row, common, &days[i], &unresolved);
                json_nested_end(&row);
            }
            *ret_unresolved |= unresolved ? UINT32_C(1) << i : 0;
        }
        err = json_close(&in);
    }
    if (err != OK) {
        nursery_rules_fail(path, &faults, NULL, failure);
        cli_refuse(cli, "%s", failure);
    }
    return err == OK;
}

static void price_one(const struct cli *cli, struct json_out *out, const struct extension_facts *facts, bool unresolved)
{
    struct extension_day day = {0};
    char text[CIVIL_DAY_TEXT];
    struct buf buf;
    if (!unresolved) {
        extension_price_day(&rules, facts, &day);
    }
    extension_month_add(&rules, &month, facts, unresolved ? NULL : &day);
    buf_init(&buf, text, sizeof text);
    civil_put_day(&buf, facts->day);
    json_out_open(out, '{');
    json_put_day(out, "day", facts->day);
    if (unresolved) {
        json_put_bool(out, "unresolved", true);
        cli_say(cli, "%s unresolved: a time is missing\n", text);
    } else {
        json_put_int(out, "yen", day.yen);
        json_out_key(out, "lines");
        extension_put_lines(out, &rules, day.lines, day.lines_n);
        cli_say(cli, "%s %d yen\n", text, day.yen);
        say_lines(cli, day.lines, day.lines_n);
    }
    json_out_close(out, '}');
}

static int answer_month(const struct cli *cli)
{
    struct extension_facts common;
    struct buf buf;
    struct json_out out;
    size_t n;
    uint32_t unresolved;
    if (!facts_of(cli, &common)) {
        return CLI_USAGE;
    }
    if (!read_month(cli, &common, &n, &unresolved)) {
        return CLI_REFUSED;
    }
    buf_init(&buf, answer, sizeof answer);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    extension_month_open(&month);
    month.held = common.held;
    json_out_key(&out, "days");
    json_out_open(&out, '[');
    for (size_t i = 0; i < n; i++) {
        price_one(cli, &out, &days[i], (unresolved >> i & 1) != 0);
    }
    json_out_close(&out, ']');
    extension_month_close(&rules, &month, &common.family);
    say_lines(cli, month.lines, month.lines_n);
    cli_say(cli, "%lld yen, %d days, %d of them paid, %d unresolved\n", (long long)month.yen, month.days,
            month.spot_days, month.unresolved);
    json_put_int(&out, "days_yen", month.days_yen);
    json_out_key(&out, "lines");
    extension_put_lines(&out, &rules, month.lines, month.lines_n);
    json_put_int(&out, "unresolved", month.unresolved);
    json_put_int(&out, "yen", month.yen);
    json_out_close(&out, '}');
    return give(cli, &buf);
}

static int run_extension(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    bool of_day = cli_text(cli, "arrive") != NULL && cli_text(cli, "leave") != NULL;
    if ((cli_text(cli, "month") != NULL) == of_day) {
        cli_refuse(cli, "either --arrive and --leave, or --month.");
        return CLI_USAGE;
    }
    if (!nursery_rules_extension(cli_text(cli, "policy"), &rules, &head, failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    return of_day ? answer_day(cli) : answer_month(cli);
}

const struct cli_command what_if_extension_command = {
    .name = "what-if extension",
    .summary = "what a stay costs by a document of prices",
    .help =
        "Prices one stay (--arrive, --leave), or the days of a file (--month):\n"
        "{\"days\":[{\"day\":\"2026-04-01\",\"class\":\"short\",\"arrive\":\"08:10\",\"leave\":\"17:05\",\"monthly\":["
        "\"evening\"]}]}.\n"
        "Every yen stands in a line with the minutes that made it. Touches no data.",
    .run = run_extension,
    .options = {{"policy", "FILE", "the document of prices", true},
                {"class", "standard|short", "hours class of the family (standard)", false},
                {"arrive", "HH:MM", "when the child came", false},
                {"leave", "HH:MM", "when it was fetched", false},
                {"doubt", "MIN", "how many minutes the clock of the entrance may be off at each end (0)", false},
                {"day", "DAY", "the day (the first of the document)", false},
                {"birth", "DAY", "the child's birthday, for a lower age", false},
                {"monthly", "ID,ID", "what the family has by the month", false},
                {"tier", "ID", "the family's tier", false},
                {"sibling", "N", "1 the first child of the family (1)", false},
                {"fee", "YEN", "monthly fee of ordinary care", false},
                {"month", "FILE", "days instead of one", false}},
};
