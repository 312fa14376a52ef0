/* The gateways as the listener knows them: keys, how far each is stored, what is still to be receipted, and which gap is waited for. In
 * memory only; read from the store. Entries never move or vanish. Not thread-safe: the listener holds its lock. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "store/db.h"
#include "wire/receipt.h"
#include "wire/topics.h"

enum {
    ENTRANCES_MAX = 4096,
    ENTRANCES_GAP_MS = 2000,        /* a gap that stays so long is asked for */
    ENTRANCES_END_AGAIN_MS = 10000, /* one that goes on sending is told again */
    ENTRANCES_ASK_MIN_MS = 5000,    /* then again, */
    ENTRANCES_ASK_MAX_MS = 300000,  /* ever more seldom, until something comes */
};

struct entrance {
    int64_t id;
    int64_t site_id;
    char site[TOPICS_ID_BYTES];
    char name[TOPICS_ID_BYTES];
    int64_t epoch;
    unsigned char sign_public[SECRET_SIGN_PUBLIC_BYTES];
    bool revoked;
    bool end_due;     /* it is to be told that it is no entrance any more */
    int64_t ended_ms; /* monotonic: when it was told */
    /* Of the current epoch. */
    int64_t through;  /* stored without a gap */
    int64_t last;     /* the highest number known to have been given out */
    int64_t moved_ms; /* monotonic: when `through` last moved, or the gap appeared */
    int64_t asked_ms;
    int64_t ask_again_ms;
    bool heard; /* since it was last noted in the store */
    bool said;  /* something of itself, likewise */
    struct receipt_state state;
    /* Receipts to send: of the current epoch, and perhaps of an earlier one. */
    struct receipt due[2];
    bool is_due[2];
    bool listed; /* stands in entrances.due */
};

struct entrances {
    struct entrance *list; /* ENTRANCES_MAX */
    size_t n;
    uint16_t index[2 * ENTRANCES_MAX]; /* by hash of the name; position + 1 */
    struct entrance **due;             /* ENTRANCES_MAX */
    size_t due_n;
    bool ends_due; /* of one at least */
    bool news;     /* of one at least: said, or not yet noted for want of room */
};

/* Allocates; aborts when there is no memory at start-up. */
void entrances_open(struct entrances *entrances);
void entrances_close(struct entrances *entrances);
/* Reads all gateways again; now_ms is monotonic. ERR_LIMIT: there are more than ENTRANCES_MAX. */
enum err entrances_read(struct entrances *entrances, struct db *db, int64_t now_ms) NODISCARD;
/* NULL: nobody of this name is enrolled (or any more). */
struct entrance *entrances_find(struct entrances *entrances, const char *name);
/* A number is known to exist: seen, or said by the gateway itself. */
void entrances_exists(struct entrance *entrance, int64_t epoch, int64_t seq, int64_t now_ms);
/* Something was committed: a receipt is due. */
void entrances_committed(struct entrances *entrances, struct entrance *entrance, struct receipt receipt,
                         int64_t now_ms);
/* A revoked one is to be told so: now, or again because it goes on sending. */
void entrances_end(struct entrances *entrances, struct entrance *entrance, int64_t now_ms);
/* Is it time to ask this gateway to send again? Notes that it was asked. */
bool entrances_ask(struct entrance *entrance, int64_t now_ms);
