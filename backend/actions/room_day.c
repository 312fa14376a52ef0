/* See room_day.h. */
#include "actions/room_day.h"

#include <assert.h>
#include <string.h>

#include "base/secret.h"

#include "base/banned.h"

enum { ALONE = 10000 }; /* group numbers from here on: nobody shares a room with it */

void room_need_seal(const struct keys *keys, const char *public_id, const struct room_need *need,
                    unsigned char sealed[RESERVATION_NEED_BYTES + SECRET_SEAL_OVERHEAD])
{
    char storage[96];
    struct buf buf;
    struct str about = reservation_about(&buf, storage, sizeof storage, "need", public_id);
    secret_seal(keys->column, about, need, sizeof *need, sealed);
}

void room_need_open(const struct keys *keys, const char *public_id, struct str sealed, struct room_need *ret)
{
    char storage[96];
    struct buf buf;
    unsigned char plain[RESERVATION_NEED_BYTES];
    struct str about = reservation_about(&buf, storage, sizeof storage, "need", public_id);
    memset(ret, 0, sizeof *ret);
    if (sealed.n == RESERVATION_NEED_BYTES + SECRET_SEAL_OVERHEAD &&
        secret_unseal(keys->column, about, sealed.p, sealed.n, plain) == OK) {
        memcpy(ret, plain, sizeof *ret);
        ret->disease[sizeof ret->disease - 1] = '\0';
        ret->room[sizeof ret->room - 1] = '\0';
    }
}

/* The child as the solver knows it. `alone`: a number of its own for one whose illness nobody has judged. */
static struct care_child child_of(const struct room_day *room, const struct room_need *need, int32_t birth_day,
                                  uint32_t segments, int32_t alone)
{
    int disease = disease_find(str_of(need->disease));
    int32_t at = policy_room_find(room->policy, str_of(need->room));
    int32_t pin = need->pinned != 0 ? at : CARE_NO_ROOM;
    bool isolated = pin == CARE_NO_ROOM ? need->isolate != 0 : room->policy->rooms[pin].isolation;
    bool shares = disease >= 0 && room->policy->acceptance.diseases[disease].care == CARE_ISOLATE;
    int32_t group = shares ? room->policy->acceptance.diseases[disease].group : ALONE + alone;
    return (struct care_child){
        .rooms = care_rooms_allowed(room->policy, birth_day, room->day, isolated, pin),
        .group = isolated ? group : 0,
        .segments = segments,
        .room = at,
    };
}

static bool is_older(const struct room_day *room, int32_t birth_day)
{
    int32_t from_grade = room->policy->eligibility.older_from_grade;
    return from_grade > 0 && calendar_grade(birth_day, room->day) >= from_grade;
}

static void take_held(void *arg, const struct reservation_held *held)
{
    struct room_day *room = arg;
    if (room->n == CARE_CHILDREN_MAX) {
        return;
    }
    struct room_day_child *who = &room->who[room->n];
    who->id = held->id;
    who->child = held->child;
    who->version = held->version;
    who->state = held->state;
    who->birth_day = held->birth_day;
    who->class = held->class;
    who->queue_ms = held->queue_ms;
    enum err err = str_copy(held->public_id, who->public_id, sizeof who->public_id);
    assert(err == OK);
    room_need_open(room->keys, who->public_id, held->need, &who->need);
    room->children[room->n] = child_of(room, &who->need, held->birth_day, held->segments, (int32_t)room->n);
    room->older += is_older(room, held->birth_day) ? 1 : 0;
    room->n++;
}

enum err room_day_load(struct tx *tx, struct site_id site, int32_t day, const struct policy *policy, int32_t capacity,
                       struct room_day **ret)
{
    _Static_assert(sizeof(struct room_day) <= LANE_SCRATCH_BYTES, "the day fits into an action's scratch memory");
    struct room_day *room = tx->scratch;
    room->site = site;
    room->day = day;
    room->policy = policy;
    room->keys = tx->keys;
    room->n = 0;
    room->older = 0;
    care_rooms_of(policy, day, capacity, &room->rooms);
    enum err err = reservation_held_each(tx->db, site, day, take_held, room);
    if (err == OK) {
        *ret = room;
    }
    return err;
}

