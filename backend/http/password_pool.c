/* See password_pool.h. */
#include "http/password_pool.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/secret.h"

#include "base/banned.h"

struct check {
    const char *hash;
    struct str password;
    char *ret_hash; /* not NULL: a hash is to be made */
    bool matches;
    bool done;
    struct check *next;
};

struct passwords {
    pthread_mutex_t lock;
    pthread_cond_t more;
    pthread_cond_t done;
    struct check *first;
    struct check **last;
    int waiting;
    int64_t checked; /* since the start: the same for accounts that exist and those that do not */
    bool stop;
    pthread_t threads[PASSWORD_WORKERS];
    char nobody[SECRET_PASSWORD_HASH_TEXT];
};

static bool run(const struct passwords *passwords, const struct check *check)
{
    bool known = check->hash != NULL;
    if (check->ret_hash != NULL) {
        return secret_password_hash(check->password, check->ret_hash) == OK;
    }
    return secret_password_matches(known ? check->hash : passwords->nobody, check->password) && known;
}

static void *work(void *arg)
{
    struct passwords *passwords = arg;
    pthread_mutex_lock(&passwords->lock);
    while (!passwords->stop) {
        struct check *check = passwords->first;
        if (check == NULL) {
            pthread_cond_wait(&passwords->more, &passwords->lock);
            continue;
        }
        passwords->first = check->next;
        passwords->last = check->next == NULL ? &passwords->first : passwords->last;
        pthread_mutex_unlock(&passwords->lock);
        bool matches = run(passwords, check);
        pthread_mutex_lock(&passwords->lock);
        check->matches = matches;
        check->done = true;
        passwords->waiting--;
        pthread_cond_broadcast(&passwords->done);
    }
    pthread_mutex_unlock(&passwords->lock);
    return NULL;
}

struct passwords *passwords_open(void)
{
    unsigned char nonsense[SECRET_TOKEN_BYTES];
    struct passwords *passwords = calloc(1, sizeof *passwords);
    secret_random(nonsense, sizeof nonsense);
    if (passwords == NULL ||
        secret_password_hash((struct str){(const char *)nonsense, sizeof nonsense}, passwords->nobody) != OK) {
        abort();
    }
    pthread_mutex_init(&passwords->lock, NULL);
    pthread_cond_init(&passwords->more, NULL);
    pthread_cond_init(&passwords->done, NULL);
    passwords->last = &passwords->first;
    for (int i = 0; i < PASSWORD_WORKERS; i++) {
        if (pthread_create(&passwords->threads[i], NULL, work, passwords) != 0) {
            abort();
        }
    }
    return passwords;
}

void passwords_close(struct passwords *passwords)
{
    if (passwords == NULL) {
        return;
    }
    pthread_mutex_lock(&passwords->lock);
    passwords->stop = true;
    pthread_cond_broadcast(&passwords->more);
    pthread_mutex_unlock(&passwords->lock);
    for (int i = 0; i < PASSWORD_WORKERS; i++) {
        pthread_join(passwords->threads[i], NULL);
    }
    pthread_cond_destroy(&passwords->more);
    pthread_cond_destroy(&passwords->done);
    pthread_mutex_destroy(&passwords->lock);
    free(passwords);
}

static enum err wait_for(struct passwords *passwords, struct check *check)
{
    pthread_mutex_lock(&passwords->lock);
    if (passwords->waiting >= PASSWORD_WAITING_MAX) {
        pthread_mutex_unlock(&passwords->lock);
        return ERR_BUSY;
    }
    passwords->waiting++;
    passwords->checked++;
    *passwords->last = check;
    passwords->last = &check->next;
    pthread_cond_signal(&passwords->more);
    while (!check->done) {
        pthread_cond_wait(&passwords->done, &passwords->lock);
    }
    pthread_mutex_unlock(&passwords->lock);
    return OK;
}

enum err passwords_check(struct passwords *passwords, const char *hash, struct str password, bool *ret_matches)
{
    struct check check = {.hash = hash, .password = password};
    enum err err = wait_for(passwords, &check);
    *ret_matches = check.matches;
    return err;
}

enum err passwords_make(struct passwords *passwords, struct str password, char hash[SECRET_PASSWORD_HASH_TEXT])
{
    struct check check = {.password = password, .ret_hash = hash};
    enum err err = wait_for(passwords, &check);
    return err == OK && !check.matches ? ERR_LIMIT : err;
}

int64_t passwords_checked(struct passwords *passwords)
{
    pthread_mutex_lock(&passwords->lock);
    int64_t checked = passwords->checked;
    pthread_mutex_unlock(&passwords->lock);
    return checked;
}
