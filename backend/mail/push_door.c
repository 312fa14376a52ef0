/* See push_door.h. */
#include "mail/push_door.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdlib.h>

#include "actions/keep_push.h"
#include "base/clock.h"
#include "base/log.h"
#include "mail/post_round.h"
#include "mail/push_sender.h"

#include "base/banned.h"

enum { ENDING_MS = 2000 };

struct push_door {
    struct push_door_options options;
    struct post_round post;
    struct push_sender *sender;
    struct take_push take;
    char silent[PUSH_ORIGIN_BYTES_MAX + 1]; /* the service that did not answer in this batch; "" none */
    bool told;                              /* that one did not */
};

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
        .wait_ms = push_wait_ms(one->tries, answer->retry_after_s, post_chance()),
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
    struct settle_push outcome = judge(one, &answer);
    post_settle(&door->post, settle_push, &outcome);
}

static bool send_batch(void *arg)
{
    struct push_door *door = arg;
    struct take_push *take = &door->take;
    bool more = take->more;
    door->silent[0] = '\0';
    for (size_t i = 0; i < take->n; i++) {
        if (post_is_stopping(&door->post)) {
            struct settle_push untried = {.id = take->list[i].id, .outcome = PUSH_AGAIN, .untried = true};
            post_settle(&door->post, settle_push, &untried);
        } else {
            send_one(door, &take->list[i]);
        }
    }
    secret_wipe(take, sizeof *take);
    return more;
}

static enum err open_sender(struct push_door *door)
{
    struct push_sender_options options = {
        .services = door->options.services,
        .contact = door->options.contact,
        .ca_file = door->options.ca_file[0] == '\0' ? NULL : door->options.ca_file,
        .loopback = door->options.loopback,
        .ends_mono_ms = &door->post.ends_mono_ms,
    };
    push_key(door->options.keys, options.secret, options.public_key);
    enum err err = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? push_sender_open(&options, &door->sender)
                                                                     : ERR_IO;
    secret_wipe(&options, sizeof options);
    return err;
}

static void free_door(struct push_door *door)
{
    post_stop(&door->post);
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
    const struct post_options post = {
        .lane = options->lane,
        .readers = options->readers,
        .ending_ms = ENDING_MS,
        .is_due = push_is_due,
        .untake = untake_push,
        .take = take_push,
        .batch = &door->take,
        .send = send_batch,
        .door = door,
    };
    post_init(&door->post, &post);
    enum err err = open_sender(door);
    err = err == OK ? post_start(&door->post) : err;
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
    free_door(door);
    curl_global_cleanup();
}
