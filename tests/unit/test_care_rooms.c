/* The assignment of children to rooms: the table of fixture F5, and a comparison with trying everything.
 * SEED=n chooses the first instance, INSTANCES=n how many; a failure names its instance. */
#include "core/care_rooms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"
#include "support/test.h"

enum { GENERAL = 0, FLU = 2, VARICELLA = 21, ALL_DAY = 1, MORNING = 1, AFTERNOON = 2, INSTANCES_DEFAULT = 10000 };

static struct care_search search;

/* Fixture F5: 6 places = 4 general + A 1 + B 1. */
static const struct care_rooms f5 = {.places = {4, 1, 1}, .isolation = 6, .rooms_n = 3, .licensed = 6, .capacity = 6};

static struct care_child child(int32_t group, const struct care_rooms *rooms)
{
    uint32_t all = (1U << rooms->rooms_n) - 1;
    return (struct care_child){.rooms = group == GENERAL ? all & ~rooms->isolation : rooms->isolation,
                               .group = group,
                               .segments = ALL_DAY,
                               .room = CARE_NO_ROOM};
}

/* As requests come: who cannot be placed does not stay. Returns what the last one was told. */
static enum care_fit in_order(const struct care_rooms *rooms, const int32_t *groups, size_t n,
                              struct care_child *placed, size_t *ret_n)
{
    enum care_fit last = CARE_FITS;
    *ret_n = 0;
    for (size_t i = 0; i < n; i++) {
        placed[*ret_n] = child(groups[i], rooms);
        last = care_rooms_assign(&search, rooms, placed, *ret_n + 1);
        *ret_n += last == CARE_FITS ? 1 : 0;
    }
    return last;
}

TEST("R-ROOM-02 R-ROOM-03 R-ROOM-04 F5: four colds, flu, varicella; the second flu finds the room full")
{
    const int32_t groups[] = {GENERAL, GENERAL, GENERAL, GENERAL, FLU, VARICELLA, FLU};
    struct care_child placed[8];
    size_t n;
    EXPECT_INT(in_order(&f5, groups, 7, placed, &n), CARE_FULL);
    EXPECT_INT(n, 6);
    EXPECT_INT(placed[0].room, 0);
    EXPECT_INT(placed[3].room, 0);
    EXPECT(placed[4].room != placed[5].room);
    EXPECT(placed[4].room > 0);
    EXPECT(placed[5].room > 0);
    /* The first cold goes: a general place is free, but not for flu; for another cold it is. */
    placed[0] = placed[5];
    placed[5] = child(FLU, &f5);
    EXPECT_INT(care_rooms_assign(&search, &f5, placed, 6), CARE_NO_ASSIGNMENT);
    placed[5] = child(GENERAL, &f5);
    EXPECT_INT(care_rooms_assign(&search, &f5, placed, 6), CARE_FITS);
}

TEST("R-ROOM-02 F5 variant: room A with two places takes the second child with the same flu")
{
    struct care_rooms rooms = f5;
    const int32_t groups[] = {GENERAL, GENERAL, GENERAL, FLU, VARICELLA, FLU};
    struct care_child placed[8];
    size_t n;
    rooms.places[1] = 2;
    EXPECT_INT(in_order(&rooms, groups, 6, placed, &n), CARE_FITS);
    EXPECT_INT(n, 6);
    EXPECT_INT(placed[3].room, 1);
    EXPECT_INT(placed[5].room, 1);
    EXPECT_INT(placed[4].room, 2);
}

TEST("R-ROOM-02: two diseases never share a room, and a third one finds none, though places remain")
{
    const struct care_rooms rooms = {.places = {2, 2, 2}, .isolation = 6, .rooms_n = 3, .licensed = 6, .capacity = 6};
    const int32_t groups[] = {FLU, VARICELLA, 30};
    struct care_child placed[4];
    size_t n;
    EXPECT_INT(in_order(&rooms, groups, 3, placed, &n), CARE_NO_ASSIGNMENT);
    EXPECT_INT(n, 2);
}

