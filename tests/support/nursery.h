/* A small municipality for the C tests of attendance: nurseries with two entrances each, children with a card and a guardian, a teacher
 * and a head for each nursery. Real database file. */
#ifndef SUPPORT_NURSERY_H
#define SUPPORT_NURSERY_H

#include "base/secret.h"
#include "core/access.h"
#include "store/keys.h"
#include "store/lane.h"
#include "wire/tap.h"

/* Monday 2026-03-02 in Tokyo. */
#define NURSERY_DAY 20514

enum { NURSERY_ENTRANCES = 2, NURSERY_GATEWAYS_MAX = 8 };

struct nursery_world {
    const char *path;
    struct keys *keys;
    struct changes *changes;
    struct lane *lane;
    int nurseries;
    int children;
    unsigned char box_public[NURSERY_GATEWAYS_MAX][SECRET_BOX_PUBLIC_BYTES]; /* of the first entrances */
    unsigned char box_secret[NURSERY_GATEWAYS_MAX][SECRET_BOX_SECRET_BYTES];
};

/* Nurseries n1 … (07:00–19:00 Monday to Friday, cut-off 09:00, lock 30 min), children c1 … cN in turn in n1, n2 …, classes "a" and "b" in
 * turn, planned 08:30–17:00, child i with card i and guardian account i. Account N + 2k − 1 is the teacher of class "a" of nursery k,
 * N + 2k its head. Entrances n1-a, n1-b, n2-a … have the ids 1, 2, 3 …. The clock is pinned to 08:00 of NURSERY_DAY. */
void nursery_open(struct nursery_world *world, int nurseries, int children);
void nursery_close(struct nursery_world *world);
/* An instant of NURSERY_DAY: "08:12" or "08:12:03". */
int64_t nursery_at(const char *text);
struct caller nursery_guardian(const struct nursery_world *world, int child);
struct caller nursery_teacher(const struct nursery_world *world, int nursery);
struct caller nursery_head(const struct nursery_world *world, int nursery);
void nursery_card(int child, unsigned char hash[SECRET_CARD_HASH_BYTES]);
void nursery_gateway_seed(int gateway, unsigned char seed[SECRET_SIGN_SEED_BYTES]);
/* A touch of child's card at entrance `gateway`, with a synced clock; said: kept. */
struct tap nursery_tap(const struct nursery_world *world, int gateway, int64_t seq, int child, int64_t time_ms);

/* Records it as the listener would; the same bytes each time. */
struct record_tap;
enum err nursery_record(struct nursery_world *world, int gateway, const struct tap *tap, int64_t received_ms,
                        struct record_tap *ret);

#endif
