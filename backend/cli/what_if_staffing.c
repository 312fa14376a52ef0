/* See what_if_staffing.h. The numbers come from an option, a whole day from a file of people and their times. */
#include "cli/what_if_staffing.h"

#include <string.h>

#include "base/civil.h"
#include "base/json.h"
#include "cli/nursery_rules.h"
#include "core/staffing.h"

#include "base/banned.h"

enum { ANSWER_BYTES = 32 * 1024, PEOPLE_MAX = 512, CHILDREN_MAX = 2000 };

/* A stack is too small for these; one command runs in a process. */
static struct staffing_rules rules;
static struct staffing_head head;
static struct staffing_person people[PEOPLE_MAX];
static struct staffing_step steps[STAFFING_STEPS_MAX];
static char answer[ANSWER_BYTES];

/* --- numbers ------------------------------------------------------------------------------------------------------------- */

/* "9/24/20/42": one number for each band of the row; they stand at the band's first age. */
static bool numbers_of(const struct cli *cli, const struct staffing_role *role, const char *given,
                       int32_t children[STAFFING_AGES])
{
    size_t n = strlen(given);
    size_t from = 0;
    size_t band = 0;
    memset(children, 0, STAFFING_AGES * sizeof children[0]);
    for (size_t i = 0; i <= n; i++) {
        int64_t number;
        if (i < n && given[i] != '/') {
            continue;
        }
        struct str part = {given + from, i - from};
        if (band == role->bands_n || str_int(part, 0, CHILDREN_MAX, &number) != OK) {
            cli_refuse(cli, "--children takes %zu numbers, one for each band of the document: 9/24/20/42.",
                       role->bands_n);
            return false;
        }
        int age = 0;
        while ((role->bands[band].ages >> age & 1) == 0) {
            age++;
        }
        children[age] = (int32_t)number;
        band++;
        from = i + 1;
    }
    if (band < role->bands_n) {
        cli_refuse(cli, "--children takes %zu numbers, one for each band of the document: 9/24/20/42.", role->bands_n);
        return false;
    }
    return true;
}

