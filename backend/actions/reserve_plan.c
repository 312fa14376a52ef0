/* See reserve_plan.h. */
#include "actions/reserve_plan.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "store/sick_day_store.h"

#include "base/banned.h"

/* --- who stands before? --------------------------------------------------------------------------------------------- */

/* Siblings who wait together, as far as they have been met. */
struct before_party {
    int64_t request_id;
    struct room_day_member members[ROOM_DAY_PARTY];
    size_t n;
};

enum { BEFORE_PARTIES_MAX = 8 };

/* Walks the queue up to the asker's place: could one of them, or a whole party of siblings, have the place? */
struct before {
    struct room_day *room;
    int32_t class;
    int64_t queue_ms;
    struct room_day_memory memory;
    struct before_party parties[BEFORE_PARTIES_MAX];
    size_t parties_n;
    bool found;
};

static struct before_party *party_of(struct before *before, const struct reservation_queued *queued)
{
    for (size_t i = 0; i < before->parties_n && queued->party_n > 1; i++) {
        if (before->parties[i].request_id == queued->request_id) {
            return &before->parties[i];
        }
    }
    /* The last one is reused: a child by itself needs it for a moment only, and more parties than that nobody waits for. */
    struct before_party *party = &before->parties[before->parties_n];
    before->parties_n += queued->party_n > 1 && before->parties_n + 1 < BEFORE_PARTIES_MAX ? 1 : 0;
    party->request_id = queued->request_id;
    party->n = 0;
    return party;
}

static void meet(struct before *before, const struct reservation_queued *queued)
{
    struct room_day *room = before->room;
    struct room_day_member *list[ROOM_DAY_PARTY];
    char public_id[SECRET_PUBLIC_ID_TEXT];
    struct before_party *party = party_of(before, queued);
    if (party->n == ROOM_DAY_PARTY) {
        return;
    }
    struct room_day_member *member = &party->members[party->n++];
    enum err err = str_copy(queued->public_id, public_id, sizeof public_id);
    assert(err == OK);
    room_need_open(room->keys, public_id, queued->need, &member->need);
    member->wish = room_day_wish_of(room, &member->need, queued->birth_day, queued->segments);
    if ((int32_t)party->n < queued->party_n) {
        return;
    }
    for (size_t i = 0; i < party->n; i++) {
        list[i] = &party->members[i];
    }
    size_t held = room->n;
    int32_t older = room->older;
    before->found = room_day_add_party(room, &before->memory, list, party->n) == CARE_FITS;
    room->n = held; /* only a question */
    room->older = older;
}

static bool look_before(void *arg, const struct reservation_queued *queued)
{
    struct before *before = arg;
    bool behind = queued->class > before->class ||
                  (queued->class == before->class && queued->queue_ms > before->queue_ms);
    bool placed = queued->placed_wish != 0 && (!queued->keep || queued->wish >= queued->placed_wish);
    if (!behind && !placed) {
        meet(before, queued);
    }
    return !behind && !before->found;
}

static enum err others_first(struct tx *tx, struct room_day *room, int32_t class, int64_t queue_ms, bool *ret)
{
    struct before before = {.room = room, .class = class, .queue_ms = queue_ms};
    int32_t waiting = 0;
    *ret = false;
    enum err err = sick_queue_ahead(tx->db, room->site, room->day, class, &waiting);
    if (err == OK && waiting > 0) {
        err = reservation_queue_each(tx->db, room->site, room->day, look_before, &before);
        *ret = before.found;
    }
    return err;
}

/* --- the place in the queue ------------------------------------------------------------------------------------------ */

