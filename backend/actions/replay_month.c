/* See replay_month.h. One day after the other: its requests are read, then everything that happened to them happens again in its order. */
#include "actions/replay_month.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "actions/draw_opening.h"
#include "actions/room_day.h"
#include "base/civil.h"
#include "core/sick_figures.h"
#include "core/window.h"
#include "store/figures_store.h"
#include "store/policy_store.h"
#include "store/site_store.h"

#include "base/banned.h"

enum { DAY_REQUESTS_MAX = 200 };

struct request {
    struct replay_one told;
    struct room_need need;
    struct room_day_wish wish;
    int64_t asked_ms;
    int64_t decided_ms; /* when it is its turn: at once, or when the opening minutes are over */
    int64_t queue_ms;   /* where it stands in its class: when it asked, or its number in the draw */
    int64_t back_ms;    /* when the family gave it back; 0: never */
    int32_t class;
    int32_t birth_day;
    bool by_staff;
    bool gone; /* given back already */
    int64_t number;
};

/* Behind the room's day in the scratch memory: all of it lives as long as the action. */
struct replaying {
    struct replay_month *in;
    struct tx *tx;
    struct site_id site;
    struct policy policy;
    struct reservation_calendar calendar;
    struct room_day *room;
    struct request list[DAY_REQUESTS_MAX];
    struct draw_entry entries[DAY_REQUESTS_MAX]; /* while a draw lasts */
    size_t n;
    int64_t final_ms; /* 0: none */
};

const char *replay_fate_word(enum replay_fate fate)
{
    static const char *const words[] = {
        [REPLAY_REFUSED] = "refused", [REPLAY_WAITED] = "not_placed", [REPLAY_PLACED] = "placed"};
    assert((size_t)fate < sizeof words / sizeof words[0]);
    return words[fate];
}

/* --- asking again ---------------------------------------------------------------------------------------------------------- */

static enum reservation_reason refusal(const struct replaying *replaying, const struct request *request)
{
    const struct policy *policy = &replaying->policy;
    const struct calendar *calendar = &replaying->calendar.calendar;
    int32_t day = request->told.day;
    int disease = disease_find(str_of(request->need.disease));
    if (!calendar_open(calendar, day)) {
        return REASON_CLOSED;
    }
    enum window_state window = window_at(policy, calendar, day, request->asked_ms).state;
    if (!request->by_staff && window != WINDOW_INSIDE) {
        return window == WINDOW_BEFORE ? REASON_TOO_EARLY : REASON_TOO_LATE;
    }
    if (day < calendar_months_old_day(request->birth_day, policy->eligibility.age_low_months)) {
        return REASON_AGE_LOW;
    }
    if (day > calendar_last_day(request->birth_day, policy->eligibility.age_high)) {
        return REASON_AGE_HIGH;
    }
    bool refused = disease >= 0 && policy->acceptance.diseases[disease].care == CARE_REFUSE;
    return refused ? REASON_DISEASE_REFUSED : REASON_NONE;
}

static enum reservation_reason reason_of(enum care_fit fit)
{
    static const enum reservation_reason reasons[] = {[CARE_FITS] = REASON_NONE,
                                                      [CARE_FULL] = REASON_FULL,
                                                      [CARE_STAFF_SHORT] = REASON_STAFF_SHORT,
                                                      [CARE_NO_ASSIGNMENT] = REASON_ISOLATION_FULL};
    return reasons[fit];
}

static void try_to_place(struct replaying *replaying, struct request *request)
{
    struct room_day *room = replaying->room;
    size_t at = room->n;
    enum care_fit fit = CARE_FULL;
    if (at < CARE_CHILDREN_MAX && !room_day_older_full(room, &request->wish)) {
        fit = room_day_try(room, &request->wish, &request->need);
    }
    request->told.reason = reason_of(fit);
    request->told.now = REPLAY_WAITED;
    if (fit == CARE_FITS && room_day_add(room, &request->wish, &request->need)) {
        room->who[at].id = (struct reservation_id){request->number};
        room->who[at].birth_day = request->birth_day;
        request->told.now = REPLAY_PLACED;
    }
}

static void ask(struct replaying *replaying, struct request *request)
{
    request->told.reason = refusal(replaying, request);
    if (request->told.reason == REASON_NONE) {
        try_to_place(replaying, request);
    } else {
        request->told.now = REPLAY_REFUSED;
    }
}

/* --- giving back ------------------------------------------------------------------------------------------------------------ */

static bool stands_before(const struct request *a, const struct request *b)
{
    if (a->class != b->class) {
        return a->class < b->class;
    }
    return a->queue_ms != b->queue_ms ? a->queue_ms < b->queue_ms : a->number < b->number;
}