static void put_bands(struct json_out *out, const struct staffing_role *role, const struct staffing_need *need)
{
    json_out_key(out, "bands");
    json_out_open(out, '[');
    for (size_t i = 0; i < role->bands_n; i++) {
        json_out_open(out, '{');
        json_out_key(out, "ages");
        json_out_open(out, '[');
        for (int age = 0; age < STAFFING_AGES; age++) {
            if ((role->bands[i].ages >> age & 1) != 0) {
                json_out_int(out, age);
            }
        }
        json_out_close(out, ']');
        json_put_int(out, "children", need->children[i]);
        json_put_int(out, "per_teacher", role->bands[i].children);
        json_out_key(out, "teachers");
        json_out_tenths(out, need->tenths[i]);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static void put_role(struct json_out *out, const struct staffing_role *role, const struct staffing_need *need)
{
    json_out_open(out, '{');
    json_put_word(out, "role", role->id);
    json_put_day(out, "from", role->from_day);
    put_bands(out, role, need);
    json_out_key(out, "sum");
    json_out_tenths(out, need->sum_tenths);
    json_put_int(out, "minimum", role->minimum);
    json_put_int(out, "required", need->required);
    json_out_close(out, '}');
}

/* Rows stand for the same role on other days: each role once, in the order of the document. */
static bool is_first(size_t i)
{
    for (size_t other = 0; other < i; other++) {
        if (strcmp(rules.roles[other].id, rules.roles[i].id) == 0) {
            return false;
        }
    }
    return true;
}

static int answer_numbers(const struct cli *cli, int32_t day, int64_t present)
{
    struct buf buf;
    struct json_out out;
    int32_t required = 0;
    buf_init(&buf, answer, sizeof answer);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_out_key(&out, "roles");
    json_out_open(&out, '[');
    for (size_t i = 0; i < rules.roles_n; i++) {
        int32_t children[STAFFING_AGES];
        const struct staffing_role *role = staffing_role_on(&rules, rules.roles[i].id, day);
        if (!is_first(i) || role == NULL) {
            continue;
        }
        if (!numbers_of(cli, role, cli_text(cli, "children"), children)) {
            return CLI_USAGE;
        }
        struct staffing_need need = staffing_needed(role, children);
        required += need.required;
        put_role(&out, role, &need);
        cli_say(cli, "%s: %d (%d.%d by the ratios, at least %d)\n", role->id, need.required, need.sum_tenths / 10,
                need.sum_tenths % 10, role->minimum);
    }
    json_out_close(&out, ']');
    json_put_int(&out, "required", required);
    if (present >= 0) {
        int64_t lacking = required > present ? required - present : 0;
        json_put_int(&out, "present", present);
        json_put_int(&out, "short", lacking);
        cli_say(cli, "present: %lld, short: %lld\n", (long long)present, (long long)lacking);
    }
    json_out_close(&out, '}');
    cli_answer(cli, buf_view(&buf));
    return CLI_DONE;
}

/* --- a day --------------------------------------------------------------------------------------------------------------- */

/* The people of one list, behind those already read. */
static size_t read_people(struct json_in *in, const char *list, bool children, size_t at)
{
    size_t n = json_list(in, list, JSON_REQUIRED, PEOPLE_MAX - at);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        struct staffing_person *person = &people[at + i];
        if (!json_list_object(in, list, i, &row)) {
            continue;
        }
        person->class_age = children ? (int32_t)json_int(&row, "age", JSON_REQUIRED, 0, STAFFING_AGES - 1, 0) : -1;
        person->from_min = json_minute(&row, "from", JSON_REQUIRED, 0);
        person->to_min = json_minute(&row, "to", JSON_REQUIRED, 0);
        if (person->from_min > person->to_min) {
            json_blame(&row, "to", "ENDS_BEFORE_BEGIN");
        }
        json_nested_end(&row);
    }
    return at + n;
}

static bool read_day(const struct cli *cli, size_t *ret_n)
{
    char failure[CLI_FAILURE_BYTES];
    const char *path = cli_text(cli, "people");
    struct str text;
    struct json_in in;
    struct json_faults faults;
    *ret_n = 0;
    if (!nursery_rules_read(path, &text, failure)) {
        cli_refuse(cli, "%s", failure);
        return false;
    }
    enum err err = json_open(text, &in, &faults);
    if (err == OK) {
        size_t n = read_people(&in, "children", true, 0);
        *ret_n = read_people(&in, "teachers", false, n);
        err = json_close(&in);
    }
    if (err != OK) {
        nursery_rules_fail(path, &faults, NULL, failure);
        cli_refuse(cli, "%s", failure);
    }
    return err == OK;
}

static void put_step(const struct cli *cli, struct json_out *out, const struct staffing_step *step)
{
    char from[8];
    char to[8];
    struct buf from_buf;
    struct buf to_buf;
    int32_t lacking = step->required > step->present ? step->required - step->present : 0;
    buf_init(&from_buf, from, sizeof from);
    buf_init(&to_buf, to, sizeof to);
    civil_put_minute(&from_buf, step->from_min);
    civil_put_minute(&to_buf, step->to_min);
    json_out_open(out, '{');
    json_put_word(out, "from", from);
    json_put_word(out, "to", to);
    json_put_int(out, "children", step->children);
    json_put_int(out, "required", step->required);
    json_put_int(out, "present", step->present);
    json_put_int(out, "short", lacking);
    json_out_close(out, '}');
    cli_say(cli, "%s-%s  %3d children  %2d needed  %2d there%s\n", from, to, step->children, step->required,
            step->present, lacking > 0 ? "  SHORT" : "");
}

static int answer_day(const struct cli *cli, int32_t day)
{
    const struct staffing_role *role = staffing_role_on(&rules, "teacher", day);
    struct buf buf;
    struct json_out out;
    int32_t from_min;
    size_t people_n;
    size_t n;
    if (!nursery_rules_minute(cli, "at", 0, &from_min)) {
        return CLI_USAGE;
    }
    if (role == NULL) {
        return cli_refuse(cli, "the document has no row for the role teacher on that day.");
    }
    if (!read_day(cli, &people_n)) {
        return CLI_REFUSED;
    }
    if (staffing_look_ahead(role, people, people_n, from_min, steps, &n) != OK) {
        return cli_refuse(cli, "the day changes more than %d times; round the times.", STAFFING_STEPS_MAX);
    }
    buf_init(&buf, answer, sizeof answer);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_out_key(&out, "steps");
    json_out_open(&out, '[');
    for (size_t i = 0; i < n; i++) {
        put_step(cli, &out, &steps[i]);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
    cli_answer(cli, buf_view(&buf));
    return CLI_DONE;
}

static bool rules_of(const char *path, char failure[CLI_FAILURE_BYTES])
{
    struct str document;
    struct json_faults faults;
    if (!nursery_rules_read(path, &document, failure)) {
        return false;
    }
    return staffing_decode(document, &rules, &head, &faults) == OK ||
           nursery_rules_fail(path, &faults, staffing_fault_rule, failure);
}

static int run_staffing(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    int32_t day;
    int64_t present;
    if ((cli_text(cli, "children") != NULL) == (cli_text(cli, "people") != NULL)) {
        cli_refuse(cli, "either --children or --people.");
        return CLI_USAGE;
    }
    if (!nursery_rules_day(cli, "day", INT32_MAX, &day) || !cli_int(cli, "present", 0, PEOPLE_MAX, -1, &present)) {
        return CLI_USAGE;
    }
    if (!rules_of(cli_text(cli, "policy"), failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    return cli_text(cli, "children") != NULL ? answer_numbers(cli, day, present) : answer_day(cli, day);
}

const struct cli_command what_if_staffing_command = {
    .name = "what-if staffing",
    .summary = "how many teachers a group of children needs",
    .help =
        "Counts by a document of ratios: the numbers of each band (--children 9/24/20/42), or a day of planned times "
        "(--people):\n"
        "{\"children\":[{\"age\":0,\"from\":\"08:00\",\"to\":\"17:00\"}],\"teachers\":[{\"from\":\"07:00\",\"to\":\"16:"
        "00\"}]}. Touches no data.",
    .run = run_staffing,
    .options = {{"policy", "FILE", "the document of ratios", true},
                {"children", "N/N/…", "how many, one number for each band", false},
                {"present", "N", "how many teachers are there", false},
                {"people", "FILE", "a day of children and teachers with their times", false},
                {"at", "HH:MM", "look ahead from this time on", false},
                {"day", "DAY", "ratios of that day (the latest of the document)", false}},
};
