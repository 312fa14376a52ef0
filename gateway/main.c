/* tsubame-gateway: the program on the entrance box. The main thread waits for cards; the publisher has a thread of its own.
 * A touch: read, hash and forget the number, decide, commit to the outbox, and only then chime; the network comes after. */
#include <argp.h>
#include <assert.h>
#include <mosquitto.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/civil.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/secret.h"
#include "conf.h"
#include "desk.h"
#include "ending.h"
#include "feedback.h"
#include "folder.h"
#include "outbox.h"
#include "pair.h"
#include "pair_screen.h"
#include "publisher.h"
#include "readers/reader.h"
#include "roster.h"
#include "screen.h"
#include "sync.h"
#include "wire/tap.h"

#include "base/banned.h"

#define GATEWAY_VERSION "0.1.0"

enum { EXIT_REFUSED = 1, EXIT_USAGE = 2, WAIT_MS = 500, PRUNE_MS = 3600000, PATH_BYTES = 1024 };

struct options {
    const char *config;
    const char *data;
    const char *reader;
    const char *clock_file;
    const char *screen;
    const char *pair;
    const char *server;
};

struct box {
    struct credentials credentials;
    struct outbox *outbox;
    struct roster_book *book;
    struct desk *desk;
    struct screen *screen; /* NULL: by light and sound alone */
    struct reader *reader;
    struct publisher *publisher;
    char dir[PATH_BYTES];
    bool refused; /* ended by the server */
    bool clock_followed;
    int64_t prune_at_ms;
};

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

/* The same by the reader's own light and buzzer: an entrance without a screen says what became of a touch. */
static void show_sign(struct box *box)
{
    static const enum profile_sign signs[DESK_KIND_COUNT] = {
        [DESK_ASKS] = PROFILE_QUESTION,
        [DESK_UNKNOWN] = PROFILE_REFUSED,
        [DESK_NOT_KEPT] = PROFILE_REFUSED,
        [DESK_UNREADABLE] = PROFILE_REFUSED,
    };
    struct desk_moment moment;
    struct desk_state state;
    desk_look(box->desk, &moment, &state);
    reader_sign(box->reader, signs[moment.kind]);
}

static void on_touch(struct box *box, struct reader_touch *touch)
{
    unsigned char card[SECRET_CARD_HASH_BYTES];
    bool app = touch->app[0] != '\0';
    /* A code that is not to be taken is kept as a card nobody knows: what was shown is not lost (R-ATT-01). */
    secret_card_hash(box->credentials.card_key, app ? (const void *)touch->app : touch->uid,
                     app ? strlen(touch->app) : touch->uid_n, card);
    secret_wipe(touch->uid, sizeof touch->uid);
    enum err err = desk_touch(box->desk, &(struct desk_touch){.card = card,
                                                              .reader = touch->name,
                                                              .app = app ? touch->app : NULL,
                                                              .method = touch->code || app ? TAP_BY_QR : TAP_BY_CARD,
                                                              .throwaway = touch->throwaway});
    (void)err; /* the desk has said so */
    show_sign(box);
}

static void on_event(struct box *box, enum reader_event event, struct reader_touch *touch)
{
    switch (event) {
    case READER_NOTHING:
        break;
    case READER_TOUCH:
        on_touch(box, touch);
        break;
    case READER_UNREADABLE:
        feedback_sorry("not read: touch again, a little longer");
        desk_unreadable(box->desk);
        log_event(LOG_WARN, "touch_unreadable", LOG_TEXT("reader", touch->name), LOG_TEXT("todo", touch->why));
        break;
    case READER_LOST:
        log_event(LOG_ERROR, "reader_lost", LOG_TEXT("todo", touch->why));
        desk_reader(box->desk, false);
        publisher_reader(box->publisher, false);
        break;
    case READER_RETURNED:
        log_event(LOG_INFO, "reader_ready", LOG_TEXT("reader", touch->name));
        desk_reader(box->desk, true);
        publisher_reader(box->publisher, true);
        break;
    }
}

/* One touch of today that the outbox kept over a restart. */
static void on_kept(void *context, const struct outbox_tap *kept)
{
    struct box *box = context;
    struct tap tap;
    struct json_faults faults;
    if (tap_decode((struct str){kept->payload, kept->payload_n}, &tap, &faults) == OK) {
        desk_remember(box->desk, &tap);
    }
}

