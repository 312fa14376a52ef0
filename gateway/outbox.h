/* The box's memory: every touch, as the bytes that were signed, until the server's receipt and 30 days beyond. One SQLite file, one
 * connection (so SQLite's WAL-reset bug cannot arise), synchronous=FULL. Every function may be called from any thread.
 * What outbox_add() answered with OK survives kill -9 and power loss; nothing else was ever promised. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"

struct outbox;

enum { OUTBOX_KEEP_DAYS = 30 };

/* One touch as it goes out. */
struct outbox_tap {
    int64_t epoch;
    int64_t seq;
    char payload[4096 + 1];
    size_t payload_n;
    unsigned char signature[SECRET_SIGNATURE_BYTES];
};

/* Opens or makes DIR/outbox.db for this gateway and epoch; the caller holds the folder (folder.h). On failure *why says what to do:
 * ERR_CONFLICT it belongs to another gateway or a newer epoch or program; ERR_IO the disk. Close with outbox_close (NULL is fine). */
enum err outbox_open(const char *dir, const char *owner, int64_t epoch, struct outbox **ret,
                     const char **why) NODISCARD;
void outbox_close(struct outbox *outbox);

/* The number that the next touch will carry. Only the thread that adds may rely on it. */
int64_t outbox_next(struct outbox *outbox);
/* Commits one touch under outbox_next(), durably. On ERR_IO nothing was kept as far as anybody may say: no chime; outbox_next() is read
 * again from the disk before the next touch. */
enum err outbox_add(struct outbox *outbox, int64_t touched_ms, struct str payload,
                    const unsigned char signature[SECRET_SIGNATURE_BYTES]) NODISCARD;

/* The first unsent touch behind (epoch, seq); ERR_NOT_FOUND when there is none. */
enum err outbox_after(struct outbox *outbox, int64_t epoch, int64_t seq, struct outbox_tap *ret) NODISCARD;
/* Touches without a receipt. */
int64_t outbox_backlog(struct outbox *outbox);
/* The highest number ever given out in an epoch; 0 when the epoch is unknown here. */
int64_t outbox_last(struct outbox *outbox, int64_t epoch);
/* Everything of the epoch up to `through` is receipted. ERR_INVALID when the box never gave out that number. */
enum err outbox_receipted(struct outbox *outbox, int64_t epoch, int64_t through, int64_t now_ms) NODISCARD;
/* Everything of the epoch from `from` on is to be sent again; *ret_n says how many. */
enum err outbox_resend(struct outbox *outbox, int64_t epoch, int64_t from, int64_t *ret_n) NODISCARD;
/* Forgets what was receipted more than 30 days before now. */
enum err outbox_prune(struct outbox *outbox, int64_t now_ms, int64_t *ret_n) NODISCARD;

/* Calls `each` with every touch made at or after from_ms, oldest first. */
enum err outbox_walk(struct outbox *outbox, int64_t from_ms, void (*each)(void *context, const struct outbox_tap *tap),
                     void *context) NODISCARD;
