/* tsubame-fleet: a town of simulated entrances in one process, for the demonstration and for load. */
#include <argp.h>
#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <mosquitto.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "fleet/cards.h"
#include "fleet/crew.h"
#include "fleet/member.h"

#include "base/banned.h"

enum { EXIT_REFUSED = 1, EXIT_USAGE = 2, GATEWAYS_MAX = 4000, CREWS = 2, READY_US = 60000000, WATCH_MS = 20 };

struct options {
    const char *mqtt;
    const char *credentials;
    const char *cards;
    const char *clock_file;
    int64_t gateways;
    int64_t rate;
    int64_t seconds;
    int64_t window;
    int64_t settle; /* seconds */
    int64_t backlog;
    bool json;
    bool rest;
};

struct totals {
    int64_t sent;
    int64_t receipted;
    int64_t forged;
    int64_t refused;
    int64_t beyond;
    int64_t elapsed_us;
    struct latency latency;
};

static struct crew_orders orders;
static volatile sig_atomic_t signals;

static void on_signal(int number)
{
    (void)number;
    signals++;
}

static bool fail(const char *what, const char *todo)
{
    fprintf(stderr, "tsubame-fleet: %s: %s\n", what, todo);
    return false;
}

static bool open_one(const struct options *options, const char *name, const struct cards *cards, struct member *member)
{
    const char *why = "";
    if (asprintf(&member->path, "%s/%s", options->credentials, name) < 0) {
        abort();
    }
    if (member_open(member, cards, &why) != OK) {
        return fail(member->path, why);
    }
    member->window = options->rest ? 0 : options->window; /* without a window nothing is touched */
    if (options->clock_file != NULL && !member->credentials.test) {
        return fail("--clock-file", "only gateways enrolled at test data may follow a clock file");
    }
    if (options->mqtt != NULL && credentials_broker(str_of(options->mqtt), &member->credentials) != OK) {
        return fail("--mqtt", "it must be mqtt://HOST:PORT");
    }
    return !member->credentials.tls || fail("--mqtt", "mqtts:// is not built yet: use mqtt:// on loopback");
}

static int is_credentials(const struct dirent *entry)
{
    size_t n = strlen(entry->d_name);
    return n > 5 && strcmp(entry->d_name + n - 5, ".json") == 0;
}

static bool open_members(const struct options *options, const struct cards *cards, struct member *members)
{
    struct dirent **names = NULL;
    int n = scandir(options->credentials, &names, is_credentials, alphasort);
    bool good = n >= options->gateways ||
                fail(options->credentials, "it holds fewer credentials than --gateways: enrol more");
    for (int i = 0; i < n; i++) {
        good = good && (i >= options->gateways || open_one(options, names[i]->d_name, cards, &members[i]));
        free(names[i]);
    }
    free(names);
    return good;
}

static void start_crews(struct crew *crews, struct member *members, const struct options *options)
{
    size_t from = 0;
    for (size_t i = 0; i < CREWS; i++) {
        struct crew *crew = &crews[i];
        crew->orders = &orders;
        crew->members = members + from;
        crew->n = ((size_t)options->gateways + i) / CREWS;
        crew->backlog = options->backlog;
        crew->per_1000_s = options->rate * 1000 * (int64_t)crew->n / options->gateways;
        for (size_t j = 0; j < crew->n; j++) {
            crew->members[j].latency = &crew->latency;
        }
        from += crew->n;
        crew_start(crew);
    }
    assert(from == (size_t)options->gateways);
}

static int64_t count_up(const struct crew *crews)
{
    int64_t up = 0;
    for (size_t i = 0; i < CREWS; i++) {
        up += (int64_t)crews[i].up;
    }
    return up;
}

/* What waited at the entrances has arrived. */
static bool caught_up(const struct crew *crews, const struct options *options)
{
    int64_t receipted = 0;
    for (size_t i = 0; i < CREWS; i++) {
        receipted += crews[i].receipted;
    }
    return options->backlog > 0 && receipted >= options->backlog * options->gateways;
}