/* The next who waits behind `after` (NULL: the first of all), among those who had asked by then. */
static struct request *next_waiting(struct replaying *replaying, const struct request *after, int64_t now_ms)
{
    struct request *next = NULL;
    for (size_t i = 0; i < replaying->n; i++) {
        struct request *request = &replaying->list[i];
        bool waits = request->told.now == REPLAY_WAITED && !request->gone && request->decided_ms <= now_ms;
        bool behind = after == NULL || stands_before(after, request);
        if (waits && behind && (next == NULL || stands_before(request, next))) {
            next = request;
        }
    }
    return next;
}

static void walk(struct replaying *replaying, int64_t now_ms)
{
    if (replaying->final_ms != 0 && now_ms >= replaying->final_ms) {
        return; /* the day is decided */
    }
    struct request *request = next_waiting(replaying, NULL, now_ms);
    while (request != NULL) {
        const struct request *met = request;
        try_to_place(replaying, request);
        request = next_waiting(replaying, met, now_ms);
    }
}

static void give_back(struct replaying *replaying, struct request *request)
{
    struct room_day *room = replaying->room;
    request->gone = true;
    if (request->told.now != REPLAY_PLACED) {
        return;
    }
    for (size_t i = 0; i < room->n; i++) {
        if (room->who[i].id.v == request->number) {
            room_day_remove(room, i);
            break;
        }
    }
    walk(replaying, request->back_ms);
}

/* --- a day ------------------------------------------------------------------------------------------------------------------ */

/* What happens next; NULL when all is over. Of one instant the request that stands before the other comes first. */
static struct request *next_event(struct replaying *replaying, bool *ret_back)
{
    struct request *next = NULL;
    int64_t at_ms = INT64_MAX;
    for (size_t i = 0; i < replaying->n; i++) {
        struct request *request = &replaying->list[i];
        bool asked = request->told.now != REPLAY_REFUSED || request->told.reason != REASON_NONE;
        int64_t event_ms = asked ? request->back_ms : request->decided_ms;
        bool open = asked ? request->back_ms != 0 && !request->gone : true;
        bool first = next != NULL && event_ms == at_ms && !asked && !*ret_back && stands_before(request, next);
        if (open && (event_ms < at_ms || first)) {
            at_ms = event_ms;
            next = request;
            *ret_back = asked;
        }
    }
    return next;
}

static enum err begin_day(struct replaying *replaying, int32_t day)
{
    struct sick_day known;
    struct room_day *room = replaying->room;
    const struct policy *policy = &replaying->policy;
    enum err err = sick_day_read(replaying->tx->db, replaying->site, day, policy, &known);
    if (err != OK) {
        return err;
    }
    room->site = replaying->site;
    room->day = day;
    room->policy = policy;
    room->keys = replaying->tx->keys;
    room->n = 0;
    room->older = 0;
    int32_t capacity = sick_day_capacity(policy, day, known.nurses, known.teachers, known.extra);
    care_rooms_of(policy, day, capacity, &room->rooms);
    if (!policy_moment_ms(policy->decision.final, &replaying->calendar.calendar, day, &replaying->final_ms)) {
        replaying->final_ms = 0;
    }
    return OK;
}

/* The order of those who asked in the opening minutes, as the draw of that day made it; where none was drawn, as a trial would. */
static enum err draw(struct replaying *replaying, int32_t day)
{
    unsigned char seed[DRAW_SEED_BYTES];
    struct draw_entry *entries = replaying->entries;
    size_t n = 0;
    enum err err = drawn_seed(replaying->tx, replaying->site, day, seed);
    if (err == ERR_NOT_FOUND) {
        draw_seed_for_trial(str_of(replaying->in->head.site), day, seed);
        err = OK;
    }
    for (size_t i = 0; i < replaying->n; i++) {
        const struct request *request = &replaying->list[i];
        if (request->decided_ms != request->asked_ms) {
            struct draw_entry *entry = &entries[n++];
            *entry = (struct draw_entry){.class = request->class, .children = 1, .subject = (int64_t)i};
            draw_ticket(str_of(request->told.id), entry->ticket);
        }
    }
    draw_order(seed, entries, n);
    for (size_t i = 0; i < n; i++) {
        replaying->list[entries[i].subject].queue_ms = entries[i].position;
    }
    return err;
}

/* R-WL-01: what is asked in the opening minutes is decided together when they are over, by class, then in the order of the draw or of asking. Who
 * gave it back before that never took part. */
static enum err collect(struct replaying *replaying, int32_t day)
{
    const struct policy *policy = &replaying->policy;
    const int64_t until_ms = window_collected_until(policy, &replaying->calendar.calendar, day);
    for (size_t i = 0; i < replaying->n; i++) {
        struct request *request = &replaying->list[i];
        bool stays = request->back_ms == 0 || request->back_ms >= until_ms;
        bool inside = window_at(policy, &replaying->calendar.calendar, day, request->asked_ms).state == WINDOW_INSIDE;
        request->queue_ms = request->asked_ms;
        request->decided_ms = stays && inside && request->asked_ms < until_ms ? until_ms : request->asked_ms;
    }
    return policy->booking.opening == OPENING_LOTTERY && until_ms != 0 ? draw(replaying, day) : OK;
}