/* Forgets, once an hour, what was receipted 30 days ago, while the clock may be believed. */
static void prune(struct box *box)
{
    int64_t n = 0;
    if (clock_mono_ms() < box->prune_at_ms || !(box->clock_followed || sync_read().synced)) {
        return;
    }
    box->prune_at_ms = clock_mono_ms() + PRUNE_MS;
    if (outbox_prune(box->outbox, clock_now_ms(), &n) == OK && n > 0) {
        log_event(LOG_INFO, "pruned", LOG_INT("touches", n));
    }
}

static bool open_box(struct box *box, const struct options *options)
{
    char data[PATH_BYTES];
    char owner[2 * TOPICS_ID_BYTES];
    struct buf buf;
    const char *why = "";
    int held_fd = -1; /* held until the process ends */
    if (options->clock_file != NULL && (!box->credentials.test || clock_follow_file(options->clock_file) != OK)) {
        conf_refuse("--clock-file", box->credentials.test
                                        ? "the file must hold one RFC 3339 instant"
                                        : "only a gateway enrolled at test data may follow a clock file");
        return false;
    }
    box->clock_followed = options->clock_file != NULL;
    if (box->clock_followed) {
        sync_pretend();
    }
    if (options->data == NULL && !conf_default_data(options->config, data, sizeof data)) {
        conf_refuse("--data", "the path of the configuration is too long: name a data folder");
        return false;
    }
    const char *dir = options->data != NULL ? options->data : data;
    if (str_copy(str_of(dir), box->dir, sizeof box->dir) != OK) {
        conf_refuse("--data", "the path is too long");
        return false;
    }
    if (ending_read(dir, box->credentials.epoch)) {
        conf_refuse("--config", ENDING_TODO);
        return false;
    }
    buf_init(&buf, owner, sizeof owner);
    buf_puts(&buf, box->credentials.site);
    buf_char(&buf, '/');
    buf_puts(&buf, box->credentials.gateway);
    if (folder_hold(dir, &held_fd, &why) != OK ||
        outbox_open(dir, owner, box->credentials.epoch, &box->outbox, &why) != OK) {
        conf_refuse(dir, why);
        return false;
    }
    if (reader_open(options->reader, &box->reader, &why) != OK) {
        conf_refuse(options->reader, why);
        return false;
    }
    box->book = roster_book_open(dir, &box->credentials);
    box->desk = desk_open(
        &(struct desk_options){.credentials = &box->credentials, .outbox = box->outbox, .book = box->book});
    int64_t from_ms = civil_ms_at(civil_day_of_ms(clock_now_ms()), 0);
    if (outbox_walk(box->outbox, from_ms, on_kept, box) != OK) {
        conf_refuse(dir, "the outbox cannot be read: check the disk");
        return false;
    }
    return true;
}

static bool open_screen(struct box *box, const struct options *options)
{
    char failure[256];
    if (options->screen == NULL) {
        return true;
    }
    if (screen_start(options->screen, box->desk, &box->screen, failure) != OK) {
        conf_refuse("--screen", failure);
        return false;
    }
    log_event(LOG_INFO, "screen", LOG_INT("port", screen_port(box->screen)));
    return true;
}

static void wake_publisher(void *arg)
{
    publisher_wake(arg);
}

/* No entrance any more: what it would keep nobody would believe, so it chimes no more (R-SEC-04). */
static void end(struct box *box)
{
    ending_note(box->dir, box->credentials.epoch);
    conf_refuse("revoked", ENDING_TODO);
    box->refused = true;
    stop = 1;
}

/* Once a turn: how the connection is, and whether somebody is missed while the server is gone. */
static void look_around(struct box *box)
{
    struct publisher_counts counts = publisher_counts(box->publisher);
    desk_link(box->desk, counts.connects > counts.downs);
    desk_tick(box->desk);
    if (counts.revoked) {
        end(box);
    }
}

static void start_publisher(struct box *box)
{
    sigset_t ours;
    sigset_t before;
    sigemptyset(&ours);
    sigaddset(&ours, SIGTERM);
    sigaddset(&ours, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ours, &before); /* so that the thread that waits for cards is the one woken */
    box->publisher = publisher_start(&(struct publisher_options){.credentials = &box->credentials,
                                                                 .outbox = box->outbox,
                                                                 .book = box->book,
                                                                 .version = GATEWAY_VERSION,
                                                                 .resend_ms = PUBLISHER_RESEND_MS});
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    desk_on_commit(box->desk, wake_publisher, box->publisher);
}

/* False when the publisher hangs inside a connect: the process must end without it; everything of worth is on the disk. */
static bool close_box(struct box *box)
{
    screen_stop(box->screen);
    reader_close(box->reader);
    if (!publisher_stop(box->publisher)) {
        return false;
    }
    desk_close(box->desk);
    roster_book_close(box->book);
    outbox_close(box->outbox);
    credentials_wipe(&box->credentials);
    return true;
}