/* From the first connection to the last receipt; a signal ends it sooner, a second one at once. */
static int64_t watch(const struct crew *crews, const struct options *options)
{
    int64_t ready_by_us = clock_mono_us() + READY_US;
    while (signals == 0 && count_up(crews) < options->gateways && clock_mono_us() < ready_by_us) {
        poll(NULL, 0, WATCH_MS);
    }
    if (signals == 0 && count_up(crews) < options->gateways) {
        (void)fail("broker", "not every entrance could connect; check the broker's address, passwords and ACL");
    }
    int64_t settled_us = clock_mono_us() + options->settle * 1000000;
    while (signals == 0 && clock_mono_us() < settled_us) {
        poll(NULL, 0, WATCH_MS);
    }
    int64_t begin_us = clock_mono_us();
    orders.begin_us = begin_us;
    while (signals == 0 && !caught_up(crews, options) &&
           (options->seconds == 0 || clock_mono_us() < begin_us + options->seconds * 1000000)) {
        poll(NULL, 0, WATCH_MS);
    }
    orders.stop = true;
    return begin_us;
}

static void collect(struct totals *t, const struct crew *crews, const struct member *members,
                    const struct options *options)
{
    for (size_t i = 0; i < CREWS; i++) {
        latency_merge(&t->latency, &crews[i].latency);
    }
    for (int64_t i = 0; i < options->gateways; i++) {
        t->sent += members[i].made;
        t->receipted += members[i].receipted;
        t->forged += members[i].forged;
        t->refused += members[i].refused;
        t->beyond += members[i].beyond ? 1 : 0;
    }
}

static void print_totals(const struct totals *t, const struct options *options)
{
    char text[1024];
    struct buf buf;
    const char *before[] = {"p50_ms", "p99_ms", "max_ms"};
    const int64_t values_us[] = {latency_at(&t->latency, 500), latency_at(&t->latency, 990), t->latency.max_us};
    int64_t rate = t->elapsed_us > 0 ? t->receipted * 1000000 / t->elapsed_us : 0;
    buf_init(&buf, text, sizeof text);
    for (size_t i = 0; i < sizeof values_us / sizeof values_us[0]; i++) {
        buf_puts(&buf, options->json ? ",\"" : "  ");
        buf_puts(&buf, before[i]);
        buf_puts(&buf, options->json ? "\":" : " ");
        latency_put_ms(&buf, values_us[i]);
    }
    if (options->json) {
        printf("{\"gateways\":%" PRId64 ",\"window\":%" PRId64 ",\"elapsed_ms\":%" PRId64 ",\"sent\":%" PRId64
               ",\"receipted\":%" PRId64 ",\"unreceipted\":%" PRId64 ",\"refused\":%" PRId64 ",\"forged\":%" PRId64
               ",\"rate\":%" PRId64 "%s}\n",
               options->gateways, options->window, t->elapsed_us / 1000, t->sent, t->receipted, t->sent - t->receipted,
               t->refused, t->forged, rate, text);
    } else {
        printf("gateways %" PRId64 "  sent %" PRId64 "  receipted %" PRId64 "  without receipt %" PRId64
               "  rate %" PRId64 "/s  tap to receipt:%s\n",
               options->gateways, t->sent, t->receipted, t->sent - t->receipted, rate, text);
    }
    fflush(stdout);
}

static int verdict(const struct totals *t)
{
    if (t->beyond > 0) {
        (void)fail("receipts", "the server has numbers that this fleet never gave out: enrol these gateways anew");
    }
    if (t->sent > t->receipted) {
        (void)fail("receipts", "some taps stayed without one: look at the server's log");
    }
    return t->sent > t->receipted || t->beyond > 0 ? EXIT_REFUSED : 0;
}

static int run(const struct options *options)
{
    static struct crew crews[CREWS];
    static struct totals totals;
    static struct member members[GATEWAYS_MAX];
    struct cards cards = {NULL, 0};
    struct sigaction action = {.sa_handler = on_signal};
    int line = 0;
    if (options->clock_file != NULL && clock_follow_file(options->clock_file) != OK) {
        (void)fail("--clock-file", "the file must hold one RFC 3339 instant");
        return EXIT_REFUSED;
    }
    if (options->cards != NULL && cards_open(options->cards, &cards, &line) != OK) {
        fprintf(stderr,
                "tsubame-fleet: %s: line %d is not card_uid,child_id,site_id; write it with `tsubame demo --cards`\n",
                options->cards, line);
        return EXIT_REFUSED;
    }
    if (!open_members(options, &cards, members)) {
        return EXIT_REFUSED;
    }
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    mosquitto_lib_init();
    start_crews(crews, members, options);
    int64_t begin_us = watch(crews, options);
    for (size_t i = 0; i < CREWS; i++) {
        orders.give_up = signals > 1;
        crew_join(&crews[i]);
    }
    totals.elapsed_us = clock_mono_us() - begin_us;
    collect(&totals, crews, members, options);
    print_totals(&totals, options);
    for (int64_t i = 0; i < options->gateways; i++) {
        member_close(&members[i]);
    }
    cards_close(&cards);
    mosquitto_lib_cleanup();
    return verdict(&totals);
}

