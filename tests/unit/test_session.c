/* Sessions in memory: read once, believed until something changes. */
#include "http/session.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "base/clock.h"
#include "store/account_store.h"
#include "store/session_store.h"
#include "support/room.h"
#include "support/test.h"

enum { ACCOUNTS = 3, STAFF = 4, CROWD = 4, ROUNDS = 2000 };

static struct room_world world;
static struct readers *readers;
static struct sessions *sessions;
static char cookie[STAFF + 1][SESSION_COOKIE_TEXT];
static unsigned char hash[STAFF + 1][SECRET_HASH_BYTES];
static int64_t began_ms;

static enum err make_sessions(struct tx *tx, void *arg)
{
    struct account account = {
        .public_id = "head", .login = "head", .name = "Head", .language = "ja", .password_hash = "none"};
    int64_t id = 0;
    (void)arg;
    EXPECT_OK(account_create(tx->db, &account, &id));
    EXPECT_INT(id, STAFF);
    EXPECT_OK(account_grant(tx->db, id, ROLE_HEAD, 1, ""));
    for (int i = 1; i <= STAFF; i++) {
        session_new_cookie(cookie[i], hash[i]);
        EXPECT_OK(session_create(tx->db, hash[i], i, tx->now_ms,
                                 tx->now_ms + (i == STAFF ? SESSION_STAFF_MS : SESSION_GUARDIAN_MS)));
    }
    return OK;
}

static void open_world(void)
{
    struct lane_job job = {.priority = LANE_REST, .run = make_sessions};
    room_open(&world, 1, 6, ACCOUNTS);
    EXPECT_OK(lane_do(world.lane, &job));
    EXPECT_OK(readers_open(world.path, 2, &readers));
    sessions = sessions_open(readers, world.lane);
    began_ms = clock_now_ms();
}

static void close_world(void)
{
    sessions_close(sessions);
    lane_stop(world.lane); /* writes what was posted */
    world.lane = NULL;
    readers_close(readers);
    room_close(&world);
}

static enum err find(int i, struct caller *ret)
{
    return sessions_find(sessions, str_of(cookie[i]), ret);
}

static enum err remove_behind(struct tx *tx, void *arg)
{
    return session_remove(tx->db, hash[*(int *)arg]);
}

static void remove_row(int i)
{
    struct lane_job job = {.priority = LANE_REST, .run = remove_behind, .arg = &i};
    EXPECT_OK(lane_do(world.lane, &job));
}

