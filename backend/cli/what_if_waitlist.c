/* tsubame what-if waitlist: in which order a list would stand, and who would be offered what when places fall free, while nobody answers but those
 * of whom the file says so (R-WL-01 … 07). See what_if.h. */
#include "cli/what_if.h"

#include <stdlib.h>

#include "base/civil.h"
#include "base/clock.h"
#include "cli/holidays.h"
#include "cli/policy_files.h"
#include "cli/what_if_children.h"
#include "core/draw.h"
#include "core/waiting_list.h"
#include "core/window.h"

#include "base/banned.h"

enum { TEXT_BYTES = 64 * 1024, HOLIDAYS_MAX = 128, STEPS_MAX = 256 };

enum fate { FATE_WAITS, FATE_OFFERED, FATE_PLACED, FATE_RAN_OUT };

struct entry {
    struct what_if_child child;
    struct waiting_standing standing;
    int32_t class;
    int64_t asked_ms;
    int64_t queue_ms; /* when it asked, or its number in the draw of the opening minutes */
    int64_t auto_until_ms;
    int64_t accepts_ms; /* 0: never answers */
    int64_t ends_ms;    /* of its offer */
    bool stays;
    enum fate fate;
    int32_t rank;
    int32_t number; /* in the file */
};

/* A stack is too small for these; one command runs in a process. */
static struct policy_file file;
static struct what_if_day day;
static struct entry entries[CARE_CHILDREN_MAX];
static size_t entries_n;
static int64_t at_ms;
static int64_t final_ms;
static int32_t holidays[HOLIDAYS_MAX];
static struct policy_calendar_storage storage;
static unsigned char seed[DRAW_SEED_BYTES];
static char text[TEXT_BYTES];
static char answer[TEXT_BYTES];

/* --- reading ------------------------------------------------------------------------------------------------------------- */

/* 64 hexadecimal digits, as a draw's record publishes them; without them a trial's. */
static void read_seed(struct json_in *in)
{
    struct str hex = json_text(in, "seed", JSON_OPTIONAL, 2 * DRAW_SEED_BYTES);
    draw_seed_for_trial(str_of(file.head.site), day.day, seed);
    if (hex.n > 0 && str_unhex(hex, seed, sizeof seed) != OK) {
        json_blame(in, "seed", "BAD_FORMAT");
    }
}

static void read_in_care(struct json_in *in)
{
    size_t n = json_list(in, "in_care", JSON_OPTIONAL, CARE_CHILDREN_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        struct what_if_child child;
        if (!json_list_object(in, "in_care", i, &row)) {
            continue;
        }
        what_if_child_read(&row, &day, &child);
        if (in->faults->n == 0 && what_if_day_add(&day, &child) != CARE_FITS) {
            json_blame(&row, "id", "NO_PLACE");
        }
        json_nested_end(&row);
    }
}

static void read_entry(struct json_in *row, struct entry *entry)
{
    const struct policy_eligibility *rule = &file.policy.eligibility;
    what_if_child_read(row, &day, &entry->child);
    entry->asked_ms = json_instant(row, "asked_at", JSON_REQUIRED, 0);
    entry->auto_until_ms = json_instant(row, "auto_until", JSON_OPTIONAL, 0);
    entry->accepts_ms = json_instant(row, "accepts_at", JSON_OPTIONAL, 0);
    entry->stays = json_bool(row, "stays", JSON_OPTIONAL, false);
    entry->standing = (struct waiting_standing){
        .approved = json_bool(row, "approved", JSON_OPTIONAL, true),
        .continuing = json_bool(row, "continuing", JSON_OPTIONAL, false),
        .older = rule->older_from_grade > 0 &&
                 calendar_grade(entry->child.birth_day, day.day) >= rule->older_from_grade,
    };
    entry->class = waiting_class(&file.policy.waiting, &entry->standing);
}

static bool read_queue(const char *said, char failure[CLI_FAILURE_BYTES])
{
    struct json_in in;
    struct json_faults faults;
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    if (!what_if_children_open(said, &buf, &in, &faults, failure)) {
        return false;
    }
    what_if_day_begin(&day, &file.policy, &in);
    at_ms = json_instant(&in, "at", JSON_OPTIONAL, clock_now_ms());
    read_seed(&in);
    read_in_care(&in);
    entries_n = json_list(&in, "waiting", JSON_REQUIRED, CARE_CHILDREN_MAX);
    for (size_t i = 0; i < entries_n; i++) {
        struct json_in row;
        if (json_list_object(&in, "waiting", i, &row)) {
            entries[i] = (struct entry){.number = (int32_t)i};
            read_entry(&row, &entries[i]);
            json_nested_end(&row);
        }
    }
    return what_if_children_close(&in, failure);
}

/* --- the list ------------------------------------------------------------------------------------------------------------ */

static int by_rank(const void *a, const void *b)
{
    const struct entry *left = a;
    const struct entry *right = b;
    if (left->class != right->class) {
        return left->class < right->class ? -1 : 1;
    }
    if (left->queue_ms != right->queue_ms) {
        return left->queue_ms < right->queue_ms ? -1 : 1;
    }
    return left->number < right->number ? -1 : 1;
}