static int64_t number(const char *text, int64_t min, int64_t max, const char *what, struct argp_state *state)
{
    int64_t value = min;
    if (str_int(str_of(text), min, max, &value) != OK) {
        argp_error(state, "%s must be a whole number from %" PRId64 " to %" PRId64 ", not %s", what, min, max, text);
    }
    return value;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    struct options *options = state->input;
    switch (key) {
    case 'm':
        options->mqtt = argument;
        return 0;
    case 'g':
        options->gateways = number(argument, 1, GATEWAYS_MAX, "--gateways", state);
        return 0;
    case 't':
        options->rate = number(argument, 0, 1000000, "--taps-per-second", state);
        return 0;
    case 's':
        options->seconds = number(argument, 0, 1000000, "--seconds", state);
        return 0;
    case 'q':
        options->settle = number(argument, 0, 3600, "--settle", state);
        return 0;
    case 'b':
        options->backlog = number(argument, 1, MEMBER_WINDOW_MAX, "--backlog", state);
        options->window = MEMBER_WINDOW_MAX;
        options->rate = 0;
        return 0;
    case 'w':
        options->window = number(argument, 1, MEMBER_WINDOW_MAX, "--window", state);
        return 0;
    case 'c':
        options->credentials = argument;
        return 0;
    case 'u':
        options->cards = argument;
        return 0;
    case 'k':
        options->clock_file = argument;
        return 0;
    case 'j':
        options->json = true;
        return 0;
    case 'r':
        options->rest = true;
        options->rate = 0;
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "%s is too much: this command has options only", argument);
        return EINVAL;
    case ARGP_KEY_END:
        if (options->credentials == NULL) {
            argp_error(state, "--credentials DIR is missing: the folder with what `tsubame gateway enrol` wrote");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const char *argp_program_version = "tsubame-fleet 0.1.0";

int main(int argc, char **argv)
{
    static const struct argp_option known[] = {
        {"mqtt", 'm', "URL", 0, "mqtt://HOST:PORT; default: what each credentials file says", 0},
        {"gateways", 'g', "N", 0, "how many entrances: the first N files of DIR by name (1)", 0},
        {"taps-per-second", 't', "R", 0, "of all together; 0: as fast as the windows allow (1)", 0},
        {"seconds", 's', "S", 0, "how long; 0: until a signal (10)", 0},
        {"settle", 'q', "S", 0, "how long all rest between the last connection and the first touch (0)", 0},
        {"backlog", 'b', "N", 0, "N taps waited at each entrance: send these and end when all have arrived", 0},
        {"credentials", 'c', "DIR", 0, "folder with one credentials file (*.json) per gateway", 0},
        {"window", 'w', "N", 0, "taps without a receipt that one entrance may have under way (64)", 0},
        {"cards", 'u', "FILE", 0, "card_uid,child_id,site_id rows; without: cards that nobody knows", 0},
        {"clock-file", 'k', "FILE", 0, "follow the instant in FILE; for gateways enrolled at test data only", 0},
        {"rest", 'r', NULL, 0, "no taps: the entrances are there and say so", 0},
        {"json", 'j', NULL, 0, "print the figures as JSON", 0},
        {0},
    };
    static const struct argp argp = {
        known,
        parse,
        NULL,
        "Simulated entrances that sign, publish and wait for receipts."
        "\vPrints how many taps were sent and receipted, the rate, and how long a tap waited for its receipt. "
        "Keeps each gateway's next number in FILE.next beside its credentials, so that a later run goes on counting; "
        "a fleet that was killed must be enrolled anew. "
        "Exit: 0 every tap was receipted, 1 some were not or something was refused, 2 wrong usage.",
        NULL,
        NULL,
        NULL};
    struct options options = {.gateways = 1, .rate = 1, .seconds = 10, .window = 64};
    argp_err_exit_status = EXIT_USAGE;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    secret_init();
    return run(&options);
}
