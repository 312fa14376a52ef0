/* GET /live: may this caller listen to these topics, and the loop that writes one stream. Worker and arena are never held here. */
#include <pthread.h>
#include <string.h>

#include "base/civil.h"
#include "base/clock.h"
#include "base/httpd.h"
#include "base/secret.h"
#include "base/wait.h"
#include "http/handlers.h"
#include "http/live.h"
#include "http/live_stream.h"
#include "http/server.h"

#include "base/banned.h"

enum { TEXT_BYTES = 256, RETRY_FULL_S = 15, LIFE_SPREAD_MS = 30000, NO_HOUSEHOLD = -1 };

static bool refuse(const struct request *request, struct response *response)
{
    bool stranger = request->caller.account_id == 0;
    response_problem(request, response, stranger ? 401 : 403, stranger ? "SIGN_IN" : "DENIED", NULL);
    return false;
}

/* A site's topic is for whoever may read its board; another's site does not exist. */
static bool wish_site(const struct request *request, struct response *response, enum access_operation board,
                      struct str site, struct live_sites *sites)
{
    const struct caller *caller = &request->caller;
    uint32_t roles = access_rule(board)->roles;
    if (!access_may(caller, board)) {
        return refuse(request, response);
    }
    for (size_t i = 0; i < caller->grants_n; i++) {
        const struct access_grant *grant = &caller->grants[i];
        if ((ROLE_BIT(grant->role) & roles) == 0 || !str_is(site, grant->site) || sites->n == LIVE_SITES_MAX) {
            continue;
        }
        sites->ids[sites->n] = grant->site_id;
        enum err err = str_copy(site, sites->names[sites->n], sizeof sites->names[0]);
        sites->n += err == OK ? 1 : 0;
        return true;
    }
    response_err(request, response, ERR_NOT_FOUND);
    return false;
}

static bool wish_topic(const struct request *request, struct response *response, struct str topic,
                       struct live_wish *wish)
{
    static const char attendance[] = "attendance:";
    static const char sick_room[] = "sickroom:";
    static const char alarms[] = "alarms:";
    if (str_is(topic, "vacancies")) {
        wish->vacancies = true;
        return true;
    }
    if (str_is(topic, "household")) {
        if (!access_has(&request->caller, ROLE_GUARDIAN) || request->caller.household_id == 0) {
            return refuse(request, response);
        }
        /* From whom something is hidden, to them nothing happens in their household (R-REG-11). */
        wish->household_id = request->caller.hidden ? NO_HOUSEHOLD : request->caller.household_id;
        return true;
    }
    if (str_starts(topic, attendance)) {
        size_t n = sizeof attendance - 1;
        return wish_site(request, response, OPERATION_NURSERY_ATTENDANCE, (struct str){topic.p + n, topic.n - n},
                         &wish->nurseries);
    }
    if (str_starts(topic, sick_room)) {
        size_t n = sizeof sick_room - 1;
        return wish_site(request, response, OPERATION_SICK_DAY, (struct str){topic.p + n, topic.n - n},
                         &wish->sick_rooms);
    }
    if (str_starts(topic, alarms)) {
        size_t n = sizeof alarms - 1;
        return wish_site(request, response, OPERATION_NURSERY_ALARMS, (struct str){topic.p + n, topic.n - n},
                         &wish->alarms);
    }
    response_fault(request, response, "?topics", "UNKNOWN_TOPIC");
    return false;
}

static bool wish_topics(const struct request *request, struct response *response, struct live_wish *wish)
{
    struct str topics = request_query(request, "topics");
    if (topics.n == 0) {
        response_fault(request, response, "?topics", "MISSING");
        return false;
    }
    for (size_t at = 0; at <= topics.n;) {
        const char *end = memchr(topics.p + at, ',', topics.n - at);
        size_t n = end == NULL ? topics.n - at : (size_t)(end - (topics.p + at));
        if (!wish_topic(request, response, (struct str){topics.p + at, n}, wish)) {
            return false;
        }
        at += n + 1;
    }
    return true;
}

static const char *name_of(const struct live_sites *sites, int64_t site)
{
    size_t i = 0;
    while (i + 1 < sites->n && sites->ids[i] != site) {
        i++;
    }
    return sites->names[i];
}

static void put_topic(struct buf *text, const struct live_wish *wish, const struct live_event *event)
{
    switch (event->topic) {
    case LIVE_RESYNC:
        buf_puts(text, "resync");
        break;
    case LIVE_ATTENDANCE:
        buf_puts(text, "attendance:");
        buf_puts(text, name_of(&wish->nurseries, event->subject));
        break;
    case LIVE_SICKROOM:
        buf_puts(text, "sickroom:");
        buf_puts(text, name_of(&wish->sick_rooms, event->subject));
        break;
    case LIVE_ALARMS:
        buf_puts(text, "alarms:");
        buf_puts(text, name_of(&wish->alarms, event->subject));
        break;
    case LIVE_VACANCIES:
    case LIVE_HOUSEHOLD:
        buf_puts(text, "household");
        break;
    }
}