static struct calendar calendar_of_room(void)
{
    size_t n = 0;
    bool right = holidays_list((struct str){NULL, 0}, holidays, HOLIDAYS_MAX, &n);
    return policy_calendar(&file.policy, holidays, right ? n : 0, NULL, 0, &storage);
}

static void find_final(const struct calendar *calendar)
{
    if (!policy_moment_ms(file.policy.decision.final, calendar, day.day, &final_ms)) {
        final_ms = 0;
    }
}

/* Who asked in opening minutes that are drawn stands in the order of the draw, before all who asked later. */
static void draw(const struct calendar *calendar)
{
    static struct draw_entry list[CARE_CHILDREN_MAX];
    size_t n = 0;
    const int64_t until_ms = window_collected_until(&file.policy, calendar, day.day);
    bool lottery = file.policy.booking.opening == OPENING_LOTTERY && until_ms != 0;
    for (size_t i = 0; i < entries_n; i++) {
        entries[i].queue_ms = entries[i].asked_ms;
        if (lottery && entries[i].asked_ms < until_ms) {
            list[n] = (struct draw_entry){.class = entries[i].class, .children = 1, .subject = (int64_t)i};
            draw_ticket(str_of(entries[i].child.id), list[n++].ticket);
        }
    }
    draw_order(seed, list, n);
    for (size_t i = 0; i < n; i++) {
        entries[list[i].subject].queue_ms = list[i].position;
    }
}

static const char *instant_text(int64_t ms)
{
    static char instant[CIVIL_INSTANT_TEXT];
    struct buf buf;
    buf_init(&buf, instant, sizeof instant);
    civil_put_instant(&buf, ms);
    return instant;
}

/* --- what happens -------------------------------------------------------------------------------------------------------- */

struct telling {
    const struct cli *cli;
    struct json_out out;
    int steps;
};

static void tell(struct telling *telling, int64_t ms, const struct entry *entry, const char *what, const char *reason)
{
    struct json_out *out = &telling->out;
    telling->steps++;
    json_out_open(out, '{');
    json_put_instant(out, "at", ms);
    json_put_text(out, "id", str_of(entry->child.id));
    json_put_int(out, "rank", entry->rank);
    json_put_word(out, "what", what);
    json_put_word(out, "reason", reason);
    json_put_instant_or_null(out, "ends_at", entry->fate == FATE_OFFERED ? entry->ends_ms : 0);
    json_out_close(out, '}');
    cli_say(telling->cli, "%s  ", instant_text(ms));
    cli_say(telling->cli, "%-12s rank %-3d %s%s%s", entry->child.id, entry->rank, what, reason == NULL ? "" : ": ",
            reason == NULL ? "" : reason);
    if (entry->fate == FATE_OFFERED) {
        cli_say(telling->cli, " until %s", instant_text(entry->ends_ms));
    }
    cli_say(telling->cli, "\n");
}

static void take(struct telling *telling, struct entry *entry, int64_t ms)
{
    enum waiting_turn turn = waiting_turn(&file.policy.waiting, ms, entry->auto_until_ms, final_ms, entry->stays);
    if (turn == TURN_GIVE) {
        entry->fate = FATE_PLACED;
        tell(telling, ms, entry, "given", NULL);
    } else if (turn == TURN_OFFER) {
        entry->fate = FATE_OFFERED;
        entry->ends_ms = waiting_offer_ends_ms(&file.policy.waiting, ms);
        tell(telling, ms, entry, "offered", NULL);
    } else {
        tell(telling, ms, entry, "later", "QUIET_HOURS");
    }
}

static void remove_child(const char *id)
{
    for (size_t i = 0; i < day.n; i++) {
        if (str_is(str_of(day.who[i].id), id)) {
            what_if_day_remove(&day, i);
            return;
        }
    }
}

/* One entry of a walk; true: it must wait for the end of quiet hours, and holds its place until the walk is over. */
static bool meet(struct telling *telling, struct entry *entry, int64_t ms)
{
    if (waiting_turn(&file.policy.waiting, ms, entry->auto_until_ms, final_ms, entry->stays) == TURN_DECIDED) {
        tell(telling, ms, entry, "passed_over", "DECIDED");
        return false;
    }
    if (entry->child.illness.reason == REASON_DISEASE_REFUSED) {
        tell(telling, ms, entry, "passed_over", reservation_reason_word(REASON_DISEASE_REFUSED));
        return false;
    }
    enum care_fit fit = what_if_day_add(&day, &entry->child);
    if (fit != CARE_FITS) {
        tell(telling, ms, entry, "passed_over", what_if_fit_word(fit));
        return false;
    }
    take(telling, entry, ms);
    return entry->fate == FATE_WAITS;
}

