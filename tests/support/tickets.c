/* See tickets.h. */
#include "support/tickets.h"

#include <stdio.h>
#include <string.h>

#include "support/test.h"

#include "base/banned.h"

struct make_ticket tickets_make(struct guarding *g, int child, int32_t day)
{
    static char id[16];
    snprintf(id, sizeof id, "c%d", child);
    struct make_ticket ask = {.day = day, .name = STR("Hana"), .children = {str_of(id)}, .children_n = 1};
    EXPECT_OK(guarding_act(g, nursery_guardian(&g->world, child), make_ticket, &ask));
    return ask;
}

static void allowed(void *arg, struct str child)
{
    struct tickets_seen *seen = arg;
    EXPECT(child.n > 0);
    seen->allowed++;
}

static void take(void *arg, const struct ticket_seen *one)
{
    struct tickets_seen *seen = arg;
    EXPECT(seen->n < TICKETS_SEEN_MAX);
    EXPECT_OK(str_copy(one->id, seen->id[seen->n], SECRET_PUBLIC_ID_TEXT));
    seen->list[seen->n++] = *one;
}

struct tickets_seen *tickets_read(struct guarding *g, struct caller caller, const char *site)
{
    static struct tickets_seen seen;
    seen = (struct tickets_seen){.n = 0};
    struct read_tickets in = {
        .caller = &caller, .site = str_of(site), .day = NURSERY_DAY, .allowed = allowed, .take = take, .arg = &seen};
    EXPECT_OK(read_tickets(g->world.lane, &in));
    memcpy(seen.key, in.key, sizeof seen.key);
    return &seen;
}

struct use_ticket tickets_use(struct guarding *g, struct caller caller, const char *ticket, const char *at)
{
    struct use_ticket ask = {.site = STR("n1"), .ticket = str_of(ticket), .at_ms = nursery_at(at)};
    EXPECT_OK(guarding_act(g, caller, use_ticket, &ask));
    return ask;
}
