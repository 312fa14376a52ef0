/* See roster.h. DIR/roster: the signature in base64url, a line break, the payload as received. DIR/revoked: card hashes, one a line. */
#include "roster.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "folder.h"

#include "base/banned.h"

enum {
    REVOKED_MAX = 256,
    PATH_BYTES = 1024,
    SIGNATURE_TEXT = 87,
    CARD_LINE = 23,
    FILE_BYTES = ROSTER_BYTES_MAX + SIGNATURE_TEXT
};

struct roster_book {
    pthread_mutex_t
        writing; /* one change at a time, its way to the disk included; only who holds it changes what stands below */
    pthread_mutex_t
        lock; /* for the moment of the change alone: a touch never waits for the disk because a roster came */
    const struct credentials *credentials;
    char dir[PATH_BYTES];
    char topic[TOPICS_BYTES];
    bool have;
    _Atomic int64_t edition;
    struct roster now;
    struct roster_child children[2][ROSTER_CHILDREN_MAX]; /* in use, and being read */
    int in_use;
    unsigned char revoked[REVOKED_MAX][SECRET_CARD_HASH_BYTES];
    size_t revoked_n;
    unsigned char work[ROSTER_BYTES_MAX];
    char file[FILE_BYTES + 1];
};

static bool newer(const struct roster_book *book, const struct roster *offered)
{
    return !book->have || offered->day > book->now.day ||
           (offered->day == book->now.day && offered->version > book->now.version);
}

/* Verifies, opens, decodes and takes into use. */
static enum err take(struct roster_book *book, struct str payload, const unsigned char *signature)
{
    struct json_faults faults;
    struct str clear;
    struct roster offered = {.children = book->children[1 - book->in_use]};
    if (!secret_verify(book->credentials->server_sign_public, str_of(book->topic), payload, signature)) {
        return ERR_DENIED;
    }
    if (roster_open(book->credentials->box_public, book->credentials->box_secret, payload, book->work,
                    sizeof book->work, &clear) != OK ||
        roster_decode(clear, &offered, &faults) != OK) {
        return ERR_INVALID;
    }
    if (!newer(book, &offered)) {
        return ERR_CONFLICT;
    }
    pthread_mutex_lock(&book->lock);
    book->now = offered;
    book->in_use = 1 - book->in_use;
    book->have = true;
    book->revoked_n = 0;
    book->edition++;
    pthread_mutex_unlock(&book->lock);
    return OK;
}

static enum err path_of(const struct roster_book *book, const char *name, char path[PATH_BYTES])
{
    struct buf buf;
    buf_init(&buf, path, PATH_BYTES);
    buf_puts(&buf, book->dir);
    buf_char(&buf, '/');
    buf_puts(&buf, name);
    return buf.overflow ? ERR_LIMIT : OK;
}

static void load_roster(struct roster_book *book)
{
    char path[PATH_BYTES];
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    size_t n = 0;
    size_t signature_n = 0;
    if (path_of(book, "roster", path) != OK || folder_read(path, book->file, FILE_BYTES, &n) != OK ||
        n < SIGNATURE_TEXT || book->file[SIGNATURE_TEXT - 1] != '\n' ||
        str_unbase64((struct str){book->file, SIGNATURE_TEXT - 1}, signature, sizeof signature, &signature_n) != OK ||
        signature_n != sizeof signature) {
        return;
    }
    enum err ignored = take(book, (struct str){book->file + SIGNATURE_TEXT, n - SIGNATURE_TEXT}, signature);
    (void)ignored; /* spoilt or of an older key: the server sends another */
}

static void load_revoked(struct roster_book *book)
{
    char path[PATH_BYTES];
    size_t n = 0;
    size_t card_n = 0;
    if (path_of(book, "revoked", path) != OK || folder_read(path, book->file, REVOKED_MAX * CARD_LINE, &n) != OK) {
        return;
    }
    for (size_t at = 0; at + CARD_LINE <= n && book->revoked_n < REVOKED_MAX; at += CARD_LINE) {
        unsigned char *card = book->revoked[book->revoked_n];
        if (str_unbase64((struct str){book->file + at, CARD_LINE - 1}, card, SECRET_CARD_HASH_BYTES, &card_n) == OK) {
            book->revoked_n++;
        }
    }
}

static enum err save_revoked(struct roster_book *book)
{
    struct buf buf;
    buf_init(&buf, book->file, sizeof book->file);
    for (size_t i = 0; i < book->revoked_n; i++) {
        char card[CARD_LINE];
        enum err err = str_base64(book->revoked[i], SECRET_CARD_HASH_BYTES, card, sizeof card);
        assert(err == OK);
        buf_puts(&buf, card);
        buf_char(&buf, '\n');
    }
    return folder_replace(book->dir, "revoked", buf_view(&buf));
}

