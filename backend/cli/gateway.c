/* See gateway.h. The keys of an entrance are made here and written to one private file; the server keeps the public halves. */
#include "cli/gateway.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "base/json.h"
#include "base/secret.h"
#include "cli/control.h"
#include "cli/data_dir.h"
#include "cli/files.h"
#include "store/gateway_store.h"
#include "wire/credentials.h"

#include "base/banned.h"

enum { KEY_TEXT = 48, TEXT_BYTES = 4096, LIST_PAGE = 8 };

static void put_key(struct json_out *out, const char *name, const unsigned char *key, size_t n)
{
    char text[KEY_TEXT];
    enum err err = str_base64(key, n, text, sizeof text);
    assert(err == OK);
    json_put_text(out, name, str_of(text));
}

static bool ask_enrol(const struct cli *cli, const struct credentials *fresh, struct buf *answer,
                      char failure[CLI_FAILURE_BYTES])
{
    char line[1024];
    struct buf buf;
    struct json_out out;
    buf_init(&buf, line, sizeof line);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_text(&out, "verb", STR("gateway_enrol"));
    json_put_text(&out, "site", str_of(cli_text(cli, "site")));
    json_put_text(&out, "name", str_of(cli_text(cli, "name")));
    put_key(&out, "sign_public", fresh->sign_public, sizeof fresh->sign_public);
    put_key(&out, "box_public", fresh->box_public, sizeof fresh->box_public);
    json_out_close(&out, '}');
    if (buf.overflow) {
        return cli_fail(failure, "--site or --name is too long; an id has at most 32 characters.");
    }
    return control_request(cli_text(cli, "data"), buf_view(&buf), answer, failure);
}

/* What the lane said about the enrolment. */
static bool read_enrolled(struct str enrolled, struct credentials *fresh)
{
    struct json_faults faults = {0};
    struct json_in in;
    if (json_open(enrolled, &in, &faults) != OK) {
        return false;
    }
    struct str site = json_text(&in, "site", JSON_REQUIRED, sizeof fresh->site - 1);
    struct str name = json_text(&in, "gateway", JSON_REQUIRED, sizeof fresh->gateway - 1);
    fresh->epoch = json_int(&in, "epoch", JSON_REQUIRED, 1, INT32_MAX, 0);
    fresh->test = json_bool(&in, "test", JSON_REQUIRED, false);
    bool fits = str_copy(site, fresh->site, sizeof fresh->site) == OK &&
                str_copy(name, fresh->gateway, sizeof fresh->gateway) == OK &&
                str_copy(name, fresh->username, sizeof fresh->username) == OK;
    return json_close(&in) == OK && fits;
}

/* The file is opened before the enrolment is committed: what cannot be written is found out while nothing has changed. */
static bool enrol(const struct cli *cli, struct credentials *fresh, struct buf *answer, char failure[CLI_FAILURE_BYTES])
{
    const char *path = cli_text(cli, "out");
    static char text[TEXT_BYTES]; /* wiped; a stack is too small */
    struct buf buf;
    FILE *file = files_begin(path, failure);
    if (file == NULL) {
        return false;
    }
    if (!ask_enrol(cli, fresh, answer, failure)) {
        files_abandon(file, path);
        return false;
    }
    if (!read_enrolled(buf_view(answer), fresh)) {
        files_abandon(file, path);
        return cli_fail(failure, "the running server's answer is not understood; is it another version?");
    }
    buf_init(&buf, text, sizeof text);
    credentials_encode(fresh, &buf);
    assert(!buf.overflow);
    fwrite(buf.p, 1, buf.n, file);
    secret_wipe(text, sizeof text);
    return files_commit(file, path, failure);
}

/* What the credentials hold of the municipality: its public signing key and its card key. */
static bool read_keys(const struct cli *cli, struct credentials *fresh, char failure[CLI_FAILURE_BYTES])
{
    struct data_dir dir;
    struct keys *keys = NULL;
    if (!data_dir_paths(&dir, cli_text(cli, "data"), failure)) {
        return false;
    }
    if (keys_load(dir.keys_file, &keys) != OK) {
        return cli_fail(failure,
                        "%s cannot be read; give the --data folder of a municipality, as the user who owns it.",
                        dir.keys_file);
    }
    memcpy(fresh->server_sign_public, keys->sign_public, sizeof fresh->server_sign_public);
    memcpy(fresh->card_key, keys->card, sizeof fresh->card_key);
    keys_close(keys);
    return true;
}

static int run_enrol(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    char answer_text[512];
    struct buf answer;
    struct credentials fresh = {0};
    const char *broker = cli_text(cli, "broker");
    if (credentials_broker(str_of(broker == NULL ? "mqtt://127.0.0.1:1884" : broker), &fresh) != OK) {
        return cli_refuse(cli, "--broker takes mqtt://HOST:PORT or mqtts://HOST:PORT, not '%s'.", broker);
    }
    buf_init(&answer, answer_text, sizeof answer_text);
    credentials_make(&fresh);
    bool done = read_keys(cli, &fresh, failure) && enrol(cli, &fresh, &answer, failure);
    credentials_wipe(&fresh);
    if (!done) {
        return cli_refuse(cli, "%s", failure);
    }
    cli_say(cli, "%s is enrolled; its credentials stand in %s (give them to that entrance alone).\n",
            cli_text(cli, "name"), cli_text(cli, "out"));
    cli_answer(cli, buf_view(&answer));
    return CLI_DONE;
}

