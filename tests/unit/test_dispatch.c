/* The door without its web server: every handler on a painted 64 KiB stack, because a thread of the library has no more than 79 KB left;
 * and what leaves with an answer. support/no_httpd.h stands in for base/httpd.c. */
#include "http/dispatch.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "actions/keep_feed.h"
#include "core/reservation.h"
#include "http/limits.h"
#include "http/live.h"
#include "http/outputs.h"
#include "http/password_pool.h"
#include "http/picture_pool.h"
#include "http/route.h"
#include "http/scratch.h"
#include "http/server.h"
#include "http/session.h"
#include "http/vacancy_snapshot.h"
#include "store/account_store.h"
#include "store/feed_store.h"
#include "store/session_store.h"
#include "store/site_store.h"
#include "support/calls.h"
#include "support/no_httpd.h"
#include "support/nursery.h"
#include "support/room.h"
#include "support/test.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { STACK_BYTES = 2 * 1024 * 1024 }; /* an instrumented frame is several times larger */
#else
enum { STACK_BYTES = 64 * 1024 };
#endif
enum { PAINT = 0xA5, WORKERS = 2 };

static struct nursery_world world;
static struct server server;

/* --- a small town -------------------------------------------------------------------------------------------------- */
static char cookies[8][SESSION_COOKIE_TEXT];

static const char rules_of_s01[] =
    "\"registration\":{\"required\":false},\"places\":{\"licensed\":4},"
    "\"staffing\":{\"children_per_nurse\":0,\"children_per_teacher\":0},"
    "\"rooms\":[{\"id\":\"g\",\"places\":4}],"
    "\"acceptance\":{\"diseases\":[{\"codes\":[\"MEA\"],\"care\":\"refuse\"}]},"
    "\"booking\":{\"windows\":[{\"opens\":{\"basis\":\"always\",\"days\":14},"
    "\"closes\":{\"on\":\"day_of_use\",\"at\":\"08:00\"}}],\"max_days\":14,\"waiting_max\":2},"
    "\"note\":{\"needed\":\"none\"},\"waiting\":{\"offer_min\":0}";

static enum err make_rest(struct tx *tx, void *arg)
{
    struct site site = {
        .public_id = "s01", .kind = SITE_SICKROOM, .sick_type = SICK_ACUTE, .name = "Room", .phone = "1"};
    struct account nurse = {
        .public_id = "a5", .login = "nurse", .name = "Nurse", .language = "ja", .password_hash = "none"};
    struct account officer = {
        .public_id = "a6", .login = "ward", .name = "Officer", .language = "ja", .password_hash = "none"};
    int64_t id;
    (void)arg;
    EXPECT_OK(site_create(tx->db, &site, &id));
    room_load(tx->db, "s01", rules_of_s01);
    EXPECT_OK(account_create(tx->db, &nurse, &nurse.id));
    EXPECT_INT(nurse.id, 5);
    EXPECT_OK(account_grant(tx->db, nurse.id, ROLE_NURSE, id, ""));
    EXPECT_OK(account_create(tx->db, &officer, &officer.id));
    EXPECT_OK(account_grant(tx->db, officer.id, ROLE_WARD_OFFICER, 0, ""));
    unsigned char calendar[SECRET_HASH_BYTES];
    keep_feed_hash(STR(CALL_CALENDAR_KEY), calendar);
    EXPECT_OK(feed_put(tx->db, 2, "f2", calendar, tx->now_ms));
    /* two guardians, a teacher, a head, the sick room's nurse, the ward's officer */
    for (int account = 1; account <= 6; account++) {
        unsigned char hash[SECRET_HASH_BYTES];
        session_new_cookie(cookies[account], hash);
        EXPECT_OK(session_create(tx->db, hash, account, tx->now_ms, tx->now_ms + SESSION_DAY_MS));
    }
    return OK;
}

/* A program that lies beside this one. */
static const char *beside(const char *name)
{
    static char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path - 64);
    while (n > 0 && path[n - 1] != '/') {
        n--;
    }
    EXPECT(n > 0);
    memcpy(path + n, name, strlen(name) + 1);
    return path;
}