/* One walk along the list; returns when the next one is due because of quiet hours, 0: it is not. */
static int64_t walk(struct telling *telling, int64_t ms)
{
    bool later[CARE_CHILDREN_MAX] = {false};
    bool any = false;
    for (size_t i = 0; i < entries_n && telling->steps < STEPS_MAX; i++) {
        if (entries[i].fate == FATE_WAITS) {
            later[i] = meet(telling, &entries[i], ms);
            any = any || later[i];
        }
    }
    for (size_t i = 0; i < entries_n; i++) {
        if (later[i]) {
            remove_child(entries[i].child.id);
        }
    }
    return any ? waiting_quiet_ends_ms(&file.policy.waiting, ms) : 0;
}

/* The next instant at which an offer is answered or ends; NULL: none is open. */
static struct entry *next_answer(int64_t *ret_ms)
{
    struct entry *first = NULL;
    for (size_t i = 0; i < entries_n; i++) {
        struct entry *entry = &entries[i];
        if (entry->fate != FATE_OFFERED) {
            continue;
        }
        bool answers = entry->accepts_ms != 0 && waiting_in_time(entry->ends_ms, entry->accepts_ms);
        int64_t ms = answers ? entry->accepts_ms : entry->ends_ms + 1; /* R-WL-05: the last instant still counts */
        if (first == NULL || ms < *ret_ms) {
            first = entry;
            *ret_ms = ms;
        }
    }
    return first;
}

/* true: its place is free again. */
static bool answer_comes(struct telling *telling, struct entry *entry, int64_t ms)
{
    bool accepts = entry->accepts_ms == ms;
    entry->fate = accepts ? FATE_PLACED : FATE_RAN_OUT;
    tell(telling, ms, entry, accepts ? "accepted" : "ran_out", NULL);
    if (!accepts) {
        remove_child(entry->child.id);
    }
    return !accepts;
}

static void play(struct telling *telling)
{
    int64_t later_ms = walk(telling, at_ms);
    while (telling->steps < STEPS_MAX) {
        int64_t ms = 0;
        struct entry *entry = next_answer(&ms);
        if (later_ms != 0 && (entry == NULL || later_ms <= ms)) {
            later_ms = walk(telling, later_ms);
        } else if (entry == NULL) {
            return;
        } else if (answer_comes(telling, entry, ms)) {
            int64_t next_ms = walk(telling, ms);
            later_ms = next_ms != 0 ? next_ms : later_ms;
        }
    }
}

static void tell_order(struct telling *telling)
{
    json_out_key(&telling->out, "order");
    json_out_open(&telling->out, '[');
    for (size_t i = 0; i < entries_n; i++) {
        entries[i].rank = (int32_t)i + 1;
        json_out_open(&telling->out, '{');
        json_put_int(&telling->out, "rank", entries[i].rank);
        json_put_text(&telling->out, "id", str_of(entries[i].child.id));
        json_put_int(&telling->out, "class", entries[i].class);
        json_put_instant(&telling->out, "asked_at", entries[i].asked_ms);
        json_out_close(&telling->out, '}');
        cli_say(telling->cli, "rank %-3d %-12s class %d, asked at %s\n", entries[i].rank, entries[i].child.id,
                entries[i].class, instant_text(entries[i].asked_ms));
    }
    json_out_close(&telling->out, ']');
}

static int run(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    struct buf buf;
    struct telling telling = {.cli = cli};
    if (!policy_file_need(&file, cli_text(cli, "policy"), cli_text(cli, "municipality"), failure) ||
        !read_queue(cli_text(cli, "queue"), failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    const struct calendar calendar = calendar_of_room();
    draw(&calendar);
    qsort(entries, entries_n, sizeof entries[0], by_rank);
    find_final(&calendar);
    buf_init(&buf, answer, sizeof answer);
    json_out_init(&telling.out, &buf);
    json_out_open(&telling.out, '{');
    json_put_day(&telling.out, "day", day.day);
    tell_order(&telling);
    json_out_key(&telling.out, "steps");
    json_out_open(&telling.out, '[');
    play(&telling);
    json_out_close(&telling.out, ']');
    json_out_close(&telling.out, '}');
    cli_answer(cli, buf_view(&buf));
    return CLI_DONE;
}

const struct cli_command what_if_waitlist_command = {
    .name = "what-if waitlist",
    .summary = "who would be offered a place, and when?",
    .help = "The order of a waiting list, and what happens from the instant 'at' on with the places that are free "
            "then, until everybody has been\n"
            "asked once. Nobody answers but who has accepts_at:\n"
            "{\"day\":\"2026-04-01\",\"at\":\"2026-03-31T22:50:00+09:00\",\"capacity\":1,\"in_care\":[],\"waiting\":"
            "[{\"id\":\"A\",\"birth\":\"2023-05-01\",\n"
            "\"disease\":\"COLD\",\"asked_at\":\"2026-03-31T18:00:00+09:00\"}]}\n"
            "Where the rules draw the opening minutes, who asked within them stands as drawn: 'seed' takes the 64 "
            "digits of a "
            "published draw.\n"
            "A row may also say slot, room, approved (true), continuing (false), auto_until, accepts_at, stays.",
    .run = run,
    .options = {{"policy", "FILE", "the room's document", true},
                {"municipality", "FILE", "the municipality's document under it", false},
                {"queue", "FILE", "the list; or the JSON itself", true}},
};
