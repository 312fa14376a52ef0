/* See what_if_replay.h. The month is replayed on the write lane, because the children's needs are sealed; only the audit line is written. */
#include "cli/what_if_replay.h"

#include <stdio.h>

#include "actions/replay_month.h"
#include "actions/write_sheet.h"
#include "cli/policy_files.h"
#include "cli/policy_report.h"

#include "base/banned.h"

enum { CHANGES_SHOWN = 400, ANSWER_BYTES = 96 * 1024 };

/* --- on the lane ----------------------------------------------------------------------------------------------------------- */

struct counting {
    struct json_out *out;
    int32_t requests;
    int32_t then[REPLAY_PLACED + 1];
    int32_t now[REPLAY_PLACED + 1];
    int32_t changed;
};

static void count(void *arg, const struct replay_one *one)
{
    struct counting *counting = arg;
    struct json_out *out = counting->out;
    bool placed = one->now == REPLAY_PLACED;
    counting->requests++;
    counting->then[one->then]++;
    counting->now[one->now]++;
    if (placed == (one->then == REPLAY_PLACED)) {
        return; /* for the family it comes to the same */
    }
    counting->changed++;
    if (counting->changed > CHANGES_SHOWN) {
        return;
    }
    json_out_open(out, '{');
    json_put_text(out, "reservation_id", str_of(one->id));
    json_put_day(out, "day", one->day);
    json_put_word(out, "then", replay_fate_word(one->then));
    json_put_word(out, "now", replay_fate_word(one->now));
    json_put_word(out, "reason", placed ? NULL : reservation_reason_word(one->reason));
    json_out_close(out, '}');
}

static void put_totals(struct json_out *out, const struct counting *counting, int32_t overrun)
{
    json_put_int(out, "requests", counting->requests);
    json_put_int(out, "placed_then", counting->then[REPLAY_PLACED]);
    json_put_int(out, "placed_now", counting->now[REPLAY_PLACED]);
    json_put_int(out, "refused_now", counting->now[REPLAY_REFUSED]);
    json_put_int(out, "not_placed_now", counting->now[REPLAY_WAITED]);
    json_put_int(out, "changed", counting->changed);
    json_put_int(out, "not_replayed", overrun);
}

enum err what_if_verb_replay(struct tx *tx, struct control_call *call)
{
    struct counting counting = {.out = &call->out};
    struct replay_month replay = {
        .document = json_text(&call->in, "document", JSON_REQUIRED, POLICY_DOCUMENT_BYTES_MAX),
        .one = count,
        .arg = &counting};
    if (!sheet_month(json_text(&call->in, "month", JSON_REQUIRED, 7), &replay.from_day)) {
        cli_fail(call->refusal, "a month is written as 2026-04.");
        return ERR_INVALID;
    }
    json_out_key(&call->out, "changes");
    json_out_open(&call->out, '[');
    enum err err = replay_month(tx, &replay);
    json_out_close(&call->out, ']');
    if (err == ERR_NOT_FOUND) {
        cli_fail(call->refusal, "there is no such sick-care room; the document must be one room's.");
        return err;
    }
    if (err == ERR_INVALID && replay.faults.n > 0) {
        policy_report_faults(&call->out, &replay.faults);
        return OK;
    }
    put_totals(&call->out, &counting, replay.overrun);
    return err;
}

/* --- the command ----------------------------------------------------------------------------------------------------------- */

static struct policy_file file;
static char line[CONTROL_LINE_BYTES];
static char answer_text[ANSWER_BYTES];

static bool ask_lane(const struct cli *cli, struct buf *answer, char failure[CLI_FAILURE_BYTES])
{
    struct buf buf;
    struct json_out out;
    buf_init(&buf, line, sizeof line - 1);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_text(&out, "verb", STR("what_if_replay"));
    json_put_text(&out, "month", str_of(cli_text(cli, "month")));
    json_put_text(&out, "document", file.document);
    json_out_close(&out, '}');
    return buf.overflow ? cli_fail(failure, "%s is too long.", cli_text(cli, "policy"))
                        : control_request(cli_text(cli, "data"), buf_view(&buf), answer, failure);
}

static void tell_change(const struct cli *cli, struct json_in *row)
{
    struct str id = json_text(row, "reservation_id", JSON_REQUIRED, 64);
    struct str day = json_text(row, "day", JSON_REQUIRED, 10);
    struct str then = json_text(row, "then", JSON_REQUIRED, 16);
    struct str now = json_text(row, "now", JSON_REQUIRED, 16);
    struct str reason = json_text(row, "reason", JSON_OPTIONAL, 32);
    cli_say(cli, "%.*s  %.*s  then %.*s, now %.*s", (int)day.n, day.p, (int)id.n, id.p, (int)then.n, then.p, (int)now.n,
            now.p);
    cli_say(cli, reason.n > 0 ? ": %.*s\n" : "%.*s\n", (int)reason.n, reason.n > 0 ? reason.p : "");
}

/* true: the document was right and the month was replayed. */
static bool tell(const struct cli *cli, struct str answer)
{
    struct json_in in;
    struct json_faults faults;
    if (!policy_report_tell(cli, cli_text(cli, "policy"), answer)) {
        return false;
    }
    if (json_open(answer, &in, &faults) != OK) {
        return false;
    }
    size_t n = json_list(&in, "changes", JSON_OPTIONAL, CHANGES_SHOWN);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        if (json_list_object(&in, "changes", i, &row)) {
            tell_change(cli, &row);
        }
    }
    long long requests = json_int(&in, "requests", JSON_OPTIONAL, 0, INT32_MAX, 0);
    long long then = json_int(&in, "placed_then", JSON_OPTIONAL, 0, INT32_MAX, 0);
    long long now = json_int(&in, "placed_now", JSON_OPTIONAL, 0, INT32_MAX, 0);
    long long changed = json_int(&in, "changed", JSON_OPTIONAL, 0, INT32_MAX, 0);
    cli_say(cli, "%lld requests: %lld got a place then, %lld would now; it would be another outcome for %lld.\n",
            requests, then, now, changed);
    json_drop(&in);
    return true;
}

static int run(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct buf answer;
    int32_t day = 0;
    buf_init(&answer, answer_text, sizeof answer_text);
    if (!sheet_month(str_of(cli_text(cli, "month")), &day)) {
        cli_refuse(cli, "--month takes a month as 2026-04, not '%s'.", cli_text(cli, "month"));
        return CLI_USAGE;
    }
    bool done = policy_file_read(&file, cli_text(cli, "policy"), NULL, failure) && ask_lane(cli, &answer, failure);
    if (!done) {
        return cli_refuse(cli, "%s", failure);
    }
    bool right = tell(cli, buf_view(&answer));
    cli_answer(cli, buf_view(&answer));
    return right ? CLI_DONE : CLI_REFUSED;
}

const struct cli_command what_if_replay_command = {
    .name = "what-if replay",
    .summary = "a past month of a room under other rules",
    .help =
        "Who asked, when, with which illness, and who gave back when stays as it was; days, windows, ages, diseases, "
        "places, rooms and the\n"
        "waiting list are decided anew over the municipality's rules. Names every request that would have come out "
        "otherwise, and why. Everybody\n"
        "who is asked accepts; opening minutes go by the time of asking; what a rule refused at once left nothing "
        "to replay. Only an audit line\n"
        "is written, because sealed needs are read. Works while the server runs.",
    .run = run,
    .options = {{"data", "DIR", "the data folder", true},
                {"month", "MONTH", "as 2026-04", true},
                {"policy", "FILE", "the room's document to be tried", true}},
};