/* R-RSV-06: the commit order, even when the clock goes back; a telephone call stands where it came, but not before requests opened. */
static enum err queue_place(struct tx *tx, const struct reserve_asked *asked, const struct reservation_case *facts,
                            int32_t class, struct reserve_room *ret, int32_t *ret_ahead)
{
    struct window_span span;
    if (asked->called_ms != 0) {
        bool opened = window_span(facts->policy, facts->facts.calendar, facts->facts.day, &span);
        ret->queue_ms = asked->called_ms < tx->now_ms ? asked->called_ms : tx->now_ms;
        ret->queue_ms = opened && ret->queue_ms < span.opens_ms ? span.opens_ms : ret->queue_ms;
        const struct reservation_place place = {facts->site, facts->facts.day, class, ret->queue_ms, {INT64_MAX}};
        return reservation_ahead(tx->db, &place, ret_ahead);
    }
    int64_t last_ms = 0;
    enum err err = sick_queue_ahead(tx->db, facts->site, facts->facts.day, class, ret_ahead);
    if (err == OK && *ret_ahead > 0) {
        err = reservation_queue_last(tx->db, facts->site, facts->facts.day, class, &last_ms);
    }
    ret->queue_ms = last_ms > tx->now_ms ? last_ms : tx->now_ms;
    return err;
}

/* --- one room, one day ------------------------------------------------------------------------------------------------ */

static void take_case(const struct reservation_case *facts, struct reserve_room *ret)
{
    int64_t final_ms = 0;
    ret->site = facts->site;
    ret->by_staff = facts->facts.by_staff;
    ret->sick_day = facts->sick_day;
    ret->policy = facts->policy;
    ret->days_max = facts->policy->booking.max_days;
    ret->unknown_slot = facts->slot < 0;
    ret->final_ms = policy_moment_ms(facts->policy->decision.final, facts->facts.calendar, facts->facts.day, &final_ms)
                        ? final_ms
                        : 0;
    memcpy(ret->phone, facts->phone, sizeof ret->phone);
    if (!ret->unknown_slot) {
        ret->segments = facts->policy->slots[facts->slot].segments;
        memcpy(ret->slot, facts->policy->slots[facts->slot].id, sizeof ret->slot);
    }
}

struct asking {
    const struct reservation_case *facts;
    const struct reservation_screen *screen;
    int64_t queue_ms;
};

/* The child among those who hold a place; what is found out goes into ret_room and need. */
static enum err ask_rooms(struct tx *tx, struct room_day *room, const struct asking *asking,
                          struct reservation_room_facts *ret_room, struct room_need *need)
{
    const struct reservation_case *facts = asking->facts;
    const struct reservation_screen *screen = asking->screen;
    const struct room_day_wish wish = {facts->facts.child.birth_day, facts->policy->slots[facts->slot].segments,
                                       screen->illness};
    ret_room->fit = room_day_try(room, &wish, need);
    if (ret_room->fit != CARE_FITS) {
        return OK;
    }
    enum err err = str_copy(str_of(facts->policy->rooms[room->children[room->n].room].id), need->room,
                            sizeof need->room);
    assert(err == OK);
    err = others_first(tx, room, screen->waiting_class, asking->queue_ms, &ret_room->others_first);
    if (err == OK && !ret_room->others_first && !room_day_add(room, &wish, need)) {
        ret_room->fit = CARE_FULL;
    }
    return err;
}

static enum err plan_child(struct tx *tx, const struct reserve_asked *asked, size_t i, struct reservation_case *facts,
                           struct room_day *room, struct reserve_room *ret)
{
    struct reservation_room_facts room_facts = {.fit = CARE_FULL};
    facts->facts.illness = asked->children[i].illness;
    facts->facts.older_held = room->older;
    facts->facts.waits = ret->children[i].waits;
    struct reservation_screen screen = reservation_screen(&facts->facts);
    enum err err = str_copy(str_of(disease_list[facts->facts.illness.disease].code), ret->children[i].need.disease,
                            sizeof ret->children[i].need.disease);
    assert(err == OK);
    ret->children[i].class = screen.waiting_class;
    ret->children[i].illness = screen.illness;
    ret->children[i].provisional = screen.provisional;
    if (screen.reason == REASON_NONE) {
        err = queue_place(tx, asked, facts, screen.waiting_class, ret, &room_facts.ahead);
        room_facts.ahead += (int32_t)i; /* siblings stand one behind the other */
        if (err == OK && !screen.collected) {
            const struct asking asking = {facts, &screen, ret->queue_ms};
            err = ask_rooms(tx, room, &asking, &room_facts, &ret->children[i].need);
        }
    }
    ret->children[i].decision = reservation_decide(&facts->facts, &screen, &room_facts);
    return err;
}