static int run(const struct options *options)
{
    static struct box box;
    struct reader_touch touch;
    if (!conf_load(options->config, &box.credentials) || !open_box(&box, options)) {
        (void)close_box(&box);
        return EXIT_REFUSED;
    }
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a full quota is an error of the write */
    mosquitto_lib_init();
    if (!str_starts(str_of(box.credentials.host), "127.") && strcmp(box.credentials.host, "localhost") != 0) {
        log_event(LOG_WARN, "broker_in_clear",
                  LOG_TEXT("todo", "TLS is not built yet: reach this broker through a tunnel only"));
    }
    start_publisher(&box);
    if (!open_screen(&box, options)) {
        (void)close_box(&box);
        return EXIT_REFUSED;
    }
    log_event(LOG_INFO, "started", LOG_TEXT("gateway", box.credentials.gateway),
              LOG_INT("epoch", box.credentials.epoch), LOG_INT("backlog", outbox_backlog(box.outbox)));
    while (!stop) {
        enum reader_event event = reader_wait(box.reader, WAIT_MS, &touch);
        on_event(&box, event, &touch);
        look_around(&box);
        prune(&box);
    }
    log_plain(LOG_INFO, "stopped");
    if (!close_box(&box)) {
        _exit(box.refused ? EXIT_REFUSED : 0);
    }
    mosquitto_lib_cleanup();
    return box.refused ? EXIT_REFUSED : 0;
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    struct options *options = state->input;
    switch (key) {
    case 'c':
        options->config = argument;
        return 0;
    case 'd':
        options->data = argument;
        return 0;
    case 'r':
        options->reader = argument;
        return 0;
    case 'k':
        options->clock_file = argument;
        return 0;
    case 's':
        options->screen = argument;
        return 0;
    case 'p':
        options->pair = argument;
        return 0;
    case 'u':
        options->server = argument;
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "%s is too much: this command has options only", argument);
        return EINVAL;
    case ARGP_KEY_END:
        if (options->config == NULL) {
            argp_error(state, "--config FILE is missing: the file that `tsubame gateway enrol` or --pair wrote");
        }
        if (options->server == NULL ? options->pair != NULL : options->pair == NULL && options->screen == NULL) {
            argp_error(state, "--server URL is for --pair CODE or, without credentials yet, for --screen");
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const char *argp_program_version = "tsubame-gateway " GATEWAY_VERSION;

int main(int argc, char **argv)
{
    static const struct argp_option known[] = {
        {"config", 'c', "FILE", 0, "credentials that `tsubame gateway enrol` wrote, mode 0600", 0},
        {"data", 'd', "DIR", 0, "where touches are kept; default: beside FILE, .data for .json", 0},
        {"reader", 'r', "READER", 0,
         "pcsc (default): every reader that pcscd knows; simulated:FIFO: each line written is a card, in hex; "
         "wedge:DEVICE: a reader that types like a keyboard, as /dev/input/by-id/...-event-kbd",
         0},
        {"clock-file", 'k', "FILE", 0, "follow the instant in FILE; for gateways enrolled at test data only", 0},
        {"screen", 's', "ADDRESS", 0,
         "serve the entrance's screen on this loopback address, as 127.0.0.1:8090; default: none", 0},
        {"pair", 'p', "CODE", 0,
         "become an entrance: the code that the head sees (-: from standard input); writes FILE", 0},
        {"server", 'u', "URL", 0, "with --pair or --screen: the server's address, as https://tsubame.example", 0},
        {0},
    };
    static const struct argp argp = {
        known,
        parse,
        NULL,
        "The entrance box: reads cards, keeps every touch, chimes, and sends it until the server has receipted it."
        "\vPrints `chime EPOCH SEQ SAID` for every touch that is kept, `sorry WHY` for one that is not. "
        "Ends on SIGTERM or SIGINT. Exit: 0 done, 1 refused with a reason, 2 wrong usage.",
        NULL,
        NULL,
        NULL};
    struct options options = {.reader = "pcsc"};
    struct sigaction action = {.sa_handler = on_signal};
    argp_err_exit_status = EXIT_USAGE;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    secret_init();
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    if (options.pair != NULL) {
        struct pair_options by = {options.pair, options.server, options.config, &stop, NULL};
        return pair_run(&by) ? 0 : EXIT_REFUSED;
    }
    struct pair_screen_options first = {options.screen, options.server, options.config, &stop};
    return pair_screen_first(&first) ? run(&options) : EXIT_REFUSED;
}
