/* The search: see care_rooms.h. */
#include "core/care_rooms.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

/* Some of the children, to be put into some of the rooms, without regard to groups. */
struct crowd {
    const struct care_rooms *rooms;
    struct care_child *children;
    const uint8_t *members; /* indexes of children */
    size_t n;
    uint32_t free;                       /* rooms that may be used */
    uint32_t allowed[CARE_CHILDREN_MAX]; /* by member */
    int16_t at[CARE_CHILDREN_MAX];       /* by member, in the segment under work */
    int16_t first[CARE_CHILDREN_MAX];    /* … in the first segment in which it is */
};

static int32_t held_in(const struct crowd *crowd, size_t room)
{
    int32_t held = 0;
    for (size_t i = 0; i < crowd->n; i++) {
        held += crowd->at[i] == (int16_t)room ? 1 : 0;
    }
    return held;
}

static bool augment(struct crowd *crowd, size_t i, uint32_t *tried);

/* Member i into this room, if need be by moving one who is there. */
static bool enter(struct crowd *crowd, size_t i, size_t room, uint32_t *tried)
{
    bool entered = held_in(crowd, room) < crowd->rooms->places[room];
    *tried |= UINT32_C(1) << room;
    for (size_t j = 0; j < crowd->n && !entered; j++) {
        entered = crowd->at[j] == (int16_t)room && augment(crowd, j, tried);
    }
    if (entered) {
        crowd->at[i] = (int16_t)room;
    }
    return entered;
}

/* Kuhn's augmenting path: puts member i somewhere in this segment, moving others if need be. The room where it is comes first. */
static bool augment(struct crowd *crowd, size_t i, uint32_t *tried)
{
    const struct care_child *child = &crowd->children[crowd->members[i]];
    uint32_t may = crowd->allowed[i] & crowd->free;
    uint32_t now = child->room >= 0 ? UINT32_C(1) << child->room : 0;
    if ((now & may & ~*tried) != 0 && enter(crowd, i, (size_t)child->room, tried)) {
        return true;
    }
    for (size_t room = 0; room < crowd->rooms->rooms_n; room++) {
        if (((may & ~*tried) >> room & 1) != 0 && enter(crowd, i, room, tried)) {
            return true;
        }
    }
    return false;
}

/* One segment of the day by itself: a matching. */
static bool match_segment(struct crowd *crowd, uint32_t segment)
{
    memset(crowd->at, -1, sizeof crowd->at);
    for (size_t i = 0; i < crowd->n; i++) {
        uint32_t tried = 0;
        if ((crowd->children[crowd->members[i]].segments & segment) != 0 && !augment(crowd, i, &tried)) {
            return false;
        }
    }
    return true;
}

static bool place_crowd(struct crowd *crowd);

/* Member i was put into two rooms in two segments: it is in `room` all day, or never. */
static bool split(struct crowd *crowd, size_t i, int16_t room)
{
    uint32_t before = crowd->allowed[i];
    crowd->allowed[i] = UINT32_C(1) << room;
    bool placed = place_crowd(crowd);
    if (!placed) {
        crowd->allowed[i] = before & ~(UINT32_C(1) << room);
        placed = place_crowd(crowd);
    }
    crowd->allowed[i] = before;
    return placed;
}

/* Every member in one room over all its segments; crowd->first says where. */
static bool place_crowd(struct crowd *crowd)
{
    int16_t first[CARE_CHILDREN_MAX];
    memset(first, -1, sizeof first);
    for (uint32_t segment = 1; segment < 1U << POLICY_SEGMENTS_MAX; segment <<= 1) {
        if (!match_segment(crowd, segment)) {
            return false;
        }
        for (size_t i = 0; i < crowd->n; i++) {
            if (crowd->at[i] < 0) {
                continue;
            }
            if (first[i] >= 0 && first[i] != crowd->at[i]) {
                return split(crowd, i, first[i]);
            }
            first[i] = crowd->at[i];
        }
    }
    memcpy(crowd->first, first, sizeof first);
    return true;
}

static bool crowd_place(struct crowd *crowd, uint32_t free)
{
    crowd->free = free;
    return place_crowd(crowd);
}

static void crowd_init(struct crowd *crowd, const struct care_rooms *rooms, struct care_child *children,
                       const uint8_t *members, size_t n)
{
    *crowd = (struct crowd){.rooms = rooms, .children = children, .members = members, .n = n};
    for (size_t i = 0; i < n; i++) {
        crowd->allowed[i] = children[members[i]].rooms;
    }
}

