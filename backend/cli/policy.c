/* See policy.h. */
#include "cli/policy.h"

#include <stdio.h>
#include <string.h>

#include "actions/compare_policy.h"
#include "base/civil.h"
#include "cli/control.h"
#include "cli/data_dir.h"
#include "cli/nursery_check.h"
#include "cli/policy_files.h"
#include "cli/policy_report.h"

#include "demo_policies.h"

#include "base/banned.h"

/* A stack is too small for these; one command runs in a process. */
static struct policy_file file;
static char text[POLICY_REPORT_BYTES];
static char line[CONTROL_LINE_BYTES];
static struct compare_policy_scratch scratch;

/* --- check --------------------------------------------------------------------------------------------------------------- */

static void report_alone(struct buf *report)
{
    struct json_out out;
    json_out_init(&out, report);
    json_out_open(&out, '{');
    policy_report_faults(&out, &file.faults);
    json_out_close(&out, '}');
}

/* What it would change in the data of a municipality, without touching them. */
static bool report_with(const char *path, struct buf *report, char failure[CLI_FAILURE_BYTES])
{
    struct data_dir dir;
    struct json_out out;
    bool right = false;
    struct db *db = data_dir_read(&dir, path, failure);
    if (db == NULL) {
        return false;
    }
    json_out_init(&out, report);
    json_out_open(&out, '{');
    enum err err = policy_report_write(db, file.document, &scratch, &out, &right);
    json_out_close(&out, '}');
    db_close(db);
    if (err == ERR_NOT_FOUND) {
        return cli_fail(failure, "there is no sick-care room '%s' in %s.", file.head.site, dir.path);
    }
    return err == OK && !report->overflow ? true
                                          : cli_fail(failure, "%s cannot be read; run 'tsubame verify'.", dir.database);
}

static int run_check(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct buf report;
    const char *data = cli_text(cli, "data");
    int code;
    if (nursery_check(cli, cli->word, &code)) {
        return code;
    }
    buf_init(&report, text, sizeof text);
    if (!policy_file_read(&file, cli->word, cli_text(cli, "municipality"), failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    if (data == NULL) {
        report_alone(&report);
    } else if (!report_with(data, &report, failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    bool right = policy_report_tell(cli, cli->word, buf_view(&report));
    cli_answer(cli, buf_view(&report));
    if (right) {
        char day[CIVIL_DAY_TEXT];
        struct buf from;
        buf_init(&from, day, sizeof day);
        civil_put_day(&from, file.head.valid_from_day);
        cli_say(cli, "%s is right: rules of %s from %s on.\n", cli->word,
                file.head.kind == POLICY_SICK_ROOM ? file.head.site : "the municipality", day);
    }
    return right ? CLI_DONE : CLI_REFUSED;
}

/* --- load ---------------------------------------------------------------------------------------------------------------- */

static bool ask_load(const struct cli *cli, struct str document, struct buf *answer, char failure[CLI_FAILURE_BYTES])
{
    struct buf buf;
    struct json_out out;
    buf_init(&buf, line, sizeof line - 1);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_text(&out, "verb", STR("policy_load"));
    json_put_text(&out, "document", document);
    json_out_close(&out, '}');
    return buf.overflow ? cli_fail(failure, "%s is too long.", cli->word)
                        : control_request(cli_text(cli, "data"), buf_view(&buf), answer, failure);
}

static void tell_loaded(const struct cli *cli, struct str answer)
{
    struct json_in in;
    struct json_faults faults;
    if (json_open(answer, &in, &faults) != OK) {
        return;
    }
    int64_t replanned = json_int(&in, "days_replanned", JSON_OPTIONAL, 0, INT32_MAX, 0);
    int64_t kept = json_int(&in, "days_kept", JSON_OPTIONAL, 0, INT32_MAX, 0);
    cli_say(cli, "%s is loaded. Days already planned whose places and times were reckoned anew: %lld.\n", cli->word,
            (long long)replanned);
    if (kept > 0) {
        cli_say(
            cli,
            "Days on which more children have a place than the new rules would allow: %lld. Nobody loses a place by "
            "this; the room\n"
            "reduces such a day itself, and is shown first whom it concerns.\n",
            (long long)kept);
    }
    json_drop(&in);
}

/* A document of a nursery's: it is right. */
static int load_nursery(const struct cli *cli, struct str document)
{
    char failure[CLI_FAILURE_BYTES];
    struct buf answer;
    buf_init(&answer, text, sizeof text);
    if (!ask_load(cli, document, &answer, failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    cli_say(cli, "%s is loaded.\n", cli->word);
    cli_answer(cli, buf_view(&answer));
    return CLI_DONE;
}

static int run_load(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct buf answer;
    struct str document;
    int code;
    if (nursery_check_right(cli, cli->word, &document, &code)) {
        return code == CLI_DONE ? load_nursery(cli, document) : code;
    }
    buf_init(&answer, text, sizeof text);
    bool done = policy_file_read(&file, cli->word, NULL, failure) && ask_load(cli, file.document, &answer, failure);
    if (!done) {
        return cli_refuse(cli, "%s", failure);
    }
    bool right = policy_report_tell(cli, cli->word, buf_view(&answer));
    if (right) {
        tell_loaded(cli, buf_view(&answer));
    } else {
        cli_say(cli, "Nothing was loaded.\n");
    }
    cli_answer(cli, buf_view(&answer));
    return right ? CLI_DONE : CLI_REFUSED;
}

/* --- schema -------------------------------------------------------------------------------------------------------------- */

static int run_schema(const struct cli *cli)
{
    fputs(cli_flag(cli, "nursery") ? nursery_schema : policy_schema, stdout);
    return CLI_DONE;
}

const struct cli_command policy_check_command = {
    .name = "policy check",
    .summary = "is a document of rules right? Changes nothing",
    .help = "Names every fault with its JSON pointer, a sentence and the number of the rule. With --data also what the "
            "document "
            "would change in\n"
            "that municipality, room by room. A room's document stands over --municipality's, or over the defaults.",
    .run = run_check,
    .word = "FILE",
    .options = {{"municipality", "FILE", "the municipality's document under a room's", false},
                {"data", "DIR", "the data folder to compare with", false}},
};

const struct cli_command policy_load_command = {
    .name = "policy load",
    .summary = "rules hold from their valid_from on",
    .help = "Checks the document as a whole, says what changes for which room, keeps it for ever as a dated row and "
            "reckons the "
            "days already\n"
            "planned anew. Nothing is loaded when anything is wrong. Works while the server runs.",
    .run = run_load,
    .word = "FILE",
    .options = {{"data", "DIR", "the data folder", true}},
};

const struct cli_command policy_schema_command = {
    .name = "policy schema",
    .summary = "the JSON Schema of both kinds of documents",
    .help = "Prints the schema (draft 2020-12) that editors and programs check documents against.",
    .run = run_schema,
    .options = {{"nursery", NULL, "of the documents of nurseries, instead of the municipality's and the rooms'",
                 false}},
};
