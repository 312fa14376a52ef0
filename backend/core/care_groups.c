/* See care_groups.h. The minimal sets that can hold each group are listed, then a search over the groups with a memory of the free rooms that did
 * not suffice decides. */
#include "core/care_groups.h"

#include <assert.h>
#include <string.h>

#include "core/care_crowd.h"

#include "base/banned.h"

/* --- kinds of rooms ------------------------------------------------------------------------------------------------- */

/* Rooms with as many places that the same children may be in are of one kind: which of them a group gets makes no difference, only how many. So
 * the search knows sets of rooms by their first ones of each kind. */
static bool same_kind(const struct care_search *search, const uint8_t *isolated, size_t n, size_t a, size_t b)
{
    bool same = search->rooms->places[a] == search->rooms->places[b];
    for (size_t i = 0; i < n && same; i++) {
        uint32_t rooms = search->children[isolated[i]].rooms;
        same = (rooms >> a & 1) == (rooms >> b & 1);
    }
    return same;
}

static void find_kinds(struct care_search *search, const uint8_t *isolated, size_t n)
{
    uint32_t left = search->rooms->isolation;
    search->kinds_n = 0;
    while (left != 0) {
        size_t first = (size_t)__builtin_ctz(left);
        uint32_t kind = 0;
        for (size_t room = first; room < search->rooms->rooms_n; room++) {
            bool in = (left >> room & 1) != 0 && same_kind(search, isolated, n, first, room);
            kind |= in ? UINT32_C(1) << room : 0;
        }
        search->kinds[search->kinds_n++] = kind;
        left &= ~kind;
    }
}

/* The first `count` rooms of a set. */
static uint32_t first_rooms(uint32_t set, int count)
{
    uint32_t first = 0;
    for (; count > 0; count--) {
        first |= set & (~set + 1);
        set &= set - 1;
    }
    return first;
}

/* As many rooms of each kind, the first ones. */
static uint32_t first_of_kinds(const struct care_search *search, uint32_t set)
{
    uint32_t first = 0;
    for (size_t k = 0; k < search->kinds_n; k++) {
        first |= first_rooms(search->kinds[k], __builtin_popcount(set & search->kinds[k]));
    }
    return first;
}

/* What is left of `free` without as many rooms as `set` has; both by their first ones. */
static uint32_t without(const struct care_search *search, uint32_t free, uint32_t set)
{
    uint32_t left = 0;
    if (search->kinds_n == (size_t)__builtin_popcount(search->rooms->isolation)) {
        return free & ~set; /* every room is one of its own */
    }
    for (size_t k = 0; k < search->kinds_n; k++) {
        uint32_t kind = search->kinds[k];
        left |= first_rooms(kind, __builtin_popcount(free & kind) - __builtin_popcount(set & kind));
    }
    return left;
}

/* --- sets of rooms for a group --------------------------------------------------------------------------------------- */

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

/* Can it be, before anything is tried: places enough, a room in it for everybody, and no smaller set that suffices? */
static bool may_hold(const struct care_search *search, const struct care_group *group, uint32_t set, int32_t need)
{
    if (search->places[set] < need || covers_a_set(group, set)) {
        return false;
    }
    for (size_t i = 0; i < group->n; i++) {
        if ((search->children[group->members[i]].rooms & set) == 0) {
            return false;
        }
    }
    return true;
}

/* The bits of `packed` moved to where `rooms` has its own. */
static uint32_t spread(uint32_t packed, uint32_t rooms)
{
    uint32_t set = 0;
    for (uint32_t rest = rooms; packed != 0; packed >>= 1, rest &= rest - 1) {
        set |= (packed & 1) != 0 ? rest & (~rest + 1) : 0;
    }
    return set;
}

/* Lists the minimal sets, smaller ones first: a set that holds another one that suffices is never needed. */
static void list_sets(struct care_search *search, struct care_group *group)
{
    struct crowd crowd;
    int32_t need = most_at_once(search, group);
    uint32_t end = UINT32_C(1) << __builtin_popcount(group->union_rooms);
    crowd_init(&crowd, search->rooms, search->children, group->members, group->n);
    for (size_t size = 1; size <= group->n && (UINT32_C(1) << size) <= end; size++) {
        /* Every number with so many bits, ascending (Gosper). */
        for (uint32_t packed = (UINT32_C(1) << size) - 1; packed < end;) {
            uint32_t set = spread(packed, group->union_rooms);
            if (first_of_kinds(search, set) == set && may_hold(search, group, set, need) &&
                (group->n == 1 || crowd_place(&crowd, set))) {
                add_set(group, set);
            }
            uint32_t low = packed & (~packed + 1);
            uint32_t high = packed + low;
            packed = ((packed ^ high) >> 2) / low | high;
        }
    }
}