static int32_t places_of(const struct care_rooms *rooms, uint32_t set)
{
    int32_t places = 0;
    for (size_t r = 0; r < rooms->rooms_n; r++) {
        places += (set >> r & 1) != 0 ? rooms->places[r] : 0;
    }
    return places;
}

/* How many of the group are there in the segment in which most are. */
static int32_t most_at_once(const struct care_search *search, const struct care_group *group)
{
    int32_t most = 0;
    for (uint32_t segment = 1; segment < 1U << POLICY_SEGMENTS_MAX; segment <<= 1) {
        int32_t here = 0;
        for (size_t i = 0; i < group->n; i++) {
            here += (search->children[group->members[i]].segments & segment) != 0 ? 1 : 0;
        }
        most = here > most ? here : most;
    }
    return most;
}

static bool covers_a_set(const struct care_group *group, uint32_t set)
{
    for (size_t i = 0; i < group->sets_n; i++) {
        if ((group->sets[i] & set) == group->sets[i]) {
            return true;
        }
    }
    return false;
}

static void add_set(struct care_group *group, uint32_t set)
{
    assert(group->sets_n < CARE_SETS_MAX);
    group->sets[group->sets_n++] = (uint16_t)set;
}

/* Lists the minimal sets, smaller ones first: a set that holds another one that suffices is never needed. */
static void list_sets(struct care_search *search, struct care_group *group)
{
    struct crowd crowd;
    int32_t need = most_at_once(search, group);
    uint32_t all = group->union_rooms;
    crowd_init(&crowd, search->rooms, search->children, group->members, group->n);
    for (int size = 1; size <= (int)group->n && size <= POLICY_ROOMS_MAX; size++) {
        /* Every subset of `all`, by counting down through its bits. */
        for (uint32_t set = all; set != 0; set = (set - 1) & all) {
            bool may = __builtin_popcount(set) == size && places_of(search->rooms, set) >= need &&
                       !covers_a_set(group, set);
            if (may && crowd_place(&crowd, set)) {
                add_set(group, set);
            }
        }
    }
}

/* false: there are more groups than isolation rooms. */
static bool gather(struct care_search *search, const uint8_t *isolated, size_t n)
{
    search->groups_n = 0;
    for (size_t i = 0; i < n; i++) {
        const struct care_child *child = &search->children[isolated[i]];
        size_t g = 0;
        while (g < search->groups_n && search->children[search->groups[g].members[0]].group != child->group) {
            g++;
        }
        if (g == search->rooms->rooms_n) {
            return false;
        }
        struct care_group *group = &search->groups[g];
        if (g == search->groups_n) {
            search->groups_n++;
            group->n = 0;
            group->sets_n = 0;
            group->union_rooms = 0;
            group->now = 0;
        }
        group->members[group->n++] = isolated[i];
        group->union_rooms |= child->rooms & search->rooms->isolation;
        group->now |= child->room >= 0 ? UINT32_C(1) << child->room : 0;
    }
    return true;
}

/* Groups from g on into the free rooms. The sets that keep a group where it is are tried first. */
static bool place_groups(struct care_search *search, size_t g, uint32_t free)
{
    if (g == search->groups_n) {
        return true;
    }
    uint32_t *failed = &search->failed[g][free / 32];
    if ((*failed >> (free % 32) & 1) != 0) {
        return false;
    }
    const struct care_group *group = &search->groups[g];
    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < group->sets_n; i++) {
            uint32_t set = group->sets[i];
            bool keeps = (set & group->now) == group->now;
            if (keeps == (turn == 0) && (set & ~free) == 0 && place_groups(search, g + 1, free & ~set)) {
                search->chosen[g] = set;
                return true;
            }
        }
    }
    *failed |= UINT32_C(1) << (free % 32);
    return false;
}

static void sort_groups(struct care_search *search)
{
    for (size_t i = 1; i < search->groups_n; i++) {
        for (size_t j = i; j > 0 && search->groups[j].sets_n < search->groups[j - 1].sets_n; j--) {
            struct care_group swap = search->groups[j];
            search->groups[j] = search->groups[j - 1];
            search->groups[j - 1] = swap;
        }
    }
}

static void take_over(const struct crowd *crowd, int32_t *room)
{
    for (size_t i = 0; i < crowd->n; i++) {
        room[crowd->members[i]] = crowd->first[i];
    }
}

