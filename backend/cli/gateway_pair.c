/* See gateway_pair.h. */
#include "cli/gateway_pair.h"

#include <string.h>

#include "actions/confirm_pairing.h"
#include "actions/make_pairing.h"
#include "store/pairing_store.h"

#include "base/banned.h"

enum { NUMBER_BYTES_MAX = 16 };

#define DIFFERS "\"differs\":true"

static const struct caller operator_himself = {.account_id = 0};

enum err gateway_verb_pair(struct tx *tx, struct control_call *call)
{
    char code[CLAIM_CODE_TEXT];
    struct make_pairing ask = {.site = json_text(&call->in, "site", JSON_REQUIRED, TOPICS_ID_BYTES - 1),
                               .gateway = json_text(&call->in, "name", JSON_REQUIRED, TOPICS_ID_BYTES - 1)};
    if (!topics_is_id(ask.gateway)) {
        cli_fail(call->refusal, "--name takes 1 to 32 of a-z, 0-9 and '-', for example g-n01.");
        return ERR_INVALID;
    }
    enum err err = make_pairing(tx, &operator_himself, &ask);
    if (err == ERR_NOT_FOUND) {
        cli_fail(call->refusal, "there is no site '%.*s'; use the id of a nursery or sick-care room.", (int)ask.site.n,
                 ask.site.p);
        return err;
    }
    if (err == OK && ask.taken) {
        cli_fail(call->refusal, "'%.*s' is another site's entrance; give this one a name of its own.",
                 (int)ask.gateway.n, ask.gateway.p);
        return ERR_CONFLICT;
    }
    if (err != OK) {
        return err;
    }
    make_pairing_print(tx->keys, ask.id, code);
    json_put_text(&call->out, "gateway", ask.gateway);
    json_put_word(&call->out, "code", code);
    json_put_instant(&call->out, "expires_at", ask.expires_ms);
    secret_wipe(code, sizeof code);
    return OK;
}

static enum err end_confirm(struct control_call *call, enum confirm_pairing_outcome outcome)
{
    switch (outcome) {
    case CONFIRM_PAIRING_DONE:
        return OK;
    case CONFIRM_PAIRING_WAITS:
        cli_fail(call->refusal,
                 "no box has come yet; type the code at the box first, and compare the number it shows.");
        break;
    case CONFIRM_PAIRING_OVER:
        cli_fail(call->refusal, "this code is over; 'tsubame gateway pair' makes a new one.");
        break;
    case CONFIRM_PAIRING_DIFFERS: /* is committed: the code is over */
        json_put_bool(&call->out, "differs", true);
        return OK;
    }
    return ERR_CONFLICT;
}

enum err gateway_verb_confirm(struct tx *tx, struct control_call *call)
{
    char id[SECRET_PUBLIC_ID_TEXT];
    struct str name = json_text(&call->in, "name", JSON_REQUIRED, TOPICS_ID_BYTES - 1);
    struct confirm_pairing ask = {.number = json_text(&call->in, "number", JSON_REQUIRED, NUMBER_BYTES_MAX)};
    enum err err = pairing_open(tx->db, name, tx->now_ms, id);
    if (err == ERR_NOT_FOUND) {
        return end_confirm(call, CONFIRM_PAIRING_OVER);
    }
    ask.pairing = str_of(id);
    err = err == OK ? confirm_pairing(tx, &operator_himself, &ask) : err;
    if (err != OK) {
        return err;
    }
    if (ask.outcome == CONFIRM_PAIRING_DONE) {
        json_put_word(&call->out, "site", ask.site);
        json_put_word(&call->out, "gateway", ask.gateway);
        json_put_int(&call->out, "epoch", ask.epoch);
    }
    return end_confirm(call, ask.outcome);
}

/* One verb with two texts, asked over the control socket. */
static int run(const struct cli *cli, const char *verb, const char *second, const char *said)
{
    char failure[CLI_FAILURE_BYTES];
    char line[512];
    char answer_text[512];
    struct buf buf;
    struct buf answer;
    struct json_out out;
    buf_init(&buf, line, sizeof line);
    buf_init(&answer, answer_text, sizeof answer_text);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_text(&out, "verb", str_of(verb));
    json_put_text(&out, "name", str_of(cli_text(cli, "name")));
    json_put_text(&out, second, str_of(cli_text(cli, second)));
    json_out_close(&out, '}');
    if (buf.overflow || !control_request(cli_text(cli, "data"), buf_view(&buf), &answer, failure)) {
        return cli_refuse(cli, "%s", buf.overflow ? "--name or --site is too long." : failure);
    }
    if (memmem(answer.p, answer.n, DIFFERS, sizeof DIFFERS - 1) != NULL) {
        return cli_refuse(cli,
                          "the box that used the code shows another number: this code is over. Make a new one, and "
                          "find out who used it.");
    }
    cli_say(cli, "%s\n%s\n", answer.p, said);
    cli_answer(cli, buf_view(&answer));
    return CLI_DONE;
}

static int run_pair(const struct cli *cli)
{
    return run(
        cli, "gateway_pair", "site",
        "On the box: tsubame-gateway --config FILE --server URL --pair CODE. It shows a number; then here: tsubame "
        "gateway confirm --number NUMBER.");
}

static int run_confirm(const struct cli *cli)
{
    return run(cli, "gateway_confirm", "number",
               "The box is an entrance from now on; it writes its credentials by itself.");
}

const struct cli_command gateway_pair_command = {
    .name = "gateway pair",
    .summary = "a one-time code by which a box becomes an entrance",
    .help =
        "For a quarter of an hour and one box. The box makes its keys itself and keeps them; only their public halves "
        "come here.\nThe broker lets it in once broker.sh has read the server's file of accounts ([broker] accounts).",
    .run = run_pair,
    .options = {{"data", "DIR", "the data folder", true},
                {"site", "ID", "the nursery or sick-care room, for example n01", true},
                {"name", "NAME", "the entrance's own name: a-z, 0-9 and '-', for example g-n01", true}},
};

const struct cli_command gateway_confirm_command = {
    .name = "gateway confirm",
    .summary = "the box in front of me shows this number: it is the entrance",
    .help = "Another number than the one that the box shows ends the code: somebody else may have used it.",
    .run = run_confirm,
    .options = {{"data", "DIR", "the data folder", true},
                {"name", "NAME", "the entrance's name", true},
                {"number", "NUMBER", "the six digits on the box", true}},
};