static enum care_fit try_as(struct room_day *room, const struct room_day_wish *wish, bool isolate, int32_t group)
{
    assert(room->n <= CARE_CHILDREN_MAX);
    room->children[room->n] = (struct care_child){
        .rooms = care_rooms_allowed(room->policy, wish->birth_day, room->day, isolate, CARE_NO_ROOM),
        .group = isolate ? group : 0,
        .segments = wish->segments,
        .room = CARE_NO_ROOM,
    };
    return care_rooms_assign(&room->search, &room->rooms, room->children, room->n + 1);
}

enum care_fit room_day_try(struct room_day *room, const struct room_day_wish *wish, struct room_need *need)
{
    bool isolate = wish->illness.isolate;
    enum care_fit fit = try_as(room, wish, isolate, wish->illness.group);
    if (fit == CARE_NO_ASSIGNMENT && wish->illness.judge && !isolate) {
        isolate = true;
        fit = try_as(room, wish, true, ALONE + (int32_t)room->n);
    }
    need->isolate = isolate ? 1 : 0;
    return fit;
}

bool room_day_add(struct room_day *room, const struct room_day_wish *wish, const struct room_need *need)
{
    if (room->n == CARE_CHILDREN_MAX) {
        return false;
    }
    room->children[room->n] = child_of(room, need, wish->birth_day, wish->segments, (int32_t)room->n);
    room->who[room->n] = (struct room_day_child){.need = *need};
    room->older += is_older(room, wish->birth_day) ? 1 : 0;
    room->n++;
    return true;
}

void room_day_pin(struct room_day *room, size_t i, int32_t to)
{
    struct room_day_child *who = &room->who[i];
    assert(i < room->n);
    who->need.pinned = to == CARE_NO_ROOM ? 0 : 1;
    if (to != CARE_NO_ROOM) {
        who->need.isolate = room->policy->rooms[to].isolation ? 1 : 0;
        memcpy(who->need.room, room->policy->rooms[to].id, sizeof who->need.room);
    }
    room->children[i] = child_of(room, &who->need, who->birth_day, room->children[i].segments, (int32_t)i);
}

static bool stands_behind(const struct room_day_child *a, const struct room_day_child *b)
{
    if (a->class != b->class) {
        return a->class > b->class;
    }
    return a->queue_ms != b->queue_ms ? a->queue_ms > b->queue_ms : a->id.v > b->id.v;
}

size_t room_day_least(const struct room_day *room)
{
    size_t least = room->n;
    for (size_t i = 0; i < room->n; i++) {
        enum reservation_state state = room->who[i].state;
        bool here = state == RESERVATION_CHECKED_IN || state == RESERVATION_CHECKED_OUT;
        if (!here && (least == room->n || stands_behind(&room->who[i], &room->who[least]))) {
            least = i;
        }
    }
    return least;
}

void room_day_remove(struct room_day *room, size_t i)
{
    assert(i < room->n);
    room->n--;
    memmove(&room->who[i], &room->who[i + 1], (room->n - i) * sizeof room->who[0]);
    memmove(&room->children[i], &room->children[i + 1], (room->n - i) * sizeof room->children[0]);
}

struct room_day_wish room_day_wish_of(const struct room_day *room, const struct room_need *need, int32_t birth_day,
                                      uint32_t segments)
{
    int disease = disease_find(str_of(need->disease));
    struct room_day_wish wish = {.birth_day = birth_day, .segments = segments};
    if (disease >= 0) {
        const struct policy_disease *row = &room->policy->acceptance.diseases[disease];
        wish.illness = (struct illness_view){
            .isolate = row->care == CARE_ISOLATE, .judge = row->care == CARE_JUDGE, .group = row->group};
    }
    return wish;
}