static void open_town(void)
{
    struct lane_job job = {.priority = LANE_REST, .run = make_rest};
    nursery_open(&world, 1, 2);
    EXPECT_OK(lane_do(world.lane, &job));
    memset(&server, 0, sizeof server);
    server.lane = world.lane;
    server.changes = world.changes;
    server.keys = world.keys;
    server.options.unlimited = true;
    server.options.version = "test";
    server.options.push_services = "push.example";
    EXPECT_OK(readers_open(world.path, WORKERS, &server.readers));
    EXPECT_OK(vacancy_snapshot_open(server.readers, &server.vacancies));
    outputs_open();
    scratch_open();
    server.sessions = sessions_open(server.readers, server.lane);
    server.limits = limits_open(server.options.rates);
    server.passwords = passwords_open();
    server.pictures = pictures_open(beside("tsubame-photo"));
    EXPECT_OK(live_open(&server, 4, &server.live));
}

static void close_town(void)
{
    live_stop(server.live);
    live_close(server.live);
    passwords_close(server.passwords);
    pictures_close(server.pictures);
    limits_close(server.limits);
    sessions_close(server.sessions);
    vacancy_snapshot_close(server.vacancies);
    readers_close(server.readers); /* asserts that every worker came back */
    nursery_close(&world);
}

/* --- asking -------------------------------------------------------------------------------------------------------- */

static void answer(const struct ask *ask)
{
    char cookie[64];
    struct httpd_exchange exchange;
    struct request request;
    memset(&exchange, 0, sizeof exchange);
    exchange.method = str_of(ask->method);
    exchange.path = str_of(ask->path);
    exchange.query = str_of(ask->query);
    exchange.remote = STR("127.0.0.1");
    exchange.field[HTTPD_HOST] = STR("localhost");
    body_text = ask->body == NULL ? "" : ask->body;
    exchange.field[HTTPD_CONTENT_TYPE] = strncmp(body_text, "GIF", 3) == 0 ? STR("image/gif") : STR("application/json");
    exchange.body_bytes = strlen(body_text);
    request_init(&request);
    request.server = &server;
    request.exchange = &exchange;
    request.method = dispatch_method(exchange.method);
    request.idempotency_key = str_of(ask->key);
    snprintf(cookie, sizeof cookie, "session=%s", cookies[ask->account]);
    request.cookie = ask->account == 0 ? (struct str){NULL, 0} : str_of(cookie);
    dispatch(&exchange, &request);
    EXPECT(exchange.answered);
}

static void *run_answer(void *arg)
{
    answer(arg);
    return NULL;
}

/* Answers on a painted stack of its own; returns the status and how deep the paint was scratched. */
static int status_on_small_stack(const struct ask *ask, size_t *ret_deepest)
{
    pthread_attr_t attr;
    pthread_t thread;
    static _Alignas(4096) unsigned char stack[STACK_BYTES];
    memset(stack, PAINT, STACK_BYTES);
    pthread_attr_init(&attr);
    EXPECT_INT(pthread_attr_setstack(&attr, stack, STACK_BYTES), 0);
    sent_n = 0;
    struct ask copy = *ask;
    EXPECT_INT(pthread_create(&thread, &attr, run_answer, &copy), 0);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attr);
    size_t untouched = 0;
    while (untouched < STACK_BYTES && stack[untouched] == PAINT) {
        untouched++;
    }
    *ret_deepest = STACK_BYTES - untouched;
    EXPECT(sent_n > 12);
    EXPECT_INT(strncmp(sent, "HTTP/1.1 ", 9), 0);
    return (sent[9] - '0') * 100 + (sent[10] - '0') * 10 + sent[11] - '0';
}

static const char *body_of_answer(void)
{
    const char *end = strstr(sent, "\r\n\r\n");
    EXPECT_NOT_NULL(end);
    return end + 4;
}

