/* tsubame policy list and show: what was loaded, and what holds. See policy.h. */
#include "cli/policy.h"

#include <assert.h>
#include <stdio.h>

#include "base/civil.h"
#include "base/clock.h"
#include "cli/data_dir.h"
#include "cli/pretty.h"
#include "core/policy_encode.h"
#include "store/policy_store.h"
#include "store/site_store.h"

#include "base/banned.h"

enum { LINE_BYTES = 1024, SHOWN_BYTES = 64 * 1024 };

struct listing {
    const struct cli *cli;
    const char *site;
    int32_t today;
    int64_t holds_id; /* of the document that holds today */
    int32_t holds_from;
    const char *separator;
};

static void find_holding(void *arg, const struct policy_row *row)
{
    struct listing *listing = arg;
    if (row->valid_from_day <= listing->today) { /* oldest first, of one day the newest last */
        listing->holds_id = row->id;
        listing->holds_from = row->valid_from_day;
    }
}

static void title_of(struct str document, char title[2 * POLICY_NAME_BYTES])
{
    struct json_in in;
    struct json_faults faults;
    title[0] = '\0';
    if (json_open(document, &in, &faults) == OK) {
        enum err err = str_copy(json_text(&in, "title", JSON_OPTIONAL, 2 * POLICY_NAME_BYTES - 1), title,
                                2 * POLICY_NAME_BYTES);
        assert(err == OK);
        json_drop(&in);
    }
}

static const char *state_of(const struct listing *listing, const struct policy_row *row)
{
    if (row->id == listing->holds_id) {
        return "holds";
    }
    return row->valid_from_day > listing->today ? "later" : "past";
}

static void print_row(void *arg, const struct policy_row *row)
{
    struct listing *listing = arg;
    char title[2 * POLICY_NAME_BYTES];
    char line[LINE_BYTES];
    struct buf buf;
    struct json_out out;
    title_of(row->document, title);
    buf_init(&buf, line, sizeof line);
    if (!listing->cli->json) {
        civil_put_day(&buf, row->valid_from_day);
        printf("%-14s from %s  %-6s %s\n", listing->site == NULL ? "municipality" : listing->site, buf.p,
               state_of(listing, row), title);
        return;
    }
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_int(&out, "number", row->id);
    json_put_word(&out, "site", listing->site);
    json_put_day(&out, "valid_from", row->valid_from_day);
    json_put_instant_or_null(&out, "loaded_at", row->loaded_ms);
    json_put_word(&out, "state", state_of(listing, row));
    json_put_text(&out, "title", str_of(title));
    json_out_close(&out, '}');
    printf("%s%s", listing->separator, buf.p);
    listing->separator = ",";
}

static enum err list_site(struct db *db, struct listing *listing, int64_t site_id, const char *site)
{
    listing->site = site;
    listing->holds_id = 0;
    enum err err = policy_each(db, site_id, find_holding, listing);
    return err == OK ? policy_each(db, site_id, print_row, listing) : err;
}

struct listing_all {
    struct db *db;
    struct listing *listing;
};

static enum err list_one(void *arg, const struct site *room)
{
    const struct listing_all *all = arg;
    return list_site(all->db, all->listing, room->id, room->public_id);
}

static enum err list_all(struct db *db, struct listing *listing)
{
    struct listing_all all = {db, listing};
    enum err err = list_site(db, listing, 0, NULL);
    return err == OK ? site_each(db, SITE_SICKROOM, list_one, &all) : err;
}

static int run_list(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct data_dir dir;
    struct listing listing = {.cli = cli, .today = civil_day_of_ms(clock_now_ms()), .separator = ""};
    struct db *db = data_dir_read(&dir, cli_text(cli, "data"), failure);
    if (db == NULL) {
        return cli_refuse(cli, "%s", failure);
    }
    fputs(cli->json ? "[" : "", stdout);
    enum err err = list_all(db, &listing);
    fputs(cli->json ? "]\n" : "", stdout);
    db_close(db);
    return err == OK ? CLI_DONE : cli_refuse(cli, "%s cannot be read; run 'tsubame verify'.", dir.database);
}

/* --- show ---------------------------------------------------------------------------------------------------------------- */

static bool show_head(struct db *db, const char *site, int32_t day, int64_t *ret_id, struct policy_head *head)
{
    struct site row;
    *head = (struct policy_head){.kind = POLICY_MUNICIPALITY, .valid_from_day = day};
    *ret_id = 0;
    if (site == NULL) {
        return true;
    }
    if (site_by_public_id(db, str_of(site), &row) != OK || row.kind != SITE_SICKROOM) {
        return false;
    }
    *ret_id = row.id;
    head->kind = POLICY_SICK_ROOM;
    return str_copy(str_of(site), head->site, sizeof head->site) == OK;
}

static int show(const struct cli *cli, struct db *db, int32_t day)
{
    static char text[SHOWN_BYTES]; /* a stack is too small */
    const struct policy *policy = NULL;
    const char *site = cli_text(cli, "site");
    struct policy_head head;
    struct buf buf;
    int64_t id = 0;
    if (!show_head(db, site, day, &id, &head)) {
        return cli_refuse(cli, "there is no sick-care room '%s'; 'tsubame policy list' tells their ids.", site);
    }
    enum err err = policy_on(db, id, day, &policy);
    if (err != OK) {
        return cli_refuse(cli, "%s has no rules on that day; 'tsubame policy list' tells from when on.",
                          site == NULL ? "the municipality" : site);
    }
    buf_init(&buf, text, sizeof text);
    policy_encode(policy, &head, &buf);
    if (cli->json) {
        cli_answer(cli, buf_view(&buf));
    } else {
        pretty_print(buf_view(&buf));
    }
    return CLI_DONE;
}

static int run_show(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct data_dir dir;
    int32_t day = civil_day_of_ms(clock_now_ms());
    if (cli_text(cli, "day") != NULL && !cli_day(cli, "day", &day)) {
        return CLI_USAGE;
    }
    struct db *db = data_dir_read(&dir, cli_text(cli, "data"), failure);
    if (db == NULL) {
        return cli_refuse(cli, "%s", failure);
    }
    int code = show(cli, db, day);
    db_close(db);
    return code;
}

const struct cli_command policy_list_command = {
    .name = "policy list",
    .summary = "every document that was loaded",
    .help = "Lists the municipality's documents and each room's, and which holds today.",
    .run = run_list,
    .options = {{"data", "DIR", "the data folder", true}},
};

const struct cli_command policy_show_command = {
    .name = "policy show",
    .summary = "the rules that hold on a day, with every default spelled out",
    .help = "Prints one document that says all that holds for a room, or for the municipality without its rooms.",
    .run = run_show,
    .options = {{"data", "DIR", "the data folder", true},
                {"site", "ID", "the room (the municipality)", false},
                {"day", "DAY", "the day (today)", false}},
};
