/* See init.h. */
#include "cli/init.h"

#include "cli/data_dir.h"
#include "cli/holidays.h"
#include "store/site_store.h"

#include "base/banned.h"

static enum err run_on_lane(struct tx *tx, void *arg)
{
    const bool *test = arg;
    enum err err = holidays_import(tx->db);
    err = err == OK && *test ? site_meta_put(tx->db, "test", STR("1")) : err;
    err = err == OK ? site_meta_put(tx->db, "kind", STR("municipal")) : err;
    return err == OK ? tx_audit(tx, 0, "init", STR("municipality:1"), STR("")) : err;
}

static int run(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct data_dir dir;
    bool test = cli_flag(cli, "test");
    struct lane_job job = {.priority = LANE_REST, .run = run_on_lane, .arg = &test};
    bool started = data_dir_create(&dir, cli_text(cli, "data"), failure) && data_dir_start(&dir, failure);
    enum err err = started ? lane_do(dir.lane, &job) : OK;
    data_dir_close(&dir);
    if (!started) {
        return cli_refuse(cli, "%s", failure);
    }
    if (err != OK) {
        return cli_refuse(cli, "%s cannot be written (%s); is the disk full? Remove the folder before you try again.",
                          dir.path, err_word(err));
    }
    cli_say(cli, "%s is an empty municipality%s. Its keys stand in %s: keep a copy of them apart from the database.\n",
            dir.path, test ? " for testing" : "", dir.keys_file);
    cli_answer(cli, STR("{\"kind\":\"municipal\"}"));
    return CLI_DONE;
}

const struct cli_command init_command = {
    .name = "init",
    .summary = "an empty municipality",
    .help = "Makes the data folder of a municipality: keys, an empty database, the national holidays.",
    .run = run,
    .options = {{"data", "DIR", "an absent or empty folder", true},
                {"test", NULL, "for testing: allows --clock-file, later and for ever", false}},
};
