/* /me/calendar and /calendar/{file}. The address is the key: no sign-in stands before the calendar, so it says little (core/calendar_feed.h), and who
 * has no such address learns nothing. */
#include "http/calendar_feed_http.h"

#include <string.h>

#include "actions/keep_feed.h"
#include "actions/read_feed.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/ical.h"
#include "http/server.h"
#include "mail_words.h"

#include "base/banned.h"

enum { UID_BYTES = 96, TITLE_BYTES = 512, FILE_TEXT = KEEP_FEED_TOKEN_TEXT - 1 + 4 };

/* --- the address ----------------------------------------------------------------------------------------------------------- */

static void put_address(const struct request *request, struct json_out *out, const struct feed *feed)
{
    char path[96];
    char token[KEEP_FEED_TOKEN_TEXT];
    struct buf buf;
    keep_feed_token(request->server->keys, feed->public_id, token);
    buf_init(&buf, path, sizeof path);
    buf_puts(&buf, "/api/v1/calendar/");
    buf_puts(&buf, token);
    buf_puts(&buf, ".ics");
    json_put_word(out, "path", path);
    json_put_instant(out, "created_at", feed->created_ms);
}

void calendar_feed_get(struct request *request, struct response *response)
{
    struct feed feed;
    struct json_out out;
    enum err err = feed_of(request->worker->db, request->caller.account_id, &feed);
    json_out_init(&out, response_body(request, response, RESPONSE_SMALL_BYTES));
    json_out_open(&out, '{');
    if (err == OK) {
        put_address(request, &out, &feed);
    } else {
        json_put_word(&out, "path", NULL);
        json_put_word(&out, "created_at", NULL);
    }
    response_json_end(request, response, &out, "}", err == ERR_NOT_FOUND ? OK : err);
}

void calendar_feed_post(struct request *request, struct response *response)
{
    struct act act = {.verb = make_feed, .encode = response_answer_nothing};
    response_act_json(request, response, &act, NULL, LANE_REST);
}

void calendar_feed_delete(struct request *request, struct response *response)
{
    struct act act = {.verb = end_feed, .encode = response_answer_nothing};
    response_act(request, response, &act, LANE_REST);
}

/* --- the calendar ---------------------------------------------------------------------------------------------------------- */

struct writing {
    struct ical ical;
    const char *language;
};

static const char *sentence(const char *language, const char *key)
{
    const char *japanese = "";
    for (const struct mail_word *word = mail_words; word->language != NULL; word++) {
        if (strcmp(word->key, key) == 0) {
            if (strcmp(word->language, language) == 0) {
                return word->text;
            }
            japanese = strcmp(word->language, "ja") == 0 ? word->text : japanese;
        }
    }
    return japanese;
}

static const char *key_of(const struct feed_entry *entry)
{
    switch (entry->kind) {
    case FEED_NURSERY_CLOSED:
        return "mail.calendar.closed";
    case FEED_NURSERY_OPEN:
        return "mail.calendar.open";
    case FEED_EVENT:
        return "mail.calendar.event";
    case FEED_SICK_CARE:
        break;
    }
    return entry->status == FEED_TENTATIVE ? "mail.calendar.sick_waits" : "mail.calendar.sick";
}

static void put_title(const struct writing *writing, const struct feed_entry *entry, struct buf *title)
{
    bool own = entry->title.n > 0;
    if (own) {
        buf_str(title, entry->title);
    } else {
        buf_puts(title, sentence(writing->language, key_of(entry)));
    }
    buf_puts(title, own || entry->site.n > 0 ? " – " : "");
    buf_str(title, entry->site);
}

/* The same for as long as the thing it stands for: a nursery's day, a notice, a reservation. */
static void put_uid(const struct feed_entry *entry, struct buf *uid)
{
    static const char *const kinds[] = {[FEED_NURSERY_CLOSED] = "day-",
                                        [FEED_NURSERY_OPEN] = "day-",
                                        [FEED_EVENT] = "notice-",
                                        [FEED_SICK_CARE] = "sick-care-"};
    buf_puts(uid, kinds[entry->kind]);
    buf_str(uid, entry->id);
    if (entry->kind == FEED_NURSERY_CLOSED || entry->kind == FEED_NURSERY_OPEN) {
        buf_char(uid, '-');
        civil_put_day(uid, entry->day);
    }
    buf_puts(uid, "@tsubame");
}

static void put_entry(void *arg, const struct feed_entry *entry)
{
    static const enum ical_status statuses[] = {[FEED_TENTATIVE] = ICAL_IS_TENTATIVE,
                                                [FEED_CONFIRMED] = ICAL_IS_CONFIRMED,
                                                [FEED_CANCELLED] = ICAL_IS_CANCELLED};
    struct writing *writing = arg;
    char uid_text[UID_BYTES];
    char title_text[TITLE_BYTES];
    struct buf uid;
    struct buf title;
    buf_init(&uid, uid_text, sizeof uid_text);
    buf_init(&title, title_text, sizeof title_text);
    put_uid(entry, &uid);
    put_title(writing, entry, &title);
    const struct ical_entry written = {
        .uid = buf_view(&uid),
        .title = buf_view(&title),
        .place = entry->site,
        .day = entry->day,
        .from_min = entry->from_min,
        .to_min = entry->to_min,
        .status = statuses[entry->status],
        .sequence = entry->sequence,
        .changed_ms = entry->changed_ms,
    };
    ical_add(&writing->ical, &written);
}

static enum err write_calendar(struct request *request, const struct feed *feed, struct buf *body)
{
    struct writing writing = {.language = feed->language};
    enum err err = ical_open(str_of(sentence(feed->language, "mail.calendar.name")), &writing.ical);
    if (err != OK) {
        return err;
    }
    err = read_feed(request->worker->db, feed, civil_day_of_ms(clock_now_ms()), put_entry, &writing);
    err = err == OK ? ical_write(&writing.ical, body) : err;
    ical_close(&writing.ical);
    return err;
}

/* "0123….ics": whose it is. */
static enum err find_feed(const struct request *request, struct feed *ret)
{
    unsigned char hash[SECRET_HASH_BYTES];
    struct str file = request_path(request, "file");
    if (file.n != FILE_TEXT || memcmp(file.p + file.n - 4, ".ics", 4) != 0) {
        return ERR_NOT_FOUND;
    }
    keep_feed_hash((struct str){file.p, file.n - 4}, hash);
    return feed_by_token(request->worker->db, hash, ret);
}

void calendar_get(struct request *request, struct response *response)
{
    struct feed feed;
    enum err err = find_feed(request, &feed);
    struct buf *body = err == OK ? response_body(request, response, RESPONSE_LIST_BYTES) : NULL;
    if (err == OK) {
        err = body == NULL ? ERR_LIMIT : write_calendar(request, &feed, body);
    }
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response->cache_control = "private, no-cache";
    response_json_etag(request, response);
    if (response->status == 200) {
        response->content_type = "text/calendar; charset=utf-8";
    }
}