static void put_event(struct buf *text, const struct live_wish *wish, const struct live_event *event)
{
    bool of_site = event->topic != LIVE_RESYNC && event->topic != LIVE_HOUSEHOLD;
    buf_puts(text, "event: ");
    put_topic(text, wish, event);
    buf_puts(text, "\nid: ");
    buf_int(text, event->id);
    buf_puts(text, "\ndata: {\"version\":");
    buf_int(text, event->id);
    if (of_site || (event->topic == LIVE_HOUSEHOLD && event->day != 0)) {
        buf_puts(text, ",\"day\":\"");
        civil_put_day(text, event->day);
        buf_puts(text, "\"");
    }
    buf_puts(text, "}\n\n");
}

/* Writes everything that waits. Anything but a full write ends the stream. */
static bool write_events(struct live *live, struct httpd_exchange *exchange, const struct live_stream *stream,
                         int64_t *cursor)
{
    struct live_event event;
    while (live_ring_next(live_events(live), &stream->wish, cursor, &event)) {
        bool sent;
        if (event.frame != NULL) {
            sent = httpd_send(exchange, (struct str){event.frame->text, event.frame->n});
            live_ring_done(live_events(live), event.frame);
        } else {
            char storage[TEXT_BYTES];
            struct buf text;
            buf_init(&text, storage, sizeof storage);
            put_event(&text, &stream->wish, &event);
            sent = httpd_send(exchange, buf_view(&text));
        }
        if (!sent) {
            return false;
        }
    }
    return true;
}

/* Sleeps until the hub wakes it or wait_ms are over. *ret_woken: something may be there. false: the stream is to end. */
static bool sleep_until_woken(struct live_stream *stream, int64_t wait_ms, bool *ret_woken)
{
    struct timespec until = wait_until(wait_ms);
    pthread_mutex_lock(&stream->lock);
    int rc = 0;
    while (!stream->pending && !stream->over && rc == 0) {
        rc = pthread_cond_timedwait(&stream->woken, &stream->lock, &until);
    }
    *ret_woken = stream->pending;
    stream->pending = false;
    bool goes_on = !stream->over;
    pthread_mutex_unlock(&stream->lock);
    return goes_on;
}

/* In two writes: the first to a client that left still succeeds, and what comes back to it lets the second fail. */
static bool write_heartbeat(struct httpd_exchange *exchange)
{
    return httpd_send(exchange, STR(":\n")) && httpd_send(exchange, STR("\n"));
}

static void stream_loop(struct live *live, struct httpd_exchange *exchange, struct live_stream *stream, int64_t cursor)
{
    uint16_t spread;
    secret_random(&spread, sizeof spread); /* thousands of pages opened together do not come back together */
    int64_t end_ms = clock_mono_ms() + LIVE_LIFE_MS - spread % LIFE_SPREAD_MS;
    bool woken = true;
    while (clock_mono_ms() < end_ms) {
        bool sent = woken ? write_events(live, exchange, stream, &cursor) : write_heartbeat(exchange);
        if (!sent || !sleep_until_woken(stream, LIVE_HEARTBEAT_MS, &woken)) {
            return;
        }
    }
}

/* The head, the present id (so that whoever reconnects has one), and a resync when what this client missed is gone. */
static bool open_stream(const struct request *request, struct live *live, int64_t *ret_cursor)
{
    char storage[RESPONSE_HEAD_BYTES + TEXT_BYTES];
    struct buf text;
    int64_t id = 0;
    if (request->last_event_id.n > 0 && str_int(request->last_event_id, 1, INT64_MAX, &id) != OK) {
        id = 1; /* not ours: treated as long gone */
    }
    bool known = live_ring_resume(live_events(live), id, ret_cursor);
    buf_init(&text, storage, sizeof storage);
    response_stream_head(&text, "text/event-stream; charset=utf-8");
    buf_puts(&text, known ? "retry: 3000\nid: " : "retry: 3000\nevent: resync\nid: ");
    buf_int(&text, *ret_cursor);
    if (!known) {
        buf_puts(&text, "\ndata: {\"version\":");
        buf_int(&text, *ret_cursor);
        buf_puts(&text, "}");
    }
    buf_puts(&text, "\n\n");
    request->exchange->close = true;
    return httpd_send(request->exchange, buf_view(&text));
}

static void stream_init(struct live_stream *stream)
{
    pthread_mutex_init(&stream->lock, NULL);
    wait_cond_init(&stream->woken);
}

void live_get(struct request *request, struct response *response)
{
    struct live *live = request->server->live;
    struct live_stream stream;
    int64_t cursor;
    memset(&stream, 0, sizeof stream);
    stream.account_id = request->caller.account_id;
    if (!wish_topics(request, response, &stream.wish)) {
        return;
    }
    if (request->method == METHOD_HEAD) {
        response_empty(response, 204);
        return;
    }
    stream_init(&stream);
    if (live_join(live, &stream)) {
        response->sent = true;
        if (open_stream(request, live, &cursor)) {
            stream_loop(live, request->exchange, &stream, cursor);
        }
        live_leave(live, &stream);
    } else {
        response_problem(request, response, 503, "STREAMS_FULL", NULL);
        response_retry_after(response, RETRY_FULL_S);
    }
    pthread_cond_destroy(&stream.woken);
    pthread_mutex_destroy(&stream.lock);
}
