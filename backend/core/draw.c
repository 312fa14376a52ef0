/* See draw.h. */
#include "core/draw.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

enum { TEXT_BYTES = 160, TICKET_BYTES = 16 };

void draw_commit(const unsigned char seed[DRAW_SEED_BYTES], struct str room, int32_t day,
                 unsigned char commitment[SECRET_HASH_BYTES])
{
    char storage[TEXT_BYTES];
    struct buf buf;
    buf_init(&buf, storage, sizeof storage);
    buf_puts(&buf, "tsubame-draw-1|");
    buf_str(&buf, room);
    buf_char(&buf, '|');
    civil_put_day(&buf, day);
    buf_char(&buf, '|');
    buf_add(&buf, seed, DRAW_SEED_BYTES);
    assert(!buf.overflow);
    secret_hash(buf.p, buf.n, commitment);
}

void draw_seed_for_trial(struct str room, int32_t day, unsigned char seed[DRAW_SEED_BYTES])
{
    char storage[TEXT_BYTES];
    unsigned char hash[SECRET_HASH_BYTES];
    struct buf buf;
    _Static_assert((int)DRAW_SEED_BYTES == (int)SECRET_HASH_BYTES, "a seed is a hash");
    buf_init(&buf, storage, sizeof storage);
    buf_puts(&buf, "tsubame-trial-1|");
    buf_str(&buf, room);
    buf_char(&buf, '|');
    civil_put_day(&buf, day);
    assert(!buf.overflow);
    secret_hash(buf.p, buf.n, hash);
    memcpy(seed, hash, DRAW_SEED_BYTES);
}

void draw_ticket(struct str public_id, char ticket[DRAW_TICKET_TEXT])
{
    char storage[TEXT_BYTES];
    unsigned char hash[SECRET_HASH_BYTES];
    struct buf buf;
    buf_init(&buf, storage, sizeof storage);
    buf_puts(&buf, "tsubame-ticket-1|");
    buf_str(&buf, public_id);
    assert(!buf.overflow);
    secret_hash(buf.p, buf.n, hash);
    str_hex(hash, TICKET_BYTES, ticket);
}

static int by_ticket(const void *a, const void *b)
{
    const struct draw_entry *left = a;
    const struct draw_entry *right = b;
    return strcmp(left->ticket, right->ticket);
}

static int by_key(const void *a, const void *b)
{
    const struct draw_entry *left = a;
    const struct draw_entry *right = b;
    if (left->class != right->class) {
        return left->class < right->class ? -1 : 1;
    }
    int order = memcmp(left->key, right->key, sizeof left->key);
    return order != 0 ? order : strcmp(left->ticket, right->ticket);
}

void draw_order(const unsigned char seed[DRAW_SEED_BYTES], struct draw_entry *entries, size_t n)
{
    struct secret_hashing list;
    unsigned char list_hash[SECRET_HASH_BYTES];
    qsort(entries, n, sizeof entries[0], by_ticket);
    secret_hash_begin(&list);
    for (size_t i = 0; i < n; i++) {
        secret_hash_more(&list, entries[i].ticket, DRAW_TICKET_TEXT - 1);
        secret_hash_more(&list, "\n", 1);
    }
    secret_hash_end(&list, list_hash);
    for (size_t i = 0; i < n; i++) {
        struct secret_hashing key;
        secret_hash_begin(&key);
        secret_hash_more(&key, "tsubame-draw-1|", sizeof "tsubame-draw-1|" - 1);
        secret_hash_more(&key, seed, DRAW_SEED_BYTES);
        secret_hash_more(&key, list_hash, sizeof list_hash);
        secret_hash_more(&key, entries[i].ticket, DRAW_TICKET_TEXT - 1);
        secret_hash_end(&key, entries[i].key);
    }
    qsort(entries, n, sizeof entries[0], by_key);
    for (size_t i = 0; i < n; i++) {
        entries[i].position = (int32_t)i + 1;
    }
}
