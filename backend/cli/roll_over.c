/* See roll_over.h. What is printed of children are their ids, never a name: an operator needs none. */
#include "cli/roll_over.h"

#include <stdio.h>
#include <string.h>

#include "actions/roll_over.h"
#include "base/json.h"
#include "cli/control.h"
#include "cli/data_dir.h"
#include "cli/files.h"
#include "core/policy.h"
#include "store/site_store.h"

#include "base/banned.h"

enum { DOCUMENT_BYTES = 512 * 1024, ANSWER_BYTES = 512, PIECE_BYTES = 512, SITES_AT_ONCE = 8 };

/* A stack is too small for these; one command runs in a process. */
static char document[DOCUMENT_BYTES];
static char request[CONTROL_LINE_BYTES];
static struct class_plan plans[CLASS_PLAN_NURSERIES_MAX];
static struct roll_over turns[CLASS_PLAN_NURSERIES_MAX];

struct course {
    const struct cli *cli;
    struct db *db;
    size_t n;
    int32_t fiscal_year;
    bool dry_run;
    size_t printed; /* children of the nursery under way */
};

static bool read_document(struct course *course, char failure[CLI_FAILURE_BYTES])
{
    const char *path = cli_text(course->cli, "classes");
    struct json_faults faults = {0};
    struct buf buf;
    int32_t year = 0;
    buf_init(&buf, document, sizeof document);
    if (!files_read(path, false, &buf, failure)) {
        return false;
    }
    if (class_plan_decode(buf_view(&buf), plans, &course->n, &year, &faults) != OK) {
        return faults.malformed != NULL ? cli_fail(failure, "%s is no JSON document (%s).", path, faults.malformed)
                                        : cli_fail(failure, "%s: %s: %s (R-CAL-09).", path, faults.list[0].pointer,
                                                   policy_fault_sentence(faults.list[0].code));
    }
    return year == course->fiscal_year ||
           cli_fail(failure, "%s is for fiscal year %d, not %d.", path, year, course->fiscal_year);
}

/* --- reading ------------------------------------------------------------------------------------------------------------- */

/* What stands in the way of any nursery is said before the first one turns. */
static bool look_through(struct course *course, char failure[CLI_FAILURE_BYTES])
{
    static const struct roll_over_look nobody = {0};
    for (size_t i = 0; i < course->n; i++) {
        struct roll_over *turn = &turns[i];
        *turn = (struct roll_over){.plan = &plans[i], .fiscal_year = course->fiscal_year};
        enum err err = roll_over_preview(course->db, turn, &nobody);
        if (err != OK) {
            return cli_fail(failure, "the data cannot be read (%s); run 'tsubame verify'.", err_word(err));
        }
        if (turn->outcome == ROLL_OVER_NO_NURSERY) {
            return cli_fail(failure, "there is no nursery '%s'.", plans[i].nursery);
        }
        if (turn->outcome == ROLL_OVER_NO_CLASS) {
            return cli_fail(failure, "%s: the file does not say what becomes of the class '%s'.", plans[i].nursery,
                            turn->no_class);
        }
    }
    return true;
}

static void print_child(void *arg, const struct roll_over_row *row, const char *to_class)
{
    struct course *course = arg;
    char text[PIECE_BYTES];
    struct buf buf;
    struct json_out out;
    bool leaves = to_class[0] == '\0';
    if (!course->cli->json) {
        printf("  %s  %s -> %s\n", row->child, row->class_name[0] == '\0' ? "-" : row->class_name,
               leaves ? "leaves" : to_class);
        return;
    }
    buf_init(&buf, text, sizeof text);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_text(&out, "child", str_of(row->child));
    json_put_text(&out, "from", str_of(row->class_name));
    json_put_word(&out, "to", leaves ? NULL : to_class);
    json_out_close(&out, '}');
    printf("%s%s", course->printed++ == 0 ? "" : ",", buf.p);
}

static void print_nursery(const struct course *course, const struct roll_over *turn)
{
    bool before = turn->outcome == ROLL_OVER_BEFORE;
    if (course->cli->json) {
        printf("{\"nursery\":\"%s\",\"done_before\":%s,\"moved\":%d,\"stayed\":%d,\"left\":%d", turn->plan->nursery,
               before ? "true" : "false", turn->moved, turn->stayed, turn->left);
    } else if (before) {
        printf("%s  done before: nothing %s\n", turn->plan->nursery, course->dry_run ? "would change" : "changed");
    } else {
        printf("%s  %d to another class, %d stay, %d %s on 31 March\n", turn->plan->nursery, turn->moved, turn->stayed,
               turn->left, course->dry_run ? "would leave" : "left");
    }
}

static bool is_in_file(const struct course *course, const char *nursery)
{
    for (size_t i = 0; i < course->n; i++) {
        if (strcmp(plans[i].nursery, nursery) == 0) {
            return true;
        }
    }
    return false;
}

static void print_other(struct course *course, const char *nursery)
{
    if (course->cli->json) {
        printf("%s\"%s\"", course->printed++ == 0 ? "" : ",", nursery);
    } else {
        printf("%s  not in the file: nothing changes\n", nursery);
    }
}

/* The nurseries of the municipality that the file does not name: nobody there changes. */
static enum err print_others(struct course *course)
{
    struct site page[SITES_AT_ONCE];
    int64_t after = 0;
    size_t n = SITES_AT_ONCE;
    enum err err = OK;
    course->printed = 0;
    while (err == OK && n == SITES_AT_ONCE) {
        err = site_list(course->db, SITE_NURSERY, after, page, SITES_AT_ONCE, &n);
        for (size_t i = 0; err == OK && i < n; i++) {
            after = page[i].id;
            if (!is_in_file(course, page[i].public_id)) {
                print_other(course, page[i].public_id);
            }
        }
    }
    return err;
}