TEST("R-ROOM-06: a child that staff have put into a room stays there, and the others make way")
{
    const struct care_rooms rooms = {.places = {1, 1}, .isolation = 0, .rooms_n = 2, .licensed = 2, .capacity = 2};
    struct care_child placed[2] = {child(GENERAL, &rooms), child(GENERAL, &rooms)};
    EXPECT_INT(care_rooms_assign(&search, &rooms, placed, 1), CARE_FITS);
    EXPECT_INT(placed[0].room, 0);
    placed[1].rooms = 1;
    EXPECT_INT(care_rooms_assign(&search, &rooms, placed, 2), CARE_FITS);
    EXPECT_INT(placed[0].room, 1);
    EXPECT_INT(placed[1].room, 0);
    placed[0].rooms = 1;
    EXPECT_INT(care_rooms_assign(&search, &rooms, placed, 2), CARE_NO_ASSIGNMENT);
}

TEST("R-STF-01: with too few staff the reason is the staff, with too few places it is the places")
{
    struct care_rooms rooms = f5;
    struct care_child placed[7];
    for (size_t i = 0; i < 7; i++) {
        placed[i] = child(GENERAL, &f5);
    }
    rooms.capacity = 3;
    EXPECT_INT(care_rooms_assign(&search, &rooms, placed, 3), CARE_FITS);
    EXPECT_INT(care_rooms_assign(&search, &rooms, placed, 4), CARE_STAFF_SHORT);
    EXPECT_INT(care_rooms_assign(&search, &rooms, placed, 7), CARE_FULL);
}

TEST("half days: a morning child and an afternoon child share a place, a child of the whole day needs it alone")
{
    const struct care_rooms rooms = {.places = {1, 1}, .isolation = 0, .rooms_n = 2, .licensed = 2, .capacity = 2};
    struct care_child placed[4] = {child(GENERAL, &rooms), child(GENERAL, &rooms), child(GENERAL, &rooms),
                                   child(GENERAL, &rooms)};
    placed[0].segments = MORNING;
    placed[1].segments = AFTERNOON;
    placed[2].segments = MORNING | AFTERNOON;
    EXPECT_INT(care_rooms_assign(&search, &rooms, placed, 3), CARE_FITS);
    EXPECT_INT(placed[0].room, placed[1].room);
    EXPECT(placed[2].room != placed[0].room);
    placed[3].segments = MORNING;
    EXPECT_INT(care_rooms_assign(&search, &rooms, placed, 4), CARE_FULL);
}

TEST("the rooms a child may be in follow its age, its illness and its pin")
{
    static struct policy policy;
    int32_t birth = civil_day_of_date((struct civil_date){2025, 6, 1});
    int32_t day = civil_day_of_date((struct civil_date){2026, 3, 2});
    policy_init(&policy);
    policy.rooms_n = 4;
    policy.rooms[0] = (struct policy_room){.id = "babies", .places = 2, .age_to_months = 12};
    policy.rooms[1] = (struct policy_room){.id = "bigger", .places = 2, .age_from_months = 12};
    policy.rooms[2] = (struct policy_room){.id = "a", .places = 1, .isolation = true};
    policy.rooms[3] = (struct policy_room){.id = "b", .places = 1, .isolation = true, .age_from_months = 10};
    EXPECT_INT(care_rooms_allowed(&policy, birth, day, false, CARE_NO_ROOM), 1);
    EXPECT_INT(care_rooms_allowed(&policy, birth, day, true, CARE_NO_ROOM), 4);
    EXPECT_INT(care_rooms_allowed(&policy, birth, day + 90, false, CARE_NO_ROOM), 1);
    EXPECT_INT(care_rooms_allowed(&policy, birth, day + 91, false, CARE_NO_ROOM), 2);
    EXPECT_INT(care_rooms_allowed(&policy, birth, day + 91, true, CARE_NO_ROOM), 12);
    EXPECT_INT(care_rooms_allowed(&policy, birth, day, false, 3), 8);
}

/* --- compared with trying everything -------------------------------------------------------------------------------- */

static uint64_t state;

static uint32_t below(uint32_t n)
{
    uint64_t z = (state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)((z ^ (z >> 31)) % n);
}

static bool one_group(const struct care_child *children, size_t n, size_t room)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < i; j++) {
            if (children[i].room == (int32_t)room && children[j].room == (int32_t)room &&
                children[i].group != children[j].group) {
                return false;
            }
        }
    }
    return true;
}