struct roster_book *roster_book_open(const char *dir, const struct credentials *credentials)
{
    struct roster_book *book = calloc(1, sizeof *book);
    if (book == NULL || str_copy(str_of(dir), book->dir, sizeof book->dir) != OK) {
        abort();
    }
    pthread_mutex_init(&book->writing, NULL);
    pthread_mutex_init(&book->lock, NULL);
    book->credentials = credentials;
    enum err err = topics_write(credentials->site, credentials->gateway, TOPICS_ROSTER, book->topic);
    assert(err == OK);
    load_roster(book);
    load_revoked(book);
    return book;
}

void roster_book_close(struct roster_book *book)
{
    if (book != NULL) {
        pthread_mutex_destroy(&book->writing);
        pthread_mutex_destroy(&book->lock);
        secret_wipe(book->work, sizeof book->work);
        free(book);
    }
}

static enum err save_roster(struct roster_book *book, struct str payload, const unsigned char *signature)
{
    char text[SIGNATURE_TEXT];
    struct buf buf;
    enum err err = str_base64(signature, SECRET_SIGNATURE_BYTES, text, sizeof text);
    assert(err == OK);
    buf_init(&buf, book->file, sizeof book->file);
    buf_puts(&buf, text);
    buf_char(&buf, '\n');
    buf_str(&buf, payload);
    return buf.overflow ? ERR_LIMIT : folder_replace(book->dir, "roster", buf_view(&buf));
}

enum err roster_book_offer(struct roster_book *book, struct str payload, const unsigned char *signature)
{
    if (signature == NULL || payload.n > ROSTER_BYTES_MAX) {
        return ERR_DENIED;
    }
    pthread_mutex_lock(&book->writing);
    bool had_revoked = book->revoked_n > 0;
    enum err err = take(book, payload, signature);
    if (err == OK) {
        err = save_roster(book, payload, signature);
        if (had_revoked && save_revoked(book) != OK) {
            err = ERR_IO;
        }
    }
    pthread_mutex_unlock(&book->writing);
    return err;
}

enum err roster_book_revoke(struct roster_book *book, const unsigned char card[SECRET_CARD_HASH_BYTES])
{
    enum err err = ERR_LIMIT;
    pthread_mutex_lock(&book->writing);
    if (book->revoked_n < REVOKED_MAX) {
        pthread_mutex_lock(&book->lock);
        memcpy(book->revoked[book->revoked_n++], card, SECRET_CARD_HASH_BYTES);
        book->edition++;
        pthread_mutex_unlock(&book->lock);
        err = save_revoked(book);
    }
    pthread_mutex_unlock(&book->writing);
    return err;
}

enum err roster_book_forget(struct roster_book *book)
{
    pthread_mutex_lock(&book->writing);
    pthread_mutex_lock(&book->lock);
    book->have = false;
    book->now = (struct roster){.day = 0};
    book->revoked_n = 0;
    book->edition++;
    secret_wipe(book->children, sizeof book->children);
    pthread_mutex_unlock(&book->lock);
    secret_wipe(book->work, sizeof book->work);
    enum err err = folder_forget(book->dir, "roster");
    if (folder_forget(book->dir, "revoked") != OK) {
        err = ERR_IO;
    }
    pthread_mutex_unlock(&book->writing);
    return err;
}

int64_t roster_book_edition(struct roster_book *book)
{
    return book->edition;
}

static void take_out_revoked(const struct roster_book *book, struct roster_child *child)
{
    size_t kept = 0;
    for (size_t i = 0; i < child->cards_n; i++) {
        bool revoked = false;
        for (size_t j = 0; j < book->revoked_n; j++) {
            revoked = revoked || memcmp(child->cards[i], book->revoked[j], SECRET_CARD_HASH_BYTES) == 0;
        }
        if (!revoked) {
            memmove(child->cards[kept++], child->cards[i], SECRET_CARD_HASH_BYTES);
        }
    }
    child->cards_n = kept;
}

bool roster_book_copy(struct roster_book *book, struct roster *ret)
{
    struct roster_child *children = ret->children;
    pthread_mutex_lock(&book->lock);
    bool have = book->have;
    if (have) {
        *ret = book->now;
        ret->children = children;
        memcpy(children, book->now.children, book->now.children_n * sizeof *children);
        for (size_t i = 0; i < ret->children_n; i++) {
            take_out_revoked(book, &children[i]);
        }
    }
    pthread_mutex_unlock(&book->lock);
    return have;
}