/* One of `of` equal parts of the calls: together they would be longer than a test may be under ThreadSanitizer. */
static void call_part(size_t part, size_t of)
{
    size_t most = 0;
    open_town();
    for (size_t i = calls_count * part / of; i < calls_count * (part + 1) / of; i++) {
        size_t deepest = 0;
        int status = status_on_small_stack(&calls[i].ask, &deepest);
        if (status != calls[i].status) {
            printf("%s %s\n%s\n", calls[i].ask.method, calls[i].ask.path, sent);
        }
        EXPECT_INT(status, calls[i].status);
        most = deepest > most ? deepest : most;
    }
    printf("deepest stack of a handler: %zu of %d bytes\n", most, (int)STACK_BYTES);
    EXPECT(most < STACK_BYTES - 4096);
    close_town();
}

TEST("every handler answers on a stack of 64 KiB: the first half of the calls")
{
    call_part(0, 2);
}

TEST("every handler answers on a stack of 64 KiB: the second half of the calls")
{
    call_part(1, 2);
}

TEST("every operation is among the calls")
{
    for (size_t i = 0; i < routes_count; i++) {
        bool called = false;
        for (size_t k = 0; k < calls_count; k++) {
            struct request request;
            uint32_t allow;
            request_init(&request);
            request.method = dispatch_method(str_of(calls[k].ask.method));
            const char *path = calls[k].ask.path;
            called = called || (strncmp(path, "/api/v1", 7) == 0 &&
                                route_find(&request, str_of(path + 7), &allow) == OK && request.route == &routes[i]);
        }
        EXPECT(called);
    }
}

TEST("a repeat under its key brings the same bytes, and the worker pool is whole afterwards")
{
    static char first[4096];
    size_t unused;
    struct ask wish = {"POST", "/api/v1/reservations", NULL, CALL_WISH("\"2026-03-03\""), 1, "k1"};
    open_town();
    EXPECT_INT(status_on_small_stack(&wish, &unused), 201);
    EXPECT(sent_n < sizeof first);
    memcpy(first, sent, sent_n + 1);
    for (int i = 0; i < 3 * WORKERS; i++) {
        EXPECT_INT(status_on_small_stack(&wish, &unused), 201);
        EXPECT_STR(sent, first);
    }
    EXPECT(strstr(body_of_answer(), "\"state\":\"confirmed\"") != NULL);
    close_town();
}

TEST("when the readers are all out a read says it is busy, and a write goes on without them")
{
    size_t unused;
    struct worker *out[WORKERS];
    struct ask read = {"GET", "/api/v1/reservations", NULL, NULL, 1, NULL};
    struct ask write = {"POST", "/api/v1/reservations", NULL, CALL_WISH("\"2026-03-03\""), 1, "k1"};
    open_town();
    bool through = false;
    /* News of the accounts that the town has just made may come late; then the session is read once more, which takes a reader. */
    for (int tries = 0; tries < 5 && !through; tries++) {
        EXPECT_INT(status_on_small_stack(&read, &unused), 200); /* the session is known from now on */
        for (int i = 0; i < WORKERS; i++) {
            out[i] = readers_borrow(server.readers, 1000);
            EXPECT_NOT_NULL(out[i]);
        }
        EXPECT_INT(status_on_small_stack(&read, &unused), 503);
        EXPECT(strstr(sent, "Retry-After: ") != NULL);
        through = status_on_small_stack(&write, &unused) == 201;
        for (int i = 0; i < WORKERS; i++) {
            readers_return(server.readers, out[i]);
        }
    }
    EXPECT(through);
    EXPECT_INT(status_on_small_stack(&read, &unused), 200);
    close_town();
}

TEST("a disk that refuses is a 503 that says nothing was lost twice, and the next try works")
{
    size_t unused;
    struct ask write = {"POST", "/api/v1/reservations", NULL, CALL_WISH("\"2026-03-03\""), 1, "k1"};
    open_town();
    lane_fail_commits(world.lane, 1);
    EXPECT_INT(status_on_small_stack(&write, &unused), 503);
    EXPECT(strstr(body_of_answer(), "\"code\":\"BUSY\"") != NULL);
    EXPECT_INT(status_on_small_stack(&write, &unused), 201);
    EXPECT(strstr(body_of_answer(), "\"state\":\"confirmed\"") != NULL);
    close_town();
}
