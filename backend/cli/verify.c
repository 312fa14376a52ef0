/* See verify.h. Reads only, of one moment, so that it may run while the server does. */
#include "cli/verify.h"

#include <stdio.h>

#include "base/json.h"
#include "cli/data_dir.h"
#include "store/chain_store.h"
#include "store/signature_verify.h"
#include "store/verify_store.h"

#include "base/banned.h"

enum { FINDINGS_SHOWN = 20 };

struct check {
    const char *name;
    enum err (*run)(struct db *db, struct verify *verify);
};

static const struct check checks[] = {
    {"file", verify_store_file},       {"audit", verify_store_audit},       {"attendance", verify_store_attendance},
    {"chain", chain_verify},           {"signatures", signature_verify},    {"slots", verify_store_slots},
    {"history", verify_store_history}, {"receipts", verify_store_receipts},
};

enum { CHECKS = sizeof checks / sizeof checks[0] };

/* What one check says, row by row; with --json the findings are the elements of an array. */
struct report {
    const struct cli *cli;
    int shown;
};

static void print_json_text(const char *text)
{
    char encoded[600];
    struct buf buf;
    struct json_out out;
    buf_init(&buf, encoded, sizeof encoded);
    json_out_init(&out, &buf);
    json_out_text(&out, str_utf8(str_of(text)) ? str_of(text) : STR("(not UTF-8)"));
    fputs(buf.p, stdout);
}

static void show(void *arg, const char *sentence)
{
    struct report *report = arg;
    if (report->shown++ >= FINDINGS_SHOWN) {
        return;
    }
    if (!report->cli->json) {
        printf("  %s\n", sentence);
        return;
    }
    fputs(report->shown > 1 ? "," : "", stdout);
    print_json_text(sentence);
}

static enum err run_check(const struct cli *cli, struct db *db, const struct check *check, int64_t *wrong)
{
    struct report report = {.cli = cli};
    struct verify verify = {.found = show, .arg = &report};
    if (cli->json) {
        printf("%s{\"check\":\"%s\",\"findings\":[", check == checks ? "" : ",", check->name);
    }
    enum err err = check->run(db, &verify);
    if (cli->json) {
        printf("],\"looked_at\":%lld,\"wrong\":%lld}", (long long)verify.looked_at, (long long)verify.wrong);
    } else {
        printf("%-12s %10lld looked at  %6lld wrong\n", check->name, (long long)verify.looked_at,
               (long long)verify.wrong);
    }
    *wrong += verify.wrong;
    return err;
}

static enum err run_checks(const struct cli *cli, struct db *db, int64_t *wrong)
{
    if (cli->json) {
        fputs("{\"checks\":[", stdout);
    }
    enum err err = db_savepoint(db); /* one moment for all of them */
    for (size_t i = 0; err == OK && i < CHECKS; i++) {
        err = run_check(cli, db, &checks[i], wrong);
    }
    if (cli->json) {
        printf("],\"ok\":%s}\n", err == OK && *wrong == 0 ? "true" : "false");
    }
    return err;
}

static int run(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct data_dir dir;
    int64_t wrong = 0;
    struct db *db = data_dir_read(&dir, cli_text(cli, "data"), failure);
    if (db == NULL) {
        return cli_refuse(cli, "%s", failure);
    }
    enum err err = run_checks(cli, db, &wrong);
    db_close(db);
    if (err != OK) {
        fprintf(stderr, "tsubame: %s cannot be read to its end (%s); restore a backup.\n", dir.database, err_word(err));
    } else if (wrong > 0 && !cli->json) {
        fprintf(stderr,
                "tsubame: %lld things differ; keep the folder as it is, restore the newest backup that verifies into "
                "another "
                "folder, and compare.\n",
                (long long)wrong);
    }
    return err == OK && wrong == 0 ? CLI_DONE : CLI_REFUSED;
}

const struct cli_command verify_command = {
    .name = "verify",
    .summary = "re-derives and recounts everything, walks the audit chain",
    .help = "Folds every attendance day again from its taps and corrections, counts every room's places and waiting "
            "list again, compares\n"
            "reservations with their history and receipts with taps, walks the chain over every nursery's attendance "
            "and the "
            "audit, verifies every touch's signature with its entrance's key, and checks the file. "
            "Changes nothing; works\n"
            "while the server runs. Exit 1 when anything differs.",
    .run = run,
    .options = {{"data", "DIR", "the data folder", true}},
};