TEST("a cookie is its account with its roles, and anything else is nobody")
{
    struct caller caller;
    open_world();
    EXPECT_OK(find(2, &caller));
    EXPECT_INT(caller.account_id, 2);
    EXPECT_INT(caller.household_id, 2);
    EXPECT_INT(caller.roles, ROLE_BIT(ROLE_GUARDIAN));
    EXPECT_OK(find(STAFF, &caller));
    EXPECT_INT(caller.grants_n, 1);
    EXPECT_STR(caller.grants[0].site, "r1");
    EXPECT_INT(sessions_find(sessions, STR(""), &caller), ERR_NOT_FOUND);
    EXPECT_INT(sessions_find(sessions, STR("short"), &caller), ERR_NOT_FOUND);
    EXPECT_INT(sessions_find(sessions, STR("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), &caller), ERR_NOT_FOUND);
    close_world();
}

TEST("memory is believed until the account changes, the session is dropped, or all is forgotten")
{
    struct caller caller;
    open_world();
    for (int i = 1; i <= 3; i++) {
        EXPECT_OK(find(i, &caller));
        remove_row(i);
        EXPECT_OK(find(i, &caller));
    }
    sessions_account_changed(sessions, 1);
    EXPECT_INT(find(1, &caller), ERR_NOT_FOUND);
    EXPECT_OK(find(2, &caller));
    sessions_drop(sessions, hash[2]);
    EXPECT_INT(find(2, &caller), ERR_NOT_FOUND);
    EXPECT_OK(find(3, &caller));
    sessions_forget_all(sessions);
    EXPECT_INT(find(3, &caller), ERR_NOT_FOUND);
    close_world();
}

TEST("what was read before the door opened is known without the store, each with its own roles")
{
    struct caller caller;
    open_world();
    EXPECT_OK(sessions_warm(sessions));
    for (int i = 1; i <= 3; i++) {
        remove_row(i);
        EXPECT_OK(find(i, &caller));
        EXPECT_INT(caller.account_id, i);
        EXPECT_INT(caller.grants_n, 1);
        EXPECT_INT(caller.roles, ROLE_BIT(ROLE_GUARDIAN));
    }
    remove_row(STAFF);
    EXPECT_OK(find(STAFF, &caller));
    EXPECT_STR(caller.grants[0].site, "r1");
    sessions_forget_all(sessions);
    EXPECT_INT(find(1, &caller), ERR_NOT_FOUND);
    close_world();
}

TEST("staff end after 12 idle hours and 24 in all, guardians after 30 idle days and 90 in all")
{
    struct caller caller;
    const int64_t hour_ms = 3600000;
    open_world();
    clock_pin(began_ms + 11 * hour_ms);
    EXPECT_OK(find(STAFF, &caller));
    clock_pin(began_ms + 22 * hour_ms);
    EXPECT_OK(find(STAFF, &caller));
    clock_pin(began_ms + 24 * hour_ms);
    EXPECT_INT(find(STAFF, &caller), ERR_NOT_FOUND);
    for (int64_t day = 20; day < 90; day += 20) {
        clock_pin(began_ms + day * SESSION_DAY_MS);
        EXPECT_OK(find(1, &caller));
    }
    clock_pin(began_ms + 90 * SESSION_DAY_MS);
    EXPECT_INT(find(1, &caller), ERR_NOT_FOUND);
    clock_pin(began_ms + 31 * SESSION_DAY_MS);
    EXPECT_INT(find(2, &caller), ERR_NOT_FOUND);
    close_world();
}

TEST("the hour of use reaches the store once an hour, so that a restart does not shorten it")
{
    struct caller caller;
    struct session session;
    open_world();
    clock_pin(began_ms + 25 * 3600000);
    EXPECT_OK(find(1, &caller));
    struct worker *worker = readers_borrow(readers, 1000);
    EXPECT_NOT_NULL(worker);
    do {
        EXPECT_OK(session_find(worker->db, hash[1], clock_now_ms(), &session));
        EXPECT(test_ms() < 10000);
    } while (session.seen_ms == began_ms);
    EXPECT_INT(session.seen_ms, clock_now_ms() - clock_now_ms() % SESSION_SEEN_MS);
    readers_return(readers, worker);
    close_world();
}

static atomic_bool stop;

static void *ask_on(void *arg)
{
    (void)arg;
    for (int i = 0; i < ROUNDS; i++) {
        struct caller caller;
        int who = 1 + i % ACCOUNTS;
        EXPECT_OK(find(who, &caller));
        EXPECT_INT(caller.account_id, who);
    }
    return NULL;
}

static void *change_on(void *arg)
{
    (void)arg;
    for (int64_t i = 0; !stop; i++) {
        sessions_account_changed(sessions, 1 + i % ACCOUNTS);
        sessions_drop(sessions, hash[1 + i % ACCOUNTS]);
    }
    return NULL;
}

TEST("many ask while accounts change, and nobody is ever taken for another")
{
    pthread_t asking[CROWD];
    pthread_t changing;
    open_world();
    EXPECT_INT(pthread_create(&changing, NULL, change_on, NULL), 0);
    for (int i = 0; i < CROWD; i++) {
        EXPECT_INT(pthread_create(&asking[i], NULL, ask_on, NULL), 0);
    }
    for (int i = 0; i < CROWD; i++) {
        pthread_join(asking[i], NULL);
    }
    stop = true;
    pthread_join(changing, NULL);
    close_world();
}

TEST("two cookies are never the same, and a hash is of the cookie's text")
{
    char one[SESSION_COOKIE_TEXT];
    char two[SESSION_COOKIE_TEXT];
    unsigned char first[SECRET_HASH_BYTES];
    unsigned char again[SECRET_HASH_BYTES];
    secret_init();
    session_new_cookie(one, first);
    session_new_cookie(two, again);
    EXPECT(strcmp(one, two) != 0);
    EXPECT_INT(strlen(one), SESSION_COOKIE_TEXT - 1);
    session_hash(str_of(one), again);
    EXPECT_MEM(first, again, sizeof first);
    EXPECT_STR(session_cookie_name(false), "session");
    EXPECT_STR(session_cookie_name(true), "__Host-session");
}
