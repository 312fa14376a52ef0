#include "mqtt/entrances.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/gateway_store.h"

#include "base/banned.h"

enum { INDEX_SIZE = 2 * ENTRANCES_MAX, READ_AT_ONCE = 16 };

_Static_assert((INDEX_SIZE & (INDEX_SIZE - 1)) == 0, "the index is masked");
_Static_assert(ENTRANCES_MAX < UINT16_MAX, "a position fits the index");

void entrances_open(struct entrances *entrances)
{
    memset(entrances, 0, sizeof *entrances);
    entrances->list = calloc(ENTRANCES_MAX, sizeof entrances->list[0]);
    entrances->due = calloc(ENTRANCES_MAX, sizeof(struct entrance *));
    if (entrances->list == NULL || entrances->due == NULL) {
        abort();
    }
}

void entrances_close(struct entrances *entrances)
{
    free(entrances->list);
    free((void *)entrances->due);
    memset(entrances, 0, sizeof *entrances);
}

/* Where this name stands, or the free place where it belongs (FNV-1a, next free place). */
static size_t place_of(const struct entrances *entrances, const char *name)
{
    uint32_t hash = UINT32_C(2166136261);
    for (const char *p = name; *p != '\0'; p++) {
        hash = (hash ^ (unsigned char)*p) * UINT32_C(16777619);
    }
    size_t at = hash & (INDEX_SIZE - 1);
    while (entrances->index[at] != 0 && strcmp(entrances->list[entrances->index[at] - 1].name, name) != 0) {
        at = (at + 1) & (INDEX_SIZE - 1);
    }
    return at;
}

struct entrance *entrances_find(struct entrances *entrances, const char *name)
{
    size_t at = place_of(entrances, name);
    return entrances->index[at] == 0 ? NULL : &entrances->list[entrances->index[at] - 1];
}

static enum err take(struct entrances *entrances, struct db *db, const struct gateway *gateway, int64_t now_ms)
{
    size_t at = place_of(entrances, gateway->name);
    if (entrances->index[at] == 0) {
        if (entrances->n == ENTRANCES_MAX) {
            return ERR_LIMIT;
        }
        entrances->index[at] = (uint16_t)(entrances->n + 1);
        memcpy(entrances->list[entrances->n].name, gateway->name, sizeof gateway->name);
        entrances->n++;
    }
    struct entrance *entrance = &entrances->list[entrances->index[at] - 1];
    entrance->id = gateway->id;
    entrance->site_id = gateway->site_id;
    memcpy(entrance->site, gateway->site, sizeof entrance->site);
    memcpy(entrance->sign_public, gateway->sign_public, sizeof entrance->sign_public);
    bool ends = gateway->revoked_ms != 0 && (!entrance->revoked || entrance->epoch != gateway->epoch);
    entrance->revoked = gateway->revoked_ms != 0;
    entrance->end_due = ends || (entrance->end_due && entrance->revoked);
    entrances->ends_due = entrances->ends_due || ends;
    if (entrance->epoch == gateway->epoch) {
        return OK;
    }
    entrance->epoch = gateway->epoch;
    entrance->last = 0;
    entrance->moved_ms = now_ms;
    entrance->asked_ms = 0;
    entrance->ask_again_ms = ENTRANCES_ASK_MIN_MS;
    return gateway_through(db, gateway->id, gateway->epoch, &entrance->through);
}

enum err entrances_read(struct entrances *entrances, struct db *db, int64_t now_ms)
{
    struct gateway list[READ_AT_ONCE];
    int64_t after = 0;
    size_t n = READ_AT_ONCE;
    while (n == READ_AT_ONCE) {
        enum err err = gateway_list(db, after, list, READ_AT_ONCE, &n);
        for (size_t i = 0; err == OK && i < n; i++) {
            err = take(entrances, db, &list[i], now_ms);
            after = list[i].id;
        }
        if (err != OK) {
            return err;
        }
    }
    return OK;
}

void entrances_exists(struct entrance *entrance, int64_t epoch, int64_t seq, int64_t now_ms)
{
    if (epoch != entrance->epoch || seq <= entrance->last) {
        return;
    }
    if (entrance->last <= entrance->through) {
        entrance->moved_ms = now_ms; /* until now nothing was missing */
    }
    entrance->last = seq;
}

void entrances_committed(struct entrances *entrances, struct entrance *entrance, struct receipt receipt, int64_t now_ms)
{
    size_t which = receipt.epoch == entrance->epoch ? 0 : 1;
    struct receipt *due = &entrance->due[which];
    if (!entrance->is_due[which] || due->epoch != receipt.epoch || due->through < receipt.through) {
        *due = receipt;
    }
    entrance->is_due[which] = true;
    if (which == 0 && receipt.through > entrance->through) {
        entrance->through = receipt.through;
        entrance->moved_ms = now_ms;
        entrance->asked_ms = 0;
        entrance->ask_again_ms = ENTRANCES_ASK_MIN_MS;
    }
    if (!entrance->listed) {
        assert(entrances->due_n < ENTRANCES_MAX);
        entrances->due[entrances->due_n++] = entrance;
        entrance->listed = true;
    }
}

void entrances_end(struct entrances *entrances, struct entrance *entrance, int64_t now_ms)
{
    assert(entrance->revoked);
    if (entrance->ended_ms == 0 || now_ms - entrance->ended_ms >= ENTRANCES_END_AGAIN_MS) {
        entrance->end_due = true;
        entrances->ends_due = true;
    }
}

bool entrances_ask(struct entrance *entrance, int64_t now_ms)
{
    if (entrance->revoked || entrance->last <= entrance->through || now_ms - entrance->moved_ms < ENTRANCES_GAP_MS) {
        return false;
    }
    if (entrance->asked_ms != 0) {
        if (now_ms - entrance->asked_ms < entrance->ask_again_ms) {
            return false;
        }
        int64_t next_ms = entrance->ask_again_ms * 2;
        entrance->ask_again_ms = next_ms > ENTRANCES_ASK_MAX_MS ? ENTRANCES_ASK_MAX_MS : next_ms;
    }
    entrance->asked_ms = now_ms;
    return true;
}