static bool room_takes(const struct care_rooms *rooms, const struct care_child *children, size_t n, size_t room)
{
    for (uint32_t segment = 1; segment < 1U << POLICY_SEGMENTS_MAX; segment <<= 1) {
        int32_t here = 0;
        for (size_t i = 0; i < n; i++) {
            here += children[i].room == (int32_t)room && (children[i].segments & segment) != 0 ? 1 : 0;
        }
        if (here > rooms->places[room]) {
            return false;
        }
    }
    return (rooms->isolation >> room & 1) == 0 || one_group(children, n, room);
}

static bool try_all(const struct care_rooms *rooms, struct care_child *children, size_t at, size_t n)
{
    if (at == n) {
        return true;
    }
    for (size_t room = 0; room < rooms->rooms_n; room++) {
        if ((children[at].rooms >> room & 1) == 0) {
            continue;
        }
        children[at].room = (int32_t)room;
        if (room_takes(rooms, children, at + 1, room) && try_all(rooms, children, at + 1, n)) {
            return true;
        }
    }
    children[at].room = CARE_NO_ROOM;
    return false;
}

static bool is_assignment(const struct care_rooms *rooms, const struct care_child *children, size_t n)
{
    for (size_t room = 0; room < rooms->rooms_n; room++) {
        if (!room_takes(rooms, children, n, room)) {
            return false;
        }
    }
    for (size_t i = 0; i < n; i++) {
        if (children[i].room < 0 || (children[i].rooms >> children[i].room & 1) == 0) {
            return false;
        }
    }
    return true;
}

static size_t invent(struct care_rooms *rooms, struct care_child *children)
{
    *rooms = (struct care_rooms){.rooms_n = 1 + below(5), .isolation = below(32), .licensed = 64, .capacity = 64};
    rooms->isolation &= (1U << rooms->rooms_n) - 1;
    for (size_t r = 0; r < rooms->rooms_n; r++) {
        rooms->places[r] = 1 + (int32_t)below(3);
    }
    size_t n = 1 + below(8);
    bool halves = below(2) == 0;
    bool masks = below(2) == 0;
    uint32_t diseases = 1 + below(4);
    for (size_t i = 0; i < n; i++) {
        children[i] = child(below(3) == 0 ? GENERAL : 1 + (int32_t)below(diseases), rooms);
        children[i].segments = halves ? 1 + below(3) : ALL_DAY;
        children[i].rooms &= masks ? below(32) : UINT32_MAX;
        children[i].room = below(4) == 0 ? (int32_t)below((uint32_t)rooms->rooms_n) : CARE_NO_ROOM;
    }
    return n;
}

TEST("the same answer as trying everything, on random facilities, and an answer that holds")
{
    const char *first = getenv("SEED");
    const char *instances = getenv("INSTANCES");
    int64_t from = 1;
    int64_t n_instances = INSTANCES_DEFAULT;
    int64_t fits = 0;
    if (first != NULL) {
        EXPECT_OK(str_int(str_of(first), 0, INT64_MAX / 2, &from));
    }
    if (instances != NULL) {
        EXPECT_OK(str_int(str_of(instances), 1, 100000000, &n_instances));
    }
    for (int64_t i = from; i < from + n_instances; i++) {
        struct care_rooms rooms;
        struct care_child children[8];
        struct care_child tried[8];
        state = (uint64_t)i;
        size_t n = invent(&rooms, children);
        memcpy(tried, children, sizeof tried);
        bool possible = try_all(&rooms, tried, 0, n);
        bool found = care_rooms_assign(&search, &rooms, children, n) == CARE_FITS;
        if (possible != found || (found && !is_assignment(&rooms, children, n))) {
            printf("SEED=%lld: possible %d, found %d\n", (long long)i, possible, found);
            EXPECT(possible == found);
            EXPECT(is_assignment(&rooms, children, n));
        }
        fits += found ? 1 : 0;
    }
    printf("%lld instances, %lld of them fit\n", (long long)n_instances, (long long)fits);
    EXPECT(fits > 0);
    EXPECT(fits < n_instances || n_instances < 100);
}
