/* A sick-care room's day as the assignment sees it: who holds a place, in which room, with which need. The needs are sealed columns; they are
 * opened here, on the lane, for the machine alone: nobody reads them, so no reading is recorded.
 *
 * Lives in the action's scratch memory: one at a time. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "core/care_rooms.h"
#include "core/illness.h"
#include "store/lane.h"
#include "store/reservation_facts.h"

/* What is sealed in reservation.need: always as long, so that its length tells nothing. */
struct room_need {
    char disease[24];           /* a code of disease_list */
    char room[POLICY_ID_BYTES]; /* where the child was last put; "" nowhere yet */
    unsigned char isolate;      /* 1: in an isolation room */
    unsigned char pinned;       /* 1: staff put it there (R-ROOM-06) */
    unsigned char unused[6];
};
_Static_assert(sizeof(struct room_need) == RESERVATION_NEED_BYTES, "the need's bytes are what the column holds");

void room_need_seal(const struct keys *keys, const char *public_id, const struct room_need *need,
                    unsigned char sealed[RESERVATION_NEED_BYTES + SECRET_SEAL_OVERHEAD]);
/* An empty or unreadable one (from before there were needs) is a child without isolation. */
void room_need_open(const struct keys *keys, const char *public_id, struct str sealed, struct room_need *ret);

struct room_day_child {
    struct reservation_id id;
    struct child_id child;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t version;
    enum reservation_state state;
    int32_t birth_day;
    int32_t class; /* R-WL-01 */
    int64_t queue_ms;
    struct room_need need;
};

struct room_day {
    struct site_id site;
    int32_t day;
    const struct policy *policy;
    const struct keys *keys;
    struct care_rooms rooms;
    struct care_child children[CARE_CHILDREN_MAX + 1]; /* those who hold a place, then the one who asks */
    struct room_day_child who[CARE_CHILDREN_MAX];
    size_t n;
    int32_t older; /* of them, children of the later grades (A2) */
    struct care_search search;
};

/* Fills the scratch memory with the day. capacity: effective. */
enum err room_day_load(struct tx *tx, struct site_id site, int32_t day, const struct policy *policy, int32_t capacity,
                       struct room_day **ret) NODISCARD;

/* One more child, not yet among them. */
struct room_day_wish {
    int32_t birth_day;
    uint32_t segments;
    struct illness_view illness; /* a judged one is tried in a general room first, then alone in an isolation room */
};
/* Would it have a place? CARE_FITS: `need` says how (disease and pin are the caller's). Nothing is added. */
enum care_fit room_day_try(struct room_day *room, const struct room_day_wish *wish, struct room_need *need);
/* Adds it as room_day_try placed it; false: there is no space for more children (CARE_CHILDREN_MAX). */
bool room_day_add(struct room_day *room, const struct room_day_wish *wish, const struct room_need *need);
/* Puts the i-th of those who hold a place into a care room for good (CARE_NO_ROOM: takes the pin away); nothing is assigned or written yet. */
void room_day_pin(struct room_day *room, size_t i, int32_t to);
/* Of those who hold a place and are not in the room yet, the one who would lose it first (R-RSV-16): last in class and order of asking; n when
 * all are in the room. */
size_t room_day_least(const struct room_day *room);
void room_day_remove(struct room_day *room, size_t i);
/* The wish behind a stored need. */
struct room_day_wish room_day_wish_of(const struct room_day *room, const struct room_need *need, int32_t birth_day,
                                      uint32_t segments);

/* Is every part of the day full? Then nobody needs to be tried any more. */
bool room_day_full(const struct room_day *room);
/* Have the later grades used up their places (A2)? */
bool room_day_older_full(const struct room_day *room, const struct room_day_wish *wish);

/* Needs that found no place: in a long list many have the same one, and adding children never makes room. */
enum { ROOM_DAY_MEMORY = 16 };
struct room_day_memory {
    struct {
        uint32_t rooms;
        int32_t group;
        uint32_t segments;
        enum care_fit fit;
    } list[ROOM_DAY_MEMORY];
    size_t n;
    enum care_fit fit; /* of the last one that was known */
};

/* One of a party of siblings, or a party by itself. */
struct room_day_member {
    struct room_day_wish wish;
    struct room_need need; /* out when it has a place: how */
};
enum { ROOM_DAY_PARTY = 4 };
/* All of them at once or none (R-RSV-19). CARE_FITS: they are now among those who hold a place. */
enum care_fit room_day_add_party(struct room_day *room, struct room_day_memory *memory,
                                 struct room_day_member *const *members, size_t n);

/* Assigns all who hold a place again and writes the rooms of those who were moved. ERR_CONFLICT: no assignment exists any more (a pin). */
enum err room_day_settle(struct tx *tx, struct room_day *room) NODISCARD;