static bool place_isolated(struct care_search *search, const uint8_t *isolated, size_t n, int32_t *room)
{
    if (!gather(search, isolated, n)) {
        return false;
    }
    for (size_t g = 0; g < search->groups_n; g++) {
        list_sets(search, &search->groups[g]);
        if (search->groups[g].sets_n == 0) {
            return false;
        }
    }
    sort_groups(search);
    memset(search->failed, 0, sizeof search->failed[0] * search->groups_n);
    if (!place_groups(search, 0, search->rooms->isolation)) {
        return false;
    }
    for (size_t g = 0; g < search->groups_n; g++) {
        struct crowd crowd;
        crowd_init(&crowd, search->rooms, search->children, search->groups[g].members, search->groups[g].n);
        bool placed = crowd_place(&crowd, search->chosen[g]);
        assert(placed);
        take_over(&crowd, room);
    }
    return true;
}

static enum care_fit count(const struct care_rooms *rooms, const struct care_child *children, size_t n)
{
    for (uint32_t segment = 1; segment < 1U << POLICY_SEGMENTS_MAX; segment <<= 1) {
        int32_t here = 0;
        for (size_t i = 0; i < n; i++) {
            here += (children[i].segments & segment) != 0 ? 1 : 0;
        }
        if (here > rooms->capacity) {
            return here > rooms->licensed || rooms->capacity >= rooms->licensed ? CARE_FULL : CARE_STAFF_SHORT;
        }
    }
    return CARE_FITS;
}

/* The general rooms; `room` is by child. */
static bool place_general(struct care_search *search, const uint8_t *general, size_t n, int32_t *room)
{
    struct crowd crowd;
    crowd_init(&crowd, search->rooms, search->children, general, n);
    if (!crowd_place(&crowd, ~search->rooms->isolation)) {
        return false;
    }
    take_over(&crowd, room);
    return true;
}

enum care_fit care_rooms_assign(struct care_search *search, const struct care_rooms *rooms, struct care_child *children,
                                size_t n)
{
    uint8_t general[CARE_CHILDREN_MAX];
    uint8_t isolated[CARE_CHILDREN_MAX];
    int32_t room[CARE_CHILDREN_MAX];
    size_t general_n = 0;
    size_t isolated_n = 0;
    assert(rooms->rooms_n <= POLICY_ROOMS_MAX);
    memset(room, -1, sizeof room);
    if (n > CARE_CHILDREN_MAX) {
        return CARE_FULL;
    }
    enum care_fit fit = count(rooms, children, n);
    if (fit != CARE_FITS) {
        return fit;
    }
    for (size_t i = 0; i < n; i++) {
        assert(children[i].segments != 0);
        if (children[i].group == 0) {
            general[general_n++] = (uint8_t)i;
        } else {
            isolated[isolated_n++] = (uint8_t)i;
        }
    }
    search->rooms = rooms;
    search->children = children;
    if (!place_general(search, general, general_n, room) ||
        (isolated_n > 0 && !place_isolated(search, isolated, isolated_n, room))) {
        return CARE_NO_ASSIGNMENT;
    }
    for (size_t i = 0; i < n; i++) {
        assert(room[i] != CARE_NO_ROOM);
        children[i].room = room[i];
    }
    return CARE_FITS;
}

void care_rooms_of(const struct policy *policy, int32_t day, int32_t capacity, struct care_rooms *ret)
{
    *ret = (struct care_rooms){
        .rooms_n = policy->rooms_n, .licensed = policy_places_on(policy, day), .capacity = capacity};
    for (size_t i = 0; i < policy->rooms_n; i++) {
        ret->places[i] = policy->rooms[i].places;
        ret->isolation |= policy->rooms[i].isolation ? UINT32_C(1) << i : 0;
    }
}

uint32_t care_rooms_allowed(const struct policy *policy, int32_t birth_day, int32_t day, bool isolate, int32_t pin)
{
    uint32_t allowed = 0;
    if (pin != CARE_NO_ROOM) {
        return UINT32_C(1) << pin;
    }
    for (size_t i = 0; i < policy->rooms_n; i++) {
        const struct policy_room *room = &policy->rooms[i];
        bool old_enough = day >= calendar_months_old_day(birth_day, room->age_from_months);
        bool young_enough = room->age_to_months == 0 || day < calendar_months_old_day(birth_day, room->age_to_months);
        allowed |= room->isolation == isolate && old_enough && young_enough ? UINT32_C(1) << i : 0;
    }
    return allowed;
}
