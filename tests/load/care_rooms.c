/* How long the assignment of children to rooms takes: facilities of 12 places in up to 12 rooms, up to 12 children, drawn to be hard (few diseases
 * more than rooms, halves of days, ages, children who lie somewhere already). Beside it trying everything in the order of asking, which gives up
 * after so many steps: what an exact answer costs without the search.
 *
 *   care_rooms INSTANCES SEED      Prints one line of JSON, nanoseconds. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/care_rooms.h"
#include "load/answers.h"

#include "base/banned.h"

enum { PLACES = 12, STEPS_MAX = 20000 };

static struct care_search search;
static uint64_t state;
static int64_t steps;

static uint32_t below(uint32_t n)
{
    uint64_t z = (state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)((z ^ (z >> 31)) % n);
}

static void invent_rooms(struct care_rooms *rooms)
{
    int32_t left = PLACES;
    *rooms = (struct care_rooms){.licensed = PLACES, .capacity = PLACES};
    uint32_t largest = 1 + below(3);
    while (left > 0 && rooms->rooms_n < POLICY_ROOMS_MAX) {
        int32_t places = 1 + (int32_t)below(largest);
        places = places > left ? left : places;
        rooms->isolation |= below(4) > 0 ? UINT32_C(1) << rooms->rooms_n : 0;
        rooms->places[rooms->rooms_n++] = places;
        left -= places;
    }
}

/* Pieces of the day one after another, as a slot covers them. */
static uint32_t some_hours(void)
{
    uint32_t from = below(4);
    uint32_t to = from + below(4 - from);
    return ((2U << to) - 1) & ~((1U << from) - 1);
}

static size_t invent(struct care_rooms *rooms, struct care_child children[PLACES])
{
    invent_rooms(rooms);
    size_t n = PLACES - below(3);
    uint32_t all = (UINT32_C(1) << rooms->rooms_n) - 1;
    uint32_t diseases = 2 + below(8);
    bool halves = below(2) == 0;
    bool ages = below(2) == 0;
    for (size_t i = 0; i < n; i++) {
        bool isolated = below(4) > 0;
        uint32_t kind = isolated ? rooms->isolation : all & ~rooms->isolation;
        uint32_t mask = ages ? below(1U << rooms->rooms_n) : all;
        children[i] = (struct care_child){.rooms = kind & mask,
                                          .group = isolated ? 1 + (int32_t)below(diseases) : 0,
                                          .segments = halves ? some_hours() : 1,
                                          .room = CARE_NO_ROOM};
    }
    return n;
}

static bool takes(const struct care_rooms *rooms, const struct care_child *children, size_t at, size_t room)
{
    for (uint32_t segment = 1; segment <= 8; segment <<= 1) {
        int32_t here = 0;
        for (size_t i = 0; i <= at; i++) {
            here += children[i].room == (int32_t)room && (children[i].segments & segment) != 0 ? 1 : 0;
        }
        if (here > rooms->places[room]) {
            return false;
        }
    }
    for (size_t i = 0; i < at && (rooms->isolation >> room & 1) != 0; i++) {
        if (children[i].room == (int32_t)room && children[i].group != children[at].group) {
            return false;
        }
    }
    return true;
}

static bool try_all(const struct care_rooms *rooms, struct care_child *children, size_t at, size_t n)
{
    if (at == n || ++steps > STEPS_MAX) {
        return at == n;
    }
    for (size_t room = 0; room < rooms->rooms_n; room++) {
        children[at].room = (children[at].rooms >> room & 1) != 0 ? (int32_t)room : CARE_NO_ROOM;
        if (children[at].room != CARE_NO_ROOM && takes(rooms, children, at, room) &&
            try_all(rooms, children, at + 1, n)) {
            return true;
        }
    }
    children[at].room = CARE_NO_ROOM;
    return false;
}

static int64_t now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static uint32_t as_u32(int64_t ns)
{
    return ns > UINT32_MAX ? UINT32_MAX : (uint32_t)ns;
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: care_rooms INSTANCES SEED\n");
        return 2;
    }
    size_t n_instances = strtoul(argv[1], NULL, 10);
    uint64_t seed = strtoull(argv[2], NULL, 10);
    uint32_t *ours = calloc(n_instances, sizeof *ours);
    uint32_t *all = calloc(n_instances, sizeof *all);
    int64_t fits = 0;
    int64_t gave_up = 0;
    int64_t differs = 0;
    if (ours == NULL || all == NULL) {
        free(ours);
        free(all);
        return 1;
    }
    for (size_t i = 0; i < n_instances; i++) {
        struct care_rooms rooms;
        struct care_child children[PLACES];
        struct care_child tried[PLACES];
        state = seed + i;
        steps = 0;
        size_t n = invent(&rooms, children);
        memcpy(tried, children, sizeof tried);
        int64_t began = now_ns();
        bool found = care_rooms_assign(&search, &rooms, children, n) != CARE_NO_ASSIGNMENT;
        int64_t between = now_ns();
        bool possible = try_all(&rooms, tried, 0, n);
        ours[i] = as_u32(between - began);
        all[i] = as_u32(now_ns() - between);
        fits += found ? 1 : 0;
        gave_up += steps > STEPS_MAX ? 1 : 0;
        differs += steps <= STEPS_MAX && possible != found ? 1 : 0;
    }
    answers_sort(ours, n_instances);
    answers_sort(all, n_instances);
    printf("{\"instances\":%zu,\"fits\":%" PRId64 ",\"differs\":%" PRId64
           ",\"p50_ns\":%u,\"p99_ns\":%u,\"max_ns\":%u,\"all_p50_ns\":%u,\"all_p99_ns\":%u,\"all_max_ns\":%u,\"gave_"
           "up\":%" PRId64 "}\n",
           n_instances, fits, differs, answers_quantile(ours, n_instances, 500),
           answers_quantile(ours, n_instances, 990), answers_quantile(ours, n_instances, 1000),
           answers_quantile(all, n_instances, 500), answers_quantile(all, n_instances, 990),
           answers_quantile(all, n_instances, 1000), gave_up);
    free(ours);
    free(all);
    return differs == 0 ? 0 : 1;
}