/* R-RSV-19: one that waits makes all of them wait, one that is refused refuses all. */
static void together(struct reserve_room *ret, size_t n)
{
    enum reservation_reason waits = REASON_NONE;
    ret->outcome = RESERVE_PLACED;
    for (size_t i = 0; i < n; i++) {
        const struct reservation_decision *decision = &ret->children[i].decision;
        if (decision->state == RESERVATION_NONE) {
            ret->outcome = RESERVE_REFUSED;
        } else if (decision->state == RESERVATION_WAITLISTED) {
            ret->outcome = ret->outcome == RESERVE_PLACED ? RESERVE_WAITS : ret->outcome;
            waits = decision->reason;
        }
    }
    for (size_t i = 0; i < n && ret->outcome == RESERVE_WAITS; i++) {
        struct reservation_decision *decision = &ret->children[i].decision;
        if (decision->state != RESERVATION_WAITLISTED) {
            *decision = (struct reservation_decision){.state = RESERVATION_WAITLISTED, .reason = waits, .rank = 1};
        }
    }
}

/* The rank of those whom only a sibling made wait. */
static enum err rank_all(struct tx *tx, const struct reserve_query *query, struct reserve_room *ret)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < query->asked->children_n && ret->outcome == RESERVE_WAITS; i++) {
        int32_t ahead = 0;
        const struct reservation_place place = {
            ret->site, query->day, ret->children[i].class, ret->queue_ms, {INT64_MAX}};
        err = reservation_ahead(tx->db, &place, &ahead);
        ret->children[i].decision.rank = ahead + 1 + (int32_t)i;
    }
    return err;
}

static enum err read_case(struct tx *tx, const struct reserve_query *query, size_t i, struct reservation_case *ret)
{
    const struct caller *caller = query->caller;
    const struct reservation_ask ask = {
        .account_id = caller->account_id,
        .staff = access_has(caller, ROLE_NURSE) || access_has(caller, ROLE_SICKROOM_STAFF),
        .child = query->asked->children[i].child,
        .room = query->asked->rooms[query->room],
        .day = query->day,
        .slot = query->asked->slot,
        .now_ms = tx->now_ms,
    };
    return reservation_case_read(tx->db, &ask, ret);
}

enum err reserve_plan_room(struct tx *tx, const struct reserve_query *query, struct reserve_room *ret)
{
    struct room_day *room = NULL;
    memset(ret, 0, sizeof *ret);
    for (size_t i = 0; i < query->asked->children_n; i++) {
        struct reservation_case facts;
        enum err err = read_case(tx, query, i, &facts);
        if (err != OK) {
            return err;
        }
        take_case(&facts, ret);
        if (ret->unknown_slot) {
            return OK;
        }
        ret->children[i].child = facts.child;
        ret->children[i].household_id = facts.household_id;
        ret->children[i].waits = facts.facts.waits + query->waits_more;
        err = i == 0 ? room_day_load(tx, facts.site, query->day, facts.policy, facts.sick_day.capacity, &room) : OK;
        err = err == OK ? plan_child(tx, query->asked, i, &facts, room, ret) : err;
        if (err != OK) {
            return err;
        }
    }
    together(ret, query->asked->children_n);
    return query->asked->children_n > 1 ? rank_all(tx, query, ret) : OK;
}
