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
#include "entrance.h"
#include "feedback.h"
#include "folder.h"
#include "outbox.h"
#include "publisher.h"
#include "readers/reader.h"
#include "roster.h"
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
};

struct box {
    struct credentials credentials;
    struct outbox *outbox;
    struct roster_book *book;
    struct entrance *entrance;
    struct reader *reader;
    struct publisher *publisher;
    char topic[TOPICS_BYTES];
    bool clock_followed;
    int64_t prune_at_ms;
};

static volatile sig_atomic_t stop;

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

static struct tap tap_of(const struct box *box, const struct reader_touch *touch, const unsigned char *card,
                         int64_t now_ms)
{
    struct sync sync = sync_read();
    struct tap tap = {.epoch = box->credentials.epoch,
                      .seq = outbox_next(box->outbox),
                      .time_ms = now_ms,
                      .direction = TAP_AUTO,
                      .method = TAP_BY_CARD,
                      .clock_synced = sync.synced,
                      .clock_offset_ms = sync.offset_ms,
                      .clock_uncertainty_ms = sync.uncertainty_ms};
    memcpy(tap.site, box->credentials.site, sizeof tap.site);
    memcpy(tap.gateway, box->credentials.gateway, sizeof tap.gateway);
    memcpy(tap.reader, touch->name, sizeof tap.reader);
    memcpy(tap.card, card, sizeof tap.card);
    return tap;
}

static enum err keep(struct box *box, const struct tap *tap)
{
    char text[TAP_BYTES_MAX + 1];
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    tap_encode(tap, &buf);
    assert(!buf.overflow);
    secret_sign(box->credentials.sign_secret, str_of(box->topic), buf_view(&buf), signature);
    return outbox_add(box->outbox, tap->time_ms, buf_view(&buf), signature);
}

static void on_touch(struct box *box, struct reader_touch *touch)
{
    int64_t began_us = clock_mono_us();
    int64_t now_ms = clock_now_ms();
    unsigned char card[SECRET_CARD_HASH_BYTES];
    secret_card_hash(box->credentials.card_key, touch->uid, touch->uid_n, card);
    secret_wipe(touch->uid, sizeof touch->uid);
    struct tap tap = tap_of(box, touch, card, now_ms);
    tap.said = entrance_decide(box->entrance, card, PUNCH_AUTO, now_ms);
    if (keep(box, &tap) != OK) {
        feedback_sorry("not kept: the disk of this box is full or broken; tell a teacher");
        log_event(LOG_ERROR, "touch_not_kept",
                  LOG_TEXT("todo", "make room on the disk, or replace it; staff enter this touch"));
        return;
    }
    feedback_chime(tap.epoch, tap.seq, tap.said);
    int64_t chimed_us = clock_mono_us() - began_us;
    publisher_wake(box->publisher);
    entrance_keep(box->entrance, card, PUNCH_AUTO, tap.said, now_ms);
    log_event(LOG_INFO, "touch", LOG_INT("epoch", tap.epoch), LOG_INT("seq", tap.seq),
              LOG_TEXT("said", punch_word(tap.said)), LOG_INT("throwaway", touch->throwaway ? 1 : 0),
              LOG_INT("chime_us", chimed_us));
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
        log_event(LOG_WARN, "touch_unreadable", LOG_TEXT("reader", touch->name), LOG_TEXT("todo", touch->why));
        break;
    case READER_LOST:
        log_event(LOG_ERROR, "reader_lost", LOG_TEXT("todo", touch->why));
        break;
    case READER_RETURNED:
        log_event(LOG_INFO, "reader_ready", LOG_TEXT("reader", touch->name));
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
        entrance_keep(box->entrance, tap.card, PUNCH_AUTO, tap.said, tap.time_ms);
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
    box->entrance = entrance_open(box->book);
    int64_t from_ms = civil_ms_at(civil_day_of_ms(clock_now_ms()), 0);
    if (outbox_walk(box->outbox, from_ms, on_kept, box) != OK) {
        conf_refuse(dir, "the outbox cannot be read: check the disk");
        return false;
    }
    return topics_write(box->credentials.site, box->credentials.gateway, TOPICS_TAP, box->topic) == OK;
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
}

/* False when the publisher hangs inside a connect: the process must end without it; everything of worth is on the disk. */
static bool close_box(struct box *box)
{
    reader_close(box->reader);
    if (!publisher_stop(box->publisher)) {
        return false;
    }
    entrance_close(box->entrance);
    roster_book_close(box->book);
    outbox_close(box->outbox);
    credentials_wipe(&box->credentials);
    return true;
}

static int run(const struct options *options)
{
    static struct box box;
    struct sigaction action = {.sa_handler = on_signal};
    struct reader_touch touch;
    if (!conf_load(options->config, &box.credentials) || !open_box(&box, options)) {
        (void)close_box(&box);
        return EXIT_REFUSED;
    }
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a full quota is an error of the write */
    mosquitto_lib_init();
    if (!str_starts(str_of(box.credentials.host), "127.") && strcmp(box.credentials.host, "localhost") != 0) {
        log_event(LOG_WARN, "broker_in_clear",
                  LOG_TEXT("todo", "TLS is not built yet: reach this broker through a tunnel only"));
    }
    start_publisher(&box);
    log_event(LOG_INFO, "started", LOG_TEXT("gateway", box.credentials.gateway),
              LOG_INT("epoch", box.credentials.epoch), LOG_INT("backlog", outbox_backlog(box.outbox)));
    while (!stop) {
        enum reader_event event = reader_wait(box.reader, WAIT_MS, &touch);
        on_event(&box, event, &touch);
        prune(&box);
    }
    log_plain(LOG_INFO, "stopped");
    if (!close_box(&box)) {
        _exit(0);
    }
    mosquitto_lib_cleanup();
    return 0;
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
    case ARGP_KEY_ARG:
        argp_error(state, "%s is too much: this command has options only", argument);
        return EINVAL;
    case ARGP_KEY_END:
        if (options->config == NULL) {
            argp_error(state, "--config FILE is missing: the file that `tsubame gateway enrol` wrote");
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
         "pcsc (default): every reader that pcscd knows; simulated:FIFO: each line written is a card, in hex. "
         "wedge:DEVICE (readers that type) is not built yet",
         0},
        {"clock-file", 'k', "FILE", 0, "follow the instant in FILE; for gateways enrolled at test data only", 0},
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
    argp_err_exit_status = EXIT_USAGE;
    argp_parse(&argp, argc, argv, 0, NULL, &options);
    secret_init();
    return run(&options);
}