bool room_day_full(const struct room_day *room)
{
    for (size_t i = 0; i < room->policy->slots_n; i++) {
        for (uint32_t bit = 1; bit < 1U << POLICY_SEGMENTS_MAX; bit <<= 1) {
            int32_t here = 0;
            for (size_t j = 0; j < room->n; j++) {
                here += (room->children[j].segments & bit) != 0 ? 1 : 0;
            }
            if ((room->policy->slots[i].segments & bit) != 0 && here < room->rooms.capacity) {
                return false;
            }
        }
    }
    return true;
}

bool room_day_older_full(const struct room_day *room, const struct room_day_wish *wish)
{
    int32_t places = room->policy->eligibility.older_places;
    return places != POLICY_NONE && room->older >= places && is_older(room, wish->birth_day);
}

static uint32_t rooms_of(const struct room_day *room, const struct room_day_wish *wish)
{
    /* Whose illness nobody has judged may lie in either kind of room. */
    uint32_t general = care_rooms_allowed(room->policy, wish->birth_day, room->day, false, CARE_NO_ROOM);
    uint32_t isolated = care_rooms_allowed(room->policy, wish->birth_day, room->day, true, CARE_NO_ROOM);
    return wish->illness.judge ? general | isolated : wish->illness.isolate ? isolated : general;
}

static bool knows(struct room_day_memory *memory, const struct room_day *room, const struct room_day_wish *wish)
{
    uint32_t rooms = rooms_of(room, wish);
    int32_t group = wish->illness.isolate ? wish->illness.group : 0;
    for (size_t i = 0; i < memory->n; i++) {
        if (memory->list[i].rooms == rooms && memory->list[i].group == group &&
            memory->list[i].segments == wish->segments) {
            memory->fit = memory->list[i].fit;
            return !room_day_older_full(room, wish);
        }
    }
    return false;
}

static void remember(struct room_day_memory *memory, const struct room_day *room, const struct room_day_wish *wish,
                     enum care_fit fit)
{
    if (memory->n < ROOM_DAY_MEMORY && !room_day_older_full(room, wish)) {
        memory->list[memory->n].rooms = rooms_of(room, wish);
        memory->list[memory->n].group = wish->illness.isolate ? wish->illness.group : 0;
        memory->list[memory->n].segments = wish->segments;
        memory->list[memory->n++].fit = fit;
    }
}

static enum care_fit add_member(struct room_day *room, struct room_day_member *member)
{
    if (room_day_older_full(room, &member->wish)) {
        return CARE_FULL;
    }
    enum care_fit fit = room_day_try(room, &member->wish, &member->need);
    return fit == CARE_FITS && !room_day_add(room, &member->wish, &member->need) ? CARE_FULL : fit;
}

enum care_fit room_day_add_party(struct room_day *room, struct room_day_memory *memory,
                                 struct room_day_member *const *members, size_t n)
{
    size_t before_n = room->n;
    int32_t before_older = room->older;
    if (n == 1 && knows(memory, room, &members[0]->wish)) {
        return memory->fit;
    }
    for (size_t i = 0; i < n; i++) {
        enum care_fit fit = add_member(room, members[i]);
        if (fit != CARE_FITS) {
            room->n = before_n;
            room->older = before_older;
            if (n == 1) {
                remember(memory, room, &members[0]->wish, fit);
            }
            return fit;
        }
    }
    return CARE_FITS;
}

enum err room_day_settle(struct tx *tx, struct room_day *room)
{
    if (care_rooms_assign(&room->search, &room->rooms, room->children, room->n) != CARE_FITS) {
        return ERR_CONFLICT;
    }
    for (size_t i = 0; i < room->n; i++) {
        struct room_day_child *who = &room->who[i];
        const char *now = room->policy->rooms[room->children[i].room].id;
        unsigned char sealed[RESERVATION_NEED_BYTES + SECRET_SEAL_OVERHEAD];
        if (who->id.v == 0 || str_is(str_of(now), who->need.room)) {
            continue;
        }
        enum err err = str_copy(str_of(now), who->need.room, sizeof who->need.room);
        assert(err == OK);
        room_need_seal(tx->keys, who->public_id, &who->need, sealed);
        err = reservation_set_need(tx->db, who->id, sealed);
        if (err != OK) {
            return err;
        }
    }
    return OK;
}