static int run_revoke(const struct cli *cli)
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
    json_put_text(&out, "verb", STR("gateway_revoke"));
    json_put_text(&out, "name", str_of(cli_text(cli, "name")));
    json_out_close(&out, '}');
    if (buf.overflow || !control_request(cli_text(cli, "data"), buf_view(&buf), &answer, failure)) {
        return cli_refuse(cli, "%s", buf.overflow ? "--name is too long; an id has at most 32 characters." : failure);
    }
    cli_say(cli, "%s is revoked: nothing it signs is believed any more.\n", cli_text(cli, "name"));
    cli_answer(cli, buf_view(&answer));
    return CLI_DONE;
}

static void print_gateway(const struct cli *cli, struct json_out *out, struct buf *line, const struct gateway *gateway)
{
    const char *state = gateway->revoked_ms != 0 ? "revoked" : "in_use";
    if (!cli->json) {
        char seen[CIVIL_INSTANT_TEXT];
        struct buf buf;
        buf_init(&buf, seen, sizeof seen);
        if (gateway->seen_ms != 0) {
            civil_put_instant(&buf, gateway->seen_ms);
        }
        cli_say(cli, "%-32s %-12s epoch %-4lld %-8s %s\n", gateway->name, gateway->site, (long long)gateway->epoch,
                state, gateway->seen_ms == 0 ? "never heard of" : seen);
        return;
    }
    buf_clear(line);
    json_out_init(out, line);
    json_out_open(out, '{');
    json_put_text(out, "gateway", str_of(gateway->name));
    json_put_text(out, "site", str_of(gateway->site));
    json_put_int(out, "epoch", gateway->epoch);
    json_put_word(out, "state", state);
    json_put_instant(out, "enrolled_at", gateway->enrolled_ms);
    json_put_instant_or_null(out, "seen_at", gateway->seen_ms);
    json_out_close(out, '}');
}

/* A list may be long: it is printed row by row, with --json as one array. */
static enum err print_gateways(const struct cli *cli, struct db *db)
{
    char text[512];
    struct buf line;
    struct json_out out;
    struct gateway page[LIST_PAGE];
    size_t n = 0;
    int64_t after = 0;
    const char *separator = "[";
    buf_init(&line, text, sizeof text);
    enum err err = gateway_list(db, 0, page, LIST_PAGE, &n);
    while (err == OK && n > 0) {
        for (size_t i = 0; i < n; i++) {
            print_gateway(cli, &out, &line, &page[i]);
            if (cli->json) {
                printf("%s%s", separator, line.p);
                separator = ",";
            }
        }
        after = page[n - 1].id;
        err = gateway_list(db, after, page, LIST_PAGE, &n);
    }
    if (cli->json) {
        printf("%s]\n", after == 0 ? "[" : "");
    }
    return err;
}

static int run_list(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct data_dir dir;
    struct db *db = data_dir_read(&dir, cli_text(cli, "data"), failure);
    if (db == NULL) {
        return cli_refuse(cli, "%s", failure);
    }
    enum err err = print_gateways(cli, db);
    db_close(db);
    return err == OK ? CLI_DONE : cli_refuse(cli, "%s cannot be read; run 'tsubame verify'.", dir.database);
}

const struct cli_command gateway_enrol_command = {
    .name = "gateway enrol",
    .summary = "a new entrance, or new keys for one that is there",
    .help = "Makes the keys of an entrance and writes its credentials to a file that only this user may read. Enrolled "
            "again, the\n"
            "entrance gets new keys and the next epoch, and what the old ones sign is refused. Works while the server "
            "runs.",
    .run = run_enrol,
    .options = {{"data", "DIR", "the data folder", true},
                {"site", "ID", "the nursery or sick-care room, for example n01", true},
                {"name", "NAME", "the entrance's own name: a-z, 0-9 and '-', for example g-n01", true},
                {"out", "FILE", "where to write the credentials (mode 0600)", true},
                {"broker", "URL", "the broker the entrance talks to (mqtt://127.0.0.1:1884)", false}},
};

const struct cli_command gateway_revoke_command = {
    .name = "gateway revoke",
    .summary = "nothing this entrance signs is believed any more",
    .help = "For a stolen or broken box. Taps it signed and that are stored already stay. Works while the server runs.",
    .run = run_revoke,
    .options = {{"data", "DIR", "the data folder", true}, {"name", "NAME", "the entrance's name", true}},
};

const struct cli_command gateway_list_command = {
    .name = "gateway list",
    .summary = "the entrances, and when each was last heard",
    .help = "Lists every entrance with its site, epoch and state.",
    .run = run_list,
    .options = {{"data", "DIR", "the data folder", true}},
};
