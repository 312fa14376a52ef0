/* See mail_door.h. */
#include "mail/mail_door.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "actions/take_mail.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/wait.h"
#include "core/language.h"
#include "mail/letter.h"
#include "mail/mime.h"
#include "mail/smtp.h"

#include "base/banned.h"

enum {
    LOOK_EVERY_MS = 250,
    FAILED_WAIT_MS = 2000,
    READER_WAIT_MS = 2000,
    SERVER_WAIT_MS = 1000, /* after a server that cannot be used: doubling … */
    SERVER_WAIT_MAX_MS = 60000,
    SETTLE_AGAIN_MS = 200,
    ENDING_MS = 3000,
    MESSAGE_BYTES = 16384,
    SECRET_BYTES = 256,
};

struct mail_door {
    struct mail_door_options options;
    struct sender sender;
    char ca_file[CONF_TEXT_BYTES];
    char user[CONF_TEXT_BYTES];
    char password[SECRET_BYTES];
    struct smtp *smtp;
    struct sleeper sleeper;
    _Atomic int64_t ends_mono_ms;
    int64_t server_wait_ms; /* 0: it works */
    struct take_mail take;
    char subject[LETTER_SUBJECT_BYTES];
    char body[LETTER_BODY_BYTES];
    char message[MESSAGE_BYTES];
};

static uint32_t chance(void)
{
    uint32_t drawn = 0;
    secret_random(&drawn, sizeof drawn);
    return drawn;
}

/* What became of a message must reach the outbox: one that was sent and is not known to be would be sent again. */
static void settle(struct mail_door *door, const struct settle_mail *outcome)
{
    struct settle_mail arg = *outcome;
    enum err err = ERR_BUSY;
    bool stopping = false;
    while (err != OK && !stopping) {
        struct lane_job job = {.priority = LANE_REST, .run = settle_mail, .arg = &arg};
        err = lane_do(door->options.lane, &job);
        stopping = err != OK && sleeper_rest(&door->sleeper, SETTLE_AGAIN_MS);
    }
}

static enum err compose(struct mail_door *door, const struct take_mail_letter *letter, struct buf *message)
{
    struct buf subject;
    struct buf body;
    const struct letter_sender from = {str_of(door->sender.name), str_of(door->sender.base_url)};
    buf_init(&subject, door->subject, sizeof door->subject);
    buf_init(&body, door->body, sizeof door->body);
    buf_init(message, door->message, sizeof door->message);
    enum err err = letter_put(letter, &from, &subject, &body);
    const struct mime_message mime = {
        .from = str_of(door->sender.address),
        .from_name = str_of(door->sender.name),
        .to = str_of(letter->address),
        .subject = buf_view(&subject),
        .body = buf_view(&body),
        .language = str_of(language_tag(letter->language)),
        .ident = str_of(letter->ident),
        .at_ms = letter->created_ms,
    };
    return err == OK ? mime_put(message, &mime) : err;
}

static struct settle_mail judge(const struct take_mail_letter *letter, enum smtp_outcome outcome)
{
    switch (outcome) {
    case SMTP_SENT:
        return (struct settle_mail){.id = letter->id, .outcome = SETTLE_SENT};
    case SMTP_AGAIN:
        return (struct settle_mail){
            .id = letter->id, .outcome = SETTLE_AGAIN, .wait_ms = message_wait_ms(letter->tries, chance())};
    case SMTP_REFUSED:
        return (struct settle_mail){.id = letter->id, .outcome = SETTLE_GIVEN_UP};
    case SMTP_SERVER:
        break;
    }
    return (struct settle_mail){.id = letter->id, .outcome = SETTLE_UNTRIED};
}

/* Says once that it does not work, and once that it does again. */
static void note_server(struct mail_door *door, const struct smtp_result *result)
{
    if (result->outcome == SMTP_SERVER) {
        if (door->server_wait_ms == 0) {
            log_event(
                LOG_WARN, "mail_server_unusable", LOG_TEXT("why", result->why), LOG_INT("said", result->said),
                LOG_TEXT("next", "messages wait and are tried again; check [mail] of the settings and the server"));
        }
        int64_t twice = door->server_wait_ms == 0 ? SERVER_WAIT_MS : 2 * door->server_wait_ms;
        door->server_wait_ms = twice > SERVER_WAIT_MAX_MS ? SERVER_WAIT_MAX_MS : twice;
    } else if (door->server_wait_ms != 0) {
        door->server_wait_ms = 0;
        log_plain(LOG_INFO, "mail_server_usable");
    }
}

/* false: the server cannot be used, the others need not be tried. */
static bool send_one(struct mail_door *door, const struct take_mail_letter *letter)
{
    struct buf message;
    struct settle_mail outcome = {.id = letter->id, .outcome = SETTLE_GIVEN_UP};
    enum err err = compose(door, letter, &message);
    if (err != OK) {
        log_event(LOG_WARN, "message_given_up", LOG_INT("message", letter->id), LOG_TEXT("why", err_word(err)));
        settle(door, &outcome);
        return true;
    }
    struct smtp_result result = smtp_send(door->smtp, letter->address, buf_view(&message));
    outcome = judge(letter, result.outcome);
    note_server(door, &result);
    if (result.outcome == SMTP_REFUSED) {
        log_event(LOG_WARN, "message_given_up", LOG_INT("message", letter->id), LOG_INT("said", result.said));
    }
    settle(door, &outcome);
    return result.outcome != SMTP_SERVER;
}

