/* One simulated entrance of the fleet: signs, keeps at most a window of taps in memory, and lets go of one only on a signed receipt.
 * No disk but a small file with the next number. One thread. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "fleet/cards.h"
#include "fleet/latency.h"
#include "wire/credentials.h"
#include "wire/pace.h"
#include "wire/tap.h"

enum { MEMBER_WINDOW_MAX = 256, MEMBER_TAP_BYTES = 768 };

struct mosquitto;

struct member_flight {
    int64_t touched_us; /* when it was due: waiting for the window counts */
    int64_t sent_us;
    size_t n;
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    char payload[MEMBER_TAP_BYTES];
};

struct member {
    struct credentials credentials;
    char *path; /* of the credentials; owned */
    struct mosquitto *client;
    bool up;
    bool greeted; /* told by callbacks, acted upon outside of them */
    bool failed;
    bool beyond; /* the server knows numbers that this fleet never gave out: nothing more can be believed */
    int64_t try_at_us;
    int64_t progress_us;
    int64_t alive_at_us; /* when the connection is next kept alive */
    char topic[TOPICS_BYTES];
    char receipt_topic[TOPICS_BYTES];
    char state_topic[TOPICS_BYTES];
    int64_t told_us;                                /* when it last said how it is */
    unsigned char (*cards)[SECRET_CARD_HASH_BYTES]; /* of its site, or made up */
    size_t cards_n;
    size_t card_next;
    int64_t window;
    int64_t base;   /* the oldest number without a receipt */
    int64_t next;   /* the number that the next tap carries */
    int64_t unsent; /* the oldest that is not under way */
    struct pace pace;
    struct member_flight *flights; /* [number % MEMBER_WINDOW_MAX] */
    int64_t made;
    int64_t receipted;
    int64_t forged;
    int64_t refused;
    struct latency *latency; /* its thread's */
};

/* Loads the credentials at member->path and the next number. On failure *why says what to do. */
enum err member_open(struct member *member, const struct cards *cards, const char **why) NODISCARD;
/* Writes down the next number and frees everything. */
void member_close(struct member *member);

/* From here on it sends as one that was away and is let in with all the others. */
void member_returns(struct member *member);
bool member_has_room(const struct member *member);
/* Makes and sends one tap that was due at touched_us. Only with room; while down it is kept and sent later. */
void member_touch(struct member *member, int64_t touched_us);
/* Connects when it is time; after poll() said that its socket is ready, reads and writes. Resends what has waited too long. */
void member_turn(struct member *member, bool readable);
/* Its socket, or -1. */
int member_socket(const struct member *member);
bool member_wants_write(const struct member *member);
int64_t member_in_flight(const struct member *member);
