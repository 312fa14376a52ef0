/* See demo.h. One transaction for the town, one for each thousand children; the folder is marked last, so that one that was not
 * filled to its end is refused. */
#include "cli/demo.h"

#include <assert.h>
#include <stdio.h>

#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "cli/data_dir.h"
#include "cli/demo_people.h"
#include "cli/demo_town.h"
#include "cli/files.h"
#include "store/site_store.h"

#include "base/banned.h"

static const char password[] = "tsubame-demo-2026"; /* published in the README; refused on any data but this */

enum { CHILDREN = 300, CHILDREN_MAX = 20000, CHILDREN_PER_NURSERY = 80, NURSERIES_MIN = 3 };

struct demo {
    struct data_dir dir;
    struct demo_town town;
    struct demo_people people;
    bool test;
};

static enum err run_town(struct tx *tx, void *arg)
{
    struct demo *demo = arg;
    enum err err = demo_town_build(tx, &demo->town);
    return err == OK && demo->test ? site_meta_put(tx->db, "test", STR("1")) : err;
}

static enum err run_people(struct tx *tx, void *arg)
{
    struct demo *demo = arg;
    return demo_people_add(tx, &demo->people);
}

static enum err run_mark(struct tx *tx, void *arg)
{
    (void)arg;
    enum err err = site_meta_put(tx->db, "kind", STR("demo"));
    return err == OK ? tx_audit(tx, 0, "demo", STR("municipality:1"), STR("")) : err;
}

static enum err on_lane(struct demo *demo, enum err (*run)(struct tx *tx, void *arg))
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = demo};
    return lane_do(demo->dir.lane, &job);
}

static enum err fill(struct demo *demo)
{
    enum err err = secret_password_hash(STR("tsubame-demo-2026"), demo->town.password_hash);
    err = err == OK ? on_lane(demo, run_town) : err;
    while (err == OK && demo->people.children_n < demo->people.children_max) {
        err = on_lane(demo, run_people);
    }
    return err == OK ? on_lane(demo, run_mark) : err;
}

/* Opens one of the lists with its heading; true also when nobody wants it. */
static bool list_begin(const char *path, const char *heading, FILE **ret, char failure[CLI_FAILURE_BYTES])
{
    *ret = path == NULL ? NULL : files_begin(path, failure);
    if (*ret != NULL) {
        fputs(heading, *ret);
    }
    return path == NULL || *ret != NULL;
}

static bool make(const struct cli *cli, struct demo *demo, char failure[CLI_FAILURE_BYTES])
{
    const char *cards = cli_text(cli, "cards");
    const char *sessions = cli_text(cli, "sessions");
    if (!data_dir_create(&demo->dir, cli_text(cli, "data"), failure) || !data_dir_start(&demo->dir, failure)) {
        return false;
    }
    bool opened = list_begin(cards, "card_uid,child_id,site_id\n", &demo->people.cards, failure) &&
                  list_begin(sessions, "login,cookie\n", &demo->people.sessions, failure);
    enum err err = opened ? fill(demo) : OK;
    if (!opened || err != OK) {
        files_abandon(demo->people.cards, cards);
        files_abandon(demo->people.sessions, sessions);
        return opened ? cli_fail(failure,
                                 "%s cannot be written (%s); is the disk full? Remove the folder before you try again.",
                                 demo->dir.path, err_word(err))
                      : false;
    }
    return (cards == NULL || files_commit(demo->people.cards, cards, failure)) &&
           (sessions == NULL || files_commit(demo->people.sessions, sessions, failure));
}

static void tell(const struct cli *cli, const struct demo *demo)
{
    char text[256];
    struct buf buf;
    struct json_out out;
    cli_say(cli, "%s is a demonstration: %lld children of %lld households in %d nurseries, %d sick-care rooms.\n",
            demo->dir.path, (long long)demo->people.children_n, (long long)demo->people.households_n,
            demo->town.nurseries_n, demo->town.rooms_n);
    cli_say(cli,
            "Sign in as parent001@demo.example, teacher-n01@demo.example, ward@demo.example …; the password is %s\n",
            password);
    buf_init(&buf, text, sizeof text);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_word(&out, "kind", "demo");
    json_put_int(&out, "children", demo->people.children_n);
    json_put_int(&out, "households", demo->people.households_n);
    json_put_int(&out, "nurseries", demo->town.nurseries_n);
    json_put_int(&out, "sick_rooms", demo->town.rooms_n);
    json_out_close(&out, '}');
    cli_answer(cli, buf_view(&buf));
}

static int run(const struct cli *cli)
{
    static struct demo demo; /* too large for a stack */
    char failure[CLI_FAILURE_BYTES];
    int64_t children = 0;
    int64_t seed = 0;
    int64_t rooms = 0;
    if (!cli_int(cli, "children", 1, CHILDREN_MAX, CHILDREN, &children) ||
        !cli_int(cli, "rooms", DEMO_SICKROOMS, DEMO_SICKROOMS_MAX, DEMO_SICKROOMS, &rooms) ||
        !cli_int(cli, "seed", 0, INT32_MAX, 2026, &seed)) {
        return CLI_USAGE;
    }
    demo.test = cli_flag(cli, "test");
    if (cli_text(cli, "sessions") != NULL && !demo.test) {
        return cli_refuse(
            cli, "--sessions writes cookies that sign in without a password; it is for test data: add --test.");
    }
    int nurseries = (int)((children + CHILDREN_PER_NURSERY - 1) / CHILDREN_PER_NURSERY);
    demo.town.seed = (uint64_t)seed;
    demo.town.nurseries_n = nurseries < NURSERIES_MIN ? NURSERIES_MIN : nurseries;
    demo.town.rooms_n = (int)rooms;
    demo.people.town = &demo.town;
    demo.people.children_max = children;
    demo.people.today = civil_day_of_ms(clock_now_ms());
    bool made = make(cli, &demo, failure);
    data_dir_close(&demo.dir);
    if (!made) {
        return cli_refuse(cli, "%s", failure);
    }
    tell(cli, &demo);
    return CLI_DONE;
}

const struct cli_command demo_command = {
    .name = "demo",
    .summary = "a demonstration municipality with invented people",
    .help = "Fills an empty folder with nurseries, sick-care rooms, families and staff: the same for the same seed and "
            "fiscal year. Its\n"
            "published sign-ins are refused on any other data.",
    .run = run,
    .options = {{"data", "DIR", "an absent or empty folder", true},
                {"children", "N", "how many children (300; at most 20000)", false},
                {"rooms", "N", "how many sick-care rooms (5; at most 250)", false},
                {"seed", "N", "another town (2026)", false},
                {"cards", "FILE", "write card_uid,child_id,site_id of every card", false},
                {"sessions", "FILE", "with --test: sign every parent in and write login,cookie", false},
                {"test", NULL, "for testing: allows --clock-file, later and for ever", false}},
};