static bool is_stopping(struct mail_door *door)
{
    return atomic_load(&door->ends_mono_ms) != 0;
}

static void send_batch(struct mail_door *door)
{
    struct take_mail *take = &door->take;
    bool going = true;
    for (size_t i = 0; i < take->n; i++) {
        going = going && !is_stopping(door);
        if (going) {
            going = send_one(door, &take->letters[i]);
        } else {
            const struct settle_mail untried = {.id = take->letters[i].id, .outcome = SETTLE_UNTRIED};
            settle(door, &untried);
        }
    }
    secret_wipe(door->message, sizeof door->message);
    secret_wipe(door->body, sizeof door->body);
    secret_wipe(take, sizeof *take);
}

static enum err is_due(struct mail_door *door, bool *ret)
{
    struct worker *worker = readers_borrow(door->options.readers, READER_WAIT_MS);
    if (worker == NULL) {
        return ERR_BUSY;
    }
    enum err err = message_is_due(worker->db, clock_now_ms(), ret);
    readers_return(door->options.readers, worker);
    return err;
}

/* Everything that is due, a batch at a time, until the server fails. */
static enum err look(struct mail_door *door)
{
    bool due = false;
    enum err err = is_due(door, &due);
    while (err == OK && due && !is_stopping(door)) {
        struct lane_job job = {.priority = LANE_REST, .run = take_mail, .arg = &door->take};
        err = lane_do(door->options.lane, &job);
        due = err == OK && door->take.more;
        if (err == OK) {
            send_batch(door);
        }
        due = due && door->server_wait_ms == 0;
    }
    return err;
}

static enum err untake(struct mail_door *door)
{
    struct lane_job job = {.priority = LANE_REST, .run = untake_mail};
    return lane_do(door->options.lane, &job);
}

static int64_t pause_ms(const struct mail_door *door, enum err err)
{
    if (err != OK) {
        return FAILED_WAIT_MS;
    }
    int64_t wait_ms = door->server_wait_ms;
    return wait_ms == 0 ? LOOK_EVERY_MS : wait_ms + (int64_t)(chance() % 1000) * wait_ms / 4000;
}

static void *door_main(void *arg)
{
    struct mail_door *door = arg;
    bool told = false;
    bool begun = false;
    int64_t wait_ms = 0;
    while (!sleeper_rest(&door->sleeper, wait_ms)) {
        enum err err = begun ? OK : untake(door);
        begun = begun || err == OK;
        err = err == OK ? look(door) : err;
        if (err != OK && !told) {
            log_event(LOG_ERROR, "messages_wait", LOG_TEXT("why", err_word(err)),
                      LOG_TEXT("next", "messages wait until the database works again; see the log of the database"));
        }
        told = err != OK;
        wait_ms = pause_ms(door, err);
    }
    return NULL;
}

static void copy_setting(const char *text, char *place, size_t bytes)
{
    enum err err = str_copy(str_of(text), place, bytes);
    assert(err == OK); /* the settings are not longer */
}

static enum err open_server(struct mail_door *door)
{
    const struct smtp_options options = {
        .url = door->sender.url,
        .tls = door->sender.tls,
        .ca_file = door->ca_file[0] == '\0' ? NULL : door->ca_file,
        .user = door->user[0] == '\0' ? NULL : door->user,
        .password = door->password,
        .from = door->sender.address,
        .ends_mono_ms = &door->ends_mono_ms,
    };
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? smtp_open(&options, &door->smtp) : ERR_IO;
}

static void free_door(struct mail_door *door)
{
    sleeper_stop(&door->sleeper);
    smtp_close(door->smtp);
    secret_wipe(door, sizeof *door);
    free(door);
}

enum err mail_door_start(const struct mail_door_options *options, struct mail_door **ret)
{
    struct mail_door *door = calloc(1, sizeof *door);
    if (door == NULL) {
        return ERR_IO;
    }
    door->options = *options;
    door->sender = *options->sender;
    copy_setting(options->ca_file, door->ca_file, sizeof door->ca_file);
    copy_setting(options->user, door->user, sizeof door->user);
    copy_setting(options->password, door->password, sizeof door->password);
    sleeper_init(&door->sleeper);
    enum err err = open_server(door);
    err = err == OK ? sleeper_start(&door->sleeper, door_main, door) : err;
    if (err != OK) {
        free_door(door);
        return err;
    }
    *ret = door;
    return OK;
}

void mail_door_stop(struct mail_door *door)
{
    if (door == NULL) {
        return;
    }
    atomic_store(&door->ends_mono_ms, clock_mono_ms() + ENDING_MS);
    free_door(door);
    curl_global_cleanup();
}
