/* See mail_door.h. */
#include "mail/mail_door.h"

#include <assert.h>
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "actions/take_mail.h"
#include "base/log.h"
#include "core/language.h"
#include "mail/letter.h"
#include "mail/mime.h"
#include "mail/post_round.h"
#include "mail/smtp.h"

#include "base/banned.h"

enum {
    SERVER_WAIT_MS = 1000, /* after a server that cannot be used: doubling … */
    SERVER_WAIT_MAX_MS = 60000,
    ENDING_MS = 3000,
    MESSAGE_BYTES = 16384,
    SECRET_BYTES = 256,
};

struct mail_door {
    struct post_round post;
    struct sender sender;
    char ca_file[CONF_TEXT_BYTES];
    char user[CONF_TEXT_BYTES];
    char password[SECRET_BYTES];
    struct smtp *smtp;
    int64_t server_wait_ms; /* 0: it works */
    struct take_mail take;
    char subject[LETTER_SUBJECT_BYTES];
    char body[LETTER_BODY_BYTES];
    char message[MESSAGE_BYTES];
};

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
            .id = letter->id, .outcome = SETTLE_AGAIN, .wait_ms = message_wait_ms(letter->tries, post_chance())};
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
        post_settle(&door->post, settle_mail, &outcome);
        return true;
    }
    struct smtp_result result = smtp_send(door->smtp, letter->address, buf_view(&message));
    outcome = judge(letter, result.outcome);
    note_server(door, &result);
    if (result.outcome == SMTP_REFUSED) {
        log_event(LOG_WARN, "message_given_up", LOG_INT("message", letter->id), LOG_INT("said", result.said));
    }
    post_settle(&door->post, settle_mail, &outcome);
    return result.outcome != SMTP_SERVER;
}

/* Until the server fails. */
static bool send_batch(void *arg)
{
    struct mail_door *door = arg;
    struct take_mail *take = &door->take;
    bool more = take->more;
    bool going = true;
    for (size_t i = 0; i < take->n; i++) {
        going = going && !post_is_stopping(&door->post);
        if (going) {
            going = send_one(door, &take->letters[i]);
        } else {
            struct settle_mail untried = {.id = take->letters[i].id, .outcome = SETTLE_UNTRIED};
            post_settle(&door->post, settle_mail, &untried);
        }
    }
    secret_wipe(door->message, sizeof door->message);
    secret_wipe(door->body, sizeof door->body);
    secret_wipe(take, sizeof *take);
    return more && door->server_wait_ms == 0;
}

static int64_t pause_ms(const void *arg)
{
    const struct mail_door *door = arg;
    int64_t wait_ms = door->server_wait_ms;
    return wait_ms == 0 ? POST_LOOK_EVERY_MS : wait_ms + (int64_t)(post_chance() % 1000) * wait_ms / 4000;
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
        .ends_mono_ms = &door->post.ends_mono_ms,
    };
    return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK ? smtp_open(&options, &door->smtp) : ERR_IO;
}

static void free_door(struct mail_door *door)
{
    post_stop(&door->post);
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
    const struct post_options post = {
        .lane = options->lane,
        .readers = options->readers,
        .waits = "messages_wait",
        .ending_ms = ENDING_MS,
        .is_due = message_is_due,
        .untake = untake_mail,
        .take = take_mail,
        .batch = &door->take,
        .send = send_batch,
        .pause_ms = pause_ms,
        .door = door,
    };
    post_init(&door->post, &post);
    door->sender = *options->sender;
    copy_setting(options->ca_file, door->ca_file, sizeof door->ca_file);
    copy_setting(options->user, door->user, sizeof door->user);
    copy_setting(options->password, door->password, sizeof door->password);
    enum err err = open_server(door);
    err = err == OK ? post_start(&door->post) : err;
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
    free_door(door);
    curl_global_cleanup();
}