static void print_json(const struct course *course, const char *text)
{
    if (course->cli->json) {
        fputs(text, stdout);
    }
}

static enum err print_children(struct course *course, struct roll_over *turn)
{
    const struct roll_over_look look = {print_child, course};
    course->printed = 0;
    print_json(course, ",\"children\":[");
    enum err err = roll_over_preview(course->db, turn, &look);
    print_json(course, "]");
    return err;
}

/* Long lists are printed as they are read. */
static enum err print_all(struct course *course)
{
    enum err err = OK;
    if (course->cli->json) {
        printf("{\"fiscal_year\":%d,\"dry_run\":%s,\"nurseries\":[", course->fiscal_year,
               course->dry_run ? "true" : "false");
    }
    for (size_t i = 0; err == OK && i < course->n; i++) {
        print_json(course, i > 0 ? "," : "");
        print_nursery(course, &turns[i]);
        err = course->dry_run ? print_children(course, &turns[i]) : OK;
        print_json(course, "}");
    }
    print_json(course, "],\"not_in_file\":[");
    err = err == OK ? print_others(course) : err;
    print_json(course, "]}\n");
    return err;
}

/* --- turning ------------------------------------------------------------------------------------------------------------- */

static bool read_turned(struct str answer, struct roll_over *turn)
{
    struct json_faults faults = {0};
    struct json_in in;
    if (json_open(answer, &in, &faults) != OK) {
        return false;
    }
    json_text(&in, "nursery", JSON_REQUIRED, 64);
    bool before = json_bool(&in, "done_before", JSON_REQUIRED, false);
    turn->outcome = before ? ROLL_OVER_BEFORE : ROLL_OVER_DONE;
    turn->moved = (int32_t)json_int(&in, "moved", JSON_REQUIRED, 0, INT32_MAX, 0);
    turn->stayed = (int32_t)json_int(&in, "stayed", JSON_REQUIRED, 0, INT32_MAX, 0);
    turn->left = (int32_t)json_int(&in, "left", JSON_REQUIRED, 0, INT32_MAX, 0);
    return json_close(&in) == OK;
}

static bool turn_one(const struct course *course, struct roll_over *turn, char failure[CLI_FAILURE_BYTES])
{
    char answer_text[ANSWER_BYTES];
    struct buf answer;
    struct buf line;
    struct json_out out;
    buf_init(&answer, answer_text, sizeof answer_text);
    buf_init(&line, request, sizeof request - 1);
    json_out_init(&out, &line);
    json_out_open(&out, '{');
    json_put_text(&out, "verb", STR("roll_over"));
    json_put_int(&out, "fiscal_year", course->fiscal_year);
    class_plan_put(&out, turn->plan);
    json_out_close(&out, '}');
    if (line.overflow) {
        return cli_fail(failure, "%s: its classes are too long to be sent; shorten their names.", turn->plan->nursery);
    }
    return control_request(cli_text(course->cli, "data"), buf_view(&line), &answer, failure) &&
           (read_turned(buf_view(&answer), turn) ||
            cli_fail(failure, "the running server's answer is not understood; is it another version?"));
}

/* false: what turned before the failure stays so, and the same command goes on behind it. */
static bool turn_all(const struct course *course, char failure[CLI_FAILURE_BYTES])
{
    size_t turned = 0;
    for (size_t i = 0; i < course->n; i++) {
        if (turns[i].outcome == ROLL_OVER_BEFORE) {
            continue;
        }
        char why[CLI_FAILURE_BYTES];
        if (!turn_one(course, &turns[i], why)) {
            return turned == 0
                       ? cli_fail(failure, "%s", why)
                       : cli_fail(failure, "%.400s (%zu nurseries are done; run it again to go on)", why, turned);
        }
        turned++;
    }
    if (turned == 0) {
        cli_say(course->cli, "every nursery of the file turned to fiscal year %d before: nothing is changed\n",
                course->fiscal_year);
    }
    return true;
}

static int run(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct course course = {.cli = cli, .dry_run = cli_flag(cli, "dry-run")};
    struct data_dir dir;
    if (!cli_year(cli, "fiscal-year", &course.fiscal_year)) {
        return CLI_USAGE;
    }
    if (!read_document(&course, failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    course.db = data_dir_read(&dir, cli_text(cli, "data"), failure);
    if (course.db == NULL) {
        return cli_refuse(cli, "%s", failure);
    }
    bool good = look_through(&course, failure) && (course.dry_run || turn_all(&course, failure));
    enum err err = good ? print_all(&course) : OK;
    db_close(course.db);
    if (!good) {
        return cli_refuse(cli, "%s", failure);
    }
    return err == OK ? CLI_DONE : cli_refuse(cli, "%s cannot be read; run 'tsubame verify'.", dir.database);
}

const struct cli_command roll_over_command = {
    .name = "roll-over",
    .summary = "the classes of the new fiscal year, on 1 April or soon after",
    .help = "Every child goes on to the class that the file names for its nursery and its class of now; who leaves was "
            "enrolled to\n"
            "31 March. A class changes at no other time, whatever a child's birthday. Look at --dry-run first. A "
            "nursery turns once\n"
            "a year: the second time does nothing and says so. Works while the server runs.",
    .run = run,
    .options = {{"data", "DIR", "the data folder", true},
                {"fiscal-year", "YEAR", "the year that begins: 2027, or R9", true},
                {"classes", "FILE", "which class becomes which, nursery by nursery", true},
                {"dry-run", NULL, "only show what would change, child by child", false}},
};
