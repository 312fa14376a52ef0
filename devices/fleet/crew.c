/* See crew.h. */
#include "fleet/crew.h"

#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/clock.h"

#include "base/banned.h"

enum { DRAIN_US = 15000000, POLL_MS = 20 };

static int64_t due_at_us(const struct crew *crew)
{
    return crew->orders->begin_us + crew->due * INT64_C(1000000000) / crew->per_1000_s;
}

/* Makes every tap that is due by now. */
static void touch_due(struct crew *crew)
{
    int64_t now_us = clock_mono_us();
    for (size_t full = 0; full < crew->n; crew->turn = (crew->turn + 1) % crew->n) {
        struct member *member = &crew->members[crew->turn];
        int64_t touched_us = crew->per_1000_s == 0 ? now_us : due_at_us(crew);
        if (touched_us > now_us) {
            return;
        }
        if (!member_has_room(member) || !member->up || (crew->backlog > 0 && member->made == crew->backlog)) {
            full++;
            continue;
        }
        if (crew->backlog > 0 && member->made == 0) {
            member_returns(member);
        }
        member_touch(member, touched_us);
        crew->due++;
        full = 0;
    }
}

static int wait_ms(const struct crew *crew)
{
    if (crew->orders->begin_us == 0 || crew->orders->stop || crew->per_1000_s == 0) {
        return POLL_MS;
    }
    int64_t left_us = due_at_us(crew) - clock_mono_us();
    return left_us < 1000 ? 1 : left_us / 1000 < POLL_MS ? (int)(left_us / 1000) : POLL_MS;
}

static bool all_receipted(const struct crew *crew)
{
    for (size_t i = 0; i < crew->n; i++) {
        if (member_in_flight(&crew->members[i]) > 0) {
            return false;
        }
    }
    return true;
}

/* One round over all sockets. */
static void turn(struct crew *crew, struct pollfd *waited)
{
    size_t up = 0;
    int64_t receipted = 0;
    for (size_t i = 0; i < crew->n; i++) {
        short events = member_wants_write(&crew->members[i]) ? POLLIN | POLLOUT : POLLIN;
        waited[i] = (struct pollfd){.fd = member_socket(&crew->members[i]), .events = events};
    }
    int n = poll(waited, crew->n, wait_ms(crew));
    for (size_t i = 0; i < crew->n; i++) {
        member_turn(&crew->members[i], n > 0 && (waited[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0);
        up += crew->members[i].up ? 1 : 0;
        receipted += crew->members[i].receipted;
    }
    crew->up = up;
    crew->receipted = receipted;
}

static void *work(void *context)
{
    struct crew *crew = context;
    int64_t drained_by_us = INT64_MAX;
    struct pollfd *waited = calloc(crew->n, sizeof *waited);
    if (waited == NULL) {
        abort();
    }
    while (!crew->orders->give_up && clock_mono_us() < drained_by_us) {
        turn(crew, waited);
        if (crew->orders->stop) {
            drained_by_us = all_receipted(crew)          ? 0
                            : drained_by_us == INT64_MAX ? clock_mono_us() + DRAIN_US
                                                         : drained_by_us;
        } else if (crew->orders->begin_us != 0) {
            touch_due(crew);
        }
    }
    free(waited);
    return NULL;
}

void crew_start(struct crew *crew)
{
    if (crew->n > 0 && pthread_create(&crew->thread, NULL, work, crew) != 0) {
        abort();
    }
}

void crew_join(struct crew *crew)
{
    if (crew->n > 0) {
        pthread_join(crew->thread, NULL);
    }
}
