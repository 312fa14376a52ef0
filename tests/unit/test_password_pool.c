/* Passwords are checked by two, and a line that is too long is refused. */
#include "http/password_pool.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/secret.h"
#include "support/test.h"

enum { CROWD = PASSWORD_WAITING_MAX + 60 };

static struct passwords *passwords;
static char hash[SECRET_PASSWORD_HASH_TEXT];
static pthread_barrier_t together;
static atomic_int busy;
static atomic_int matched;

static void *ask(void *arg)
{
    bool matches = false;
    (void)arg;
    pthread_barrier_wait(&together);
    enum err err = passwords_check(passwords, hash, STR("right"), &matches);
    if (err == ERR_BUSY) {
        busy++;
    } else {
        EXPECT_OK(err);
        matched += matches ? 1 : 0;
    }
    return NULL;
}

TEST("the right password matches, a wrong one and one of nobody do not")
{
    bool matches = false;
    secret_init();
    EXPECT_OK(secret_password_hash(STR("right"), hash));
    passwords = passwords_open();
    EXPECT_OK(passwords_check(passwords, hash, STR("right"), &matches));
    EXPECT(matches);
    EXPECT_OK(passwords_check(passwords, hash, STR("wrong"), &matches));
    EXPECT_NOT(matches);
    EXPECT_OK(passwords_check(passwords, NULL, STR("right"), &matches));
    EXPECT_NOT(matches);
    EXPECT_OK(passwords_check(passwords, hash, STR(""), &matches));
    EXPECT_NOT(matches);
    passwords_close(passwords);
    passwords_close(NULL);
}

TEST("of a crowd those who find no place in the line are told at once, all others are answered")
{
    pthread_t threads[CROWD];
    secret_init();
    EXPECT_OK(secret_password_hash(STR("right"), hash));
    passwords = passwords_open();
    EXPECT_INT(pthread_barrier_init(&together, NULL, CROWD), 0);
    for (int i = 0; i < CROWD; i++) {
        EXPECT_INT(pthread_create(&threads[i], NULL, ask, NULL), 0);
    }
    for (int i = 0; i < CROWD; i++) {
        pthread_join(threads[i], NULL);
    }
    EXPECT(busy > 0);
    EXPECT_INT(busy + matched, CROWD);
    passwords_close(passwords);
}