static enum err play_day(struct replaying *replaying)
{
    enum err err = replaying->n == 0 ? OK : begin_day(replaying, replaying->list[0].told.day);
    err = err == OK && replaying->n > 0 ? collect(replaying, replaying->list[0].told.day) : err;
    for (size_t i = 0; err == OK && i < replaying->n; i++) {
        struct request *request = &replaying->list[i];
        request->wish = room_day_wish_of(replaying->room, &request->need, request->birth_day,
                                         (uint32_t)request->wish.segments);
    }
    bool back = false;
    struct request *request = err == OK ? next_event(replaying, &back) : NULL;
    while (request != NULL) {
        if (back) {
            give_back(replaying, request);
        } else {
            ask(replaying, request);
        }
        request = next_event(replaying, &back);
    }
    for (size_t i = 0; err == OK && i < replaying->n; i++) {
        replaying->in->one(replaying->in->arg, &replaying->list[i].told);
    }
    replaying->n = 0;
    return err;
}

/* The slot as the new rules cut the day; one they do not have is the whole day. */
static uint32_t segments_of(const struct policy *policy, struct str slot)
{
    int at = policy_slot_find(policy, slot);
    uint32_t all = 0;
    for (size_t i = 0; i < policy->slots_n; i++) {
        all |= policy->slots[i].segments;
    }
    return at >= 0 ? policy->slots[at].segments : all;
}

static enum err take(void *arg, const struct figures_replay *row)
{
    struct replaying *replaying = arg;
    enum err err = OK;
    if (replaying->n > 0 && replaying->list[0].told.day != row->day) {
        err = play_day(replaying);
    }
    if (replaying->n == DAY_REQUESTS_MAX) {
        replaying->in->overrun++;
        return err;
    }
    struct request *request = &replaying->list[replaying->n++];
    memset(request, 0, sizeof *request);
    if (str_copy(row->reservation, request->told.id, sizeof request->told.id) != OK) {
        replaying->n--;
        return ERR_INVALID;
    }
    request->told.day = row->day;
    request->told.then = row->placed ? REPLAY_PLACED : REPLAY_WAITED;
    request->asked_ms = row->asked_ms;
    request->back_ms = row->back_ms;
    request->class = row->class;
    request->birth_day = row->birth_day;
    request->by_staff = row->by_staff;
    request->number = row->number;
    request->wish.segments = segments_of(&replaying->policy, row->slot);
    room_need_open(replaying->tx->keys, request->told.id, row->need, &request->need);
    request->need.pinned = 0;
    request->need.room[0] = '\0';
    return err;
}

/* --- the month -------------------------------------------------------------------------------------------------------------- */

static enum err read_rules(struct replaying *replaying)
{
    struct replay_month *in = replaying->in;
    const struct policy *town = NULL;
    struct site site;
    enum err err = policy_on(replaying->tx->db, 0, in->from_day, &town);
    if (err != OK) {
        return err;
    }
    replaying->policy = *town;
    err = policy_decode(in->document, &replaying->policy, &in->head, &in->faults);
    if (err == OK) {
        policy_check(&replaying->policy, &in->faults);
        err = in->faults.n > 0 ? ERR_INVALID : OK;
    }
    err = err == OK ? site_by_public_id(replaying->tx->db, str_of(in->head.site), &site) : err;
    if (err == OK && site.kind != SITE_SICKROOM) {
        return ERR_NOT_FOUND;
    }
    replaying->site = (struct site_id){site.id};
    return err == OK ? reservation_calendar_read(replaying->tx->db, replaying->site, &replaying->policy,
                                                 in->from_day - CALENDAR_LOOK_BACK_DAYS,
                                                 sick_figures_last_day(in->from_day), &replaying->calendar)
                     : err;
}

enum err replay_month(struct tx *tx, struct replay_month *in)
{
    enum { ROOM_BYTES = (sizeof(struct room_day) + 63) / 64 * 64 };
    _Static_assert(ROOM_BYTES + sizeof(struct replaying) <= LANE_SCRATCH_BYTES,
                   "the month's rules and a day of it fit into the scratch memory");
    struct replaying *replaying = (struct replaying *)((char *)tx->scratch + ROOM_BYTES);
    memset(replaying, 0, offsetof(struct replaying, list));
    replaying->n = 0;
    replaying->in = in;
    replaying->tx = tx;
    replaying->room = tx->scratch;
    in->overrun = 0;
    enum err err = read_rules(replaying);
    err = err == OK ? tx_audit(tx, 0, "what_if_replay", str_of(in->head.site), STR("rules tried on a past month"))
                    : err;
    err = err == OK ? figures_replay_each(tx->db, replaying->site, in->from_day, take, replaying) : err;
    return err == OK ? play_day(replaying) : err;
}