/* How many places each set of rooms has. */
static void sum_places(struct care_search *search, const struct care_rooms *rooms)
{
    search->places[0] = 0;
    for (uint32_t set = 1; set < UINT32_C(1) << rooms->rooms_n; set++) {
        int32_t places = search->places[set & (set - 1)] + rooms->places[__builtin_ctz(set)];
        search->places[set] = (int16_t)(places < INT16_MAX ? places : INT16_MAX);
    }
}

/* --- the groups ------------------------------------------------------------------------------------------------------ */

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

/* The last group may have all that is left. */
static bool place_last(struct care_search *search, size_t g, uint32_t free)
{
    const struct care_group *group = &search->groups[g];
    struct crowd crowd;
    search->chosen[g] = free;
    crowd_init(&crowd, search->rooms, search->children, group->members, group->n);
    return crowd_place(&crowd, free);
}

/* Groups from g on into the free rooms. The sets that keep a group where it is are tried first. */
static bool place_groups(struct care_search *search, size_t g, uint32_t free)
{
    uint32_t *failed = &search->failed[g][free / 32];
    if ((*failed >> (free % 32) & 1) != 0) {
        return false;
    }
    if (g + 1 == search->groups_n) {
        *failed |= UINT32_C(1) << (free % 32); /* not asked again when it did not fail */
        return place_last(search, g, free);
    }
    const struct care_group *group = &search->groups[g];
    uint32_t now = first_of_kinds(search, group->now & search->rooms->isolation);
    for (int turn = 0; turn < 2; turn++) {
        for (size_t i = 0; i < group->sets_n; i++) {
            uint32_t set = group->sets[i];
            bool keeps = (set & now) == now;
            if (keeps == (turn == 0) && (set & ~free) == 0 && place_groups(search, g + 1, without(search, free, set))) {
                search->chosen[g] = set;
                return true;
            }
        }
    }
    *failed |= UINT32_C(1) << (free % 32);
    return false;
}

static void swap_groups(struct care_search *search, size_t a, size_t b)
{
    struct care_group swap = search->groups[a];
    search->groups[a] = search->groups[b];
    search->groups[b] = swap;
}

/* The largest comes last: of it no sets need to be listed. */
static void largest_last(struct care_search *search)
{
    size_t largest = 0;
    for (size_t g = 1; g < search->groups_n; g++) {
        largest = search->groups[g].n > search->groups[largest].n ? g : largest;
    }
    swap_groups(search, largest, search->groups_n - 1);
}

/* Of the others, those with the fewest choices first. false: one has none. */
static bool order_others(struct care_search *search)
{
    for (size_t g = 0; g + 1 < search->groups_n; g++) {
        list_sets(search, &search->groups[g]);
        if (search->groups[g].sets_n == 0) {
            return false;
        }
        for (size_t j = g; j > 0 && search->groups[j].sets_n < search->groups[j - 1].sets_n; j--) {
            swap_groups(search, j, j - 1);
        }
    }
    return true;
}

/* The rooms themselves for a set of first ones: where the group is already, then where no other group is, then any. */
static uint32_t pick_rooms(const struct care_search *search, size_t g, uint32_t free)
{
    uint32_t others = 0;
    uint32_t picked = 0;
    for (size_t i = g + 1; i < search->groups_n; i++) {
        others |= search->groups[i].now;
    }
    for (size_t k = 0; k < search->kinds_n; k++) {
        uint32_t kind = search->kinds[k] & free;
        int count = __builtin_popcount(search->chosen[g] & search->kinds[k]);
        const uint32_t turns[] = {kind & search->groups[g].now, kind & ~search->groups[g].now & ~others, kind & others};
        for (size_t t = 0; t < sizeof turns / sizeof turns[0]; t++) {
            uint32_t from = turns[t] & ~picked;
            int take = __builtin_popcount(from) < count ? __builtin_popcount(from) : count;
            picked |= first_rooms(from, take);
            count -= take;
        }
        assert(count == 0);
    }
    return picked;
}

bool care_groups_place(struct care_search *search, const uint8_t *isolated, size_t n, int32_t *room)
{
    uint32_t free = search->rooms->isolation;
    if (!gather(search, isolated, n)) {
        return false;
    }
    largest_last(search);
    find_kinds(search, isolated, n);
    sum_places(search, search->rooms);
    if (!order_others(search)) {
        return false;
    }
    memset(search->failed, 0, sizeof search->failed[0] * search->groups_n);
    if (!place_groups(search, 0, first_of_kinds(search, free))) {
        return false;
    }
    for (size_t g = 0; g < search->groups_n; g++) {
        struct crowd crowd;
        uint32_t rooms = pick_rooms(search, g, free);
        crowd_init(&crowd, search->rooms, search->children, search->groups[g].members, search->groups[g].n);
        bool placed = crowd_place(&crowd, rooms);
        assert(placed);
        crowd_take_over(&crowd, room);
        free &= ~rooms;
    }
    return true;
}
