/* See push_door.h. */
#include "mail/push_door.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "actions/keep_push.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/wait.h"
#include "mail/push_sender.h"

#include "base/banned.h"

enum {
    LOOK_EVERY_MS = 250,
    FAILED_WAIT_MS = 2000,
    READER_WAIT_MS = 2000,
    SETTLE_AGAIN_MS = 200,
    ENDING_MS = 2000,
};

struct push_door {
    struct push_door_options options;
    struct push_sender *sender;
    struct sleeper sleeper;
    _Atomic int64_t ends_mono_ms;
    struct take_push take;
    char silent[PUSH_ORIGIN_BYTES_MAX + 1]; /* the service that did not answer in this batch; "" none */
    bool told;                              /* that one did not */
};

static uint32_t chance(void)
{
    uint32_t drawn = 0;
    secret_random(&drawn, sizeof drawn);
    return drawn;
}

/* What became of a message must reach the outbox: one that was sent and is not known to be would be sent again. */
static void settle(struct push_door *door, const struct settle_push *outcome)
{
    struct settle_push arg = *outcome;
    enum err err = ERR_BUSY;
    bool stopping = false;
    while (err != OK && !stopping) {
        struct lane_job job = {.priority = LANE_REST, .run = settle_push, .arg = &arg};
        err = lane_do(door->options.lane, &job);
        stopping = err != OK && sleeper_rest(&door->sleeper, SETTLE_AGAIN_MS);
    }
}

static void note(struct push_door *door, const struct take_push_one *one, const struct push_answer *answer)
{
    enum push_outcome outcome = push_judge(answer->status);
    if (outcome == PUSH_GIVEN_UP) {
        log_event(LOG_WARN, "push_given_up", LOG_INT("message", one->id), LOG_INT("said", answer->status),
                  LOG_TEXT("why", answer->why));
    } else if (answer->status == 0 && !door->told) {
        door->told = true;
        log_event(LOG_WARN, "push_service_silent", LOG_TEXT("why", answer->why),
                  LOG_TEXT("next", "messages to telephones are tried again; mails go out all the same"));
    } else if (answer->status != 0) {
        door->told = false;
    }
}

static struct settle_push judge(const struct take_push_one *one, const struct push_answer *answer)
{
    return (struct settle_push){
        .id = one->id,
        .device_id = one->device_id,
        .outcome = push_judge(answer->status),
        .wait_ms = push_wait_ms(one->tries, answer->retry_after_s, chance()),
    };
}

/* Several telephones of one service that does not answer do not each wait for it. */
static bool is_silent(const struct push_door *door, struct str origin)
{
    return door->silent[0] != '\0' && str_is(origin, door->silent);
}

static void send_one(struct push_door *door, const struct take_push_one *one)
{
    struct push_answer answer = {0, 0, "it was silent just now"};
    struct str origin = {NULL, 0};
    bool good = push_origin(str_of(one->endpoint), &origin);
    if (!good || !is_silent(door, origin)) {
        answer = push_sender_post(door->sender, one, clock_now_ms());
        note(door, one, &answer);
        if (answer.status == 0 && good) {
            str_cut(origin, door->silent, sizeof door->silent);
        }
    }
    const struct settle_push outcome = judge(one, &answer);
    settle(door, &outcome);
}

static bool is_stopping(struct push_door *door)
{
    return atomic_load(&door->ends_mono_ms) != 0;
}

static void send_batch(struct push_door *door)
{
    struct take_push *take = &door->take;
    door->silent[0] = '\0';
    for (size_t i = 0; i < take->n; i++) {
        if (is_stopping(door)) {
            const struct settle_push untried = {.id = take->list[i].id, .outcome = PUSH_AGAIN, .untried = true};
            settle(door, &untried);
        } else {
            send_one(door, &take->list[i]);
        }
    }
    secret_wipe(take, sizeof *take);
}

static enum err is_due(struct push_door *door, bool *ret)
{
    struct worker *worker = readers_borrow(door->options.readers, READER_WAIT_MS);
    if (worker == NULL) {
        return ERR_BUSY;
    }
    enum err err = push_is_due(worker->db, clock_now_ms(), ret);
    readers_return(door->options.readers, worker);
    return err;
}

/* Everything that is due, a batch at a time. */
static enum err look(struct push_door *door)
{
    bool due = false;
    enum err err = is_due(door, &due);
    while (err == OK && due && !is_stopping(door)) {
        struct lane_job job = {.priority = LANE_REST, .run = take_push, .arg = &door->take};
        err = lane_do(door->options.lane, &job);
        due = err == OK && door->take.more;
        if (err == OK) {
            send_batch(door);
        }
    }
    return err;
}

static enum err untake(struct push_door *door)
{
    struct lane_job job = {.priority = LANE_REST, .run = untake_push};
    return lane_do(door->options.lane, &job);
}

static void *door_main(void *arg)
{
    struct push_door *door = arg;
    bool begun = false;
    int64_t wait_ms = 0;
    while (!sleeper_rest(&door->sleeper, wait_ms)) {
        enum err err = begun ? OK : untake(door);
        begun = begun || err == OK;
        err = err == OK ? look(door) : err;
        wait_ms = err == OK ? LOOK_EVERY_MS : FAILED_WAIT_MS; /* the mail's door says that the database does not work */
    }
    return NULL;
}

static enum err open_sender(struct push_door *door)
{
    struct push_sender_options options = {
        .services = door->options.services,
        .contact = door->options.contact,
        .ca_file = door->options.ca_file[0] == '\0' ? NULL : door->options.ca_file,
        .loopback = door->options.loopback,
        .ends_mono_ms = &door->ends_mono_ms,
    };
    push_key(door->options.keys, options.secret, options.public_key);
    enum err err = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? push_sender_open(&options, &door->sender)
                                                                     : ERR_IO;
    secret_wipe(&options, sizeof options);
    return err;
}

static void free_door(struct push_door *door)
{
    sleeper_stop(&door->sleeper);
    push_sender_close(door->sender);
    secret_wipe(door, sizeof *door);
    free(door);
}

enum err push_door_start(const struct push_door_options *options, struct push_door **ret)
{
    struct push_door *door = calloc(1, sizeof *door);
    if (door == NULL) {
        return ERR_IO;
    }
    door->options = *options;
    sleeper_init(&door->sleeper);
    enum err err = open_sender(door);
    err = err == OK ? sleeper_start(&door->sleeper, door_main, door) : err;
    if (err != OK) {
        free_door(door);
        return err;
    }
    *ret = door;
    return OK;
}

void push_door_stop(struct push_door *door)
{
    if (door == NULL) {
        return;
    }
    atomic_store(&door->ends_mono_ms, clock_mono_ms() + ENDING_MS);
    free_door(door);
    curl_global_cleanup();
}
