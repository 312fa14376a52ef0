/* The fold of one child's day: see attendance.h. What the day looks like from outside is attendance_state.c. */
#include "core/attendance.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "core/attendance_step.h"

#include "base/banned.h"

#define EVERY_TAP INT64_MAX

/* Which part of the events a walk may see. */
struct part {
    int64_t tap_id_max;
    size_t corrections_n;
};

static int compare_number(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

int attendance_step_compare(const void *a, const void *b)
{
    const struct attendance_tap *x = a;
    const struct attendance_tap *y = b;
    int by = compare_number(x->event_ms, y->event_ms);
    by = by != 0 ? by : compare_number(x->gateway_id, y->gateway_id);
    by = by != 0 ? by : compare_number(x->epoch, y->epoch);
    return by != 0 ? by : compare_number(x->seq, y->seq);
}

static bool stands(const struct attendance_correction *correction)
{
    return correction->kind != CORRECTION_VOID && !correction->replaced && !correction->voided;
}

/* The last touch of this tap's card that was not itself a bounce (R-ATT-02). */
static int64_t touched_before(const struct attendance_events *events, size_t i, int64_t tap_id_max)
{
    for (size_t j = i; j > 0; j--) {
        const struct attendance_tap *tap = &events->taps[j - 1];
        if (tap->use == ATTENDANCE_USED && tap->id <= tap_id_max && tap->card_id == events->taps[i].card_id &&
            tap->meaning != PUNCH_BOUNCE) {
            return tap->event_ms;
        }
    }
    return 0;
}

enum punch_meaning attendance_step_tap(struct attendance_step *walk, const struct attendance_tap *tap)
{
    enum punch_meaning meaning = punch_decide(walk->policy, &walk->known, tap->wish, tap->event_ms);
    punch_apply(&walk->known, meaning, tap->event_ms);
    switch (meaning) {
    case PUNCH_ARRIVE:
        walk->arrived_ms = tap->event_ms;
        break;
    case PUNCH_LEAVE:
    case PUNCH_ASK_LATE:
        walk->left_ms = tap->event_ms;
        break;
    case PUNCH_BACK:
        walk->left_ms = 0;
        break;
    case PUNCH_ASK_RETURN:
        walk->asked = true;
        break;
    case PUNCH_BOUNCE:
    case PUNCH_LOCKED:
    case PUNCH_UNKNOWN:
    case PUNCH_KEPT:
    case PUNCH_ASK_WHO:
    case PUNCH_UNDONE:
        break;
    case PUNCH_MEANING_COUNT:
        assert(false);
    }
    return meaning;
}

/* Staff's word is taken as it is. Stepping out starts no lock: it was not a punch, and the way back may be short. */
static void take_correction(struct attendance_step *walk, const struct attendance_correction *correction)
{
    switch (correction->kind) {
    case CORRECTION_ARRIVE:
        walk->known.place = PUNCH_PRESENT;
        walk->known.accepted_ms = correction->at_ms;
        walk->arrived_ms = correction->at_ms;
        walk->left_ms = 0;
        break;
    case CORRECTION_LEAVE:
        walk->known.place = PUNCH_LEFT;
        walk->known.accepted_ms = correction->at_ms;
        walk->left_ms = correction->at_ms;
        break;
    case CORRECTION_STEP_OUT:
        walk->known.place = PUNCH_STEPPED_OUT;
        walk->left_ms = 0;
        break;
    case CORRECTION_STEP_BACK:
        walk->known.place = PUNCH_PRESENT;
        walk->known.accepted_ms = correction->at_ms;
        walk->left_ms = 0;
        break;
    case CORRECTION_VOID:
        break;
    }
}

/* The standing corrections of the part in the order of the instants they speak of. */
static size_t order_corrections(const struct attendance_events *events, struct part part,
                                const struct attendance_correction *order[ATTENDANCE_CORRECTIONS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < part.corrections_n; i++) {
        const struct attendance_correction *correction = &events->corrections[i];
        if (!stands(correction)) {
            continue;
        }
        size_t at = n++;
        for (; at > 0 && order[at - 1]->at_ms > correction->at_ms; at--) {
            order[at] = order[at - 1];
        }
        order[at] = correction;
    }
    return n;
}

static struct attendance_step walk_part(struct attendance_events *events, struct part part)
{
    const struct attendance_correction *order[ATTENDANCE_CORRECTIONS_MAX];
    struct attendance_step walk = {.policy = &events->policy};
    size_t n = order_corrections(events, part, order);
    size_t next = 0;
    for (size_t i = 0; i < events->taps_n; i++) {
        struct attendance_tap *tap = &events->taps[i];
        if (tap->use != ATTENDANCE_USED || tap->id > part.tap_id_max) {
            continue;
        }
        for (; next < n && order[next]->at_ms <= tap->event_ms; next++) {
            take_correction(&walk, order[next]);
        }
        walk.known.touched_ms = touched_before(events, i, part.tap_id_max);
        tap->meaning = attendance_step_tap(&walk, tap);
    }
    for (; next < n; next++) {
        take_correction(&walk, order[next]);
    }
    return walk;
}

/* Repeats, voided ones, and late ones from before a correction (R-ATT-10). A correction that was written in knowledge of the late one settles it. */
static enum attendance_use use_at_first(const struct attendance_events *events, size_t i)
{
    const struct attendance_tap *tap = &events->taps[i];
    bool overruled = false;
    bool settled = false;
    if (tap->undone) {
        return ATTENDANCE_VOIDED;
    }
    if (i > 0 && attendance_step_compare(tap - 1, tap) == 0) {
        return ATTENDANCE_REPEATED;
    }
    for (size_t c = 0; c < events->corrections_n; c++) {
        const struct attendance_correction *correction = &events->corrections[c];
        if (correction->kind == CORRECTION_VOID) {
            if (correction->tap_id == tap->id) {
                return ATTENDANCE_VOIDED;
            }
        } else if (correction->voided) {
            continue; /* as if it had not been said */
        } else if (tap->id <= correction->known_tap_id) {
            settled = true;
        } else if (tap->event_ms < correction->recorded_ms) {
            overruled = true;
        }
    }
    if (!overruled) {
        return ATTENDANCE_USED;
    }
    return settled ? ATTENDANCE_SUPERSEDED : ATTENDANCE_OVERRULED;
}

/* Does this word of staff stand in place of what the tap said? The tap's meaning is the one it had when the word was written. */
static bool supersedes(const struct attendance_correction *correction, const struct attendance_tap *tap,
                       bool last_leave, int64_t lock_ms)
{
    int64_t distance_ms = llabs(tap->event_ms - correction->at_ms);
    bool moment = distance_ms < lock_ms;
    switch (correction->kind) {
    case CORRECTION_ARRIVE:
        return tap->meaning == PUNCH_ARRIVE || tap->event_ms <= correction->at_ms;
    case CORRECTION_LEAVE:
        return last_leave || tap->event_ms >= correction->at_ms;
    case CORRECTION_STEP_OUT:
        return last_leave && moment;
    case CORRECTION_STEP_BACK:
        return moment &&
               (tap->meaning == PUNCH_BACK || tap->meaning == PUNCH_ASK_RETURN || tap->meaning == PUNCH_LOCKED);
    case CORRECTION_VOID:
        return false;
    }
    assert(false);
    return false;
}

/* Marks what the c-th correction replaces: taps that it knew, and an earlier word of the same kind about arriving or leaving. */
static void take_back(struct attendance_events *events, size_t c)
{
    const struct attendance_correction *correction = &events->corrections[c];
    struct part part = {.tap_id_max = correction->known_tap_id, .corrections_n = c};
    bool left = walk_part(events, part).known.place == PUNCH_LEFT;
    for (size_t i = events->taps_n; i > 0; i--) {
        struct attendance_tap *tap = &events->taps[i - 1];
        if (tap->use != ATTENDANCE_USED || tap->id > correction->known_tap_id) {
            continue;
        }
        bool leave = tap->meaning == PUNCH_LEAVE || tap->meaning == PUNCH_ASK_LATE;
        if (supersedes(correction, tap, left && leave, events->policy.lock_ms)) {
            tap->use = ATTENDANCE_SUPERSEDED;
        }
        left = left && !leave; /* only the leave that the child is gone by */
    }
    for (size_t i = 0; i < c; i++) {
        struct attendance_correction *earlier = &events->corrections[i];
        if (earlier->kind == correction->kind &&
            (earlier->kind == CORRECTION_ARRIVE || earlier->kind == CORRECTION_LEAVE)) {
            earlier->replaced = true;
        }
    }
}

/* What a person would call the same: here, gone, a question, nothing. */
static int kind_of(enum punch_meaning meaning)
{
    switch (meaning) {
    case PUNCH_ARRIVE:
    case PUNCH_BACK:
        return 1;
    case PUNCH_LEAVE:
    case PUNCH_ASK_LATE:
        return 2;
    case PUNCH_ASK_RETURN:
        return 3;
    case PUNCH_BOUNCE:
    case PUNCH_LOCKED:
    case PUNCH_UNKNOWN:
    case PUNCH_KEPT:
    case PUNCH_ASK_WHO:
    case PUNCH_UNDONE:
        return 0;
    case PUNCH_MEANING_COUNT:
        break;
    }
    assert(false);
    return 0;
}

bool attendance_step_contradicts(enum punch_meaning said, enum punch_meaning meaning)
{
    return said != PUNCH_KEPT && kind_of(said) != kind_of(meaning);
}

uint32_t attendance_step_unresolved(const struct attendance_step *step)
{
    bool nobody_arrived = step->known.place != PUNCH_NOT_ARRIVED && step->arrived_ms == 0;
    return step->asked || nobody_arrived ? ATTENDANCE_UNRESOLVED : 0;
}

/* The family was told something else than what counts, and nobody of the staff has looked since. */
static bool contradicts(const struct attendance_events *events, const struct attendance_tap *tap)
{
    if (!attendance_step_contradicts(tap->said, tap->meaning)) {
        return false;
    }
    for (size_t c = 0; c < events->corrections_n; c++) {
        if (tap->id <= events->corrections[c].known_tap_id) {
            return false;
        }
    }
    return true;
}

static uint32_t flags_of(const struct attendance_events *events, const struct attendance_step *walk)
{
    uint32_t flags = events->corrections_n > 0 ? ATTENDANCE_CORRECTED : 0;
    flags |= attendance_step_unresolved(walk);
    for (size_t i = 0; i < events->taps_n; i++) {
        const struct attendance_tap *tap = &events->taps[i];
        if (tap->use == ATTENDANCE_OVERRULED || (tap->use == ATTENDANCE_USED && contradicts(events, tap))) {
            flags |= ATTENDANCE_CONFLICT;
        }
        if (tap->use == ATTENDANCE_USED && tap->clock_doubt) {
            flags |= ATTENDANCE_CLOCK_DOUBT;
        }
    }
    return flags;
}

static void mark_voided(struct attendance_events *events)
{
    for (size_t c = 0; c < events->corrections_n; c++) {
        struct attendance_correction *correction = &events->corrections[c];
        correction->replaced = false;
        correction->voided = false;
        for (size_t v = 0; v < events->corrections_n && correction->kind != CORRECTION_VOID; v++) {
            correction->voided = correction->voided || events->corrections[v].voids_id == correction->id;
        }
    }
}

void attendance_fold(struct attendance_events *events, struct attendance_day *ret)
{
    assert(events->taps_n <= ATTENDANCE_TAPS_MAX);
    assert(events->corrections_n <= ATTENDANCE_CORRECTIONS_MAX);
    if (events->taps_n > 1) {
        qsort(events->taps, events->taps_n, sizeof events->taps[0], attendance_step_compare);
    }
    mark_voided(events);
    for (size_t i = 0; i < events->taps_n; i++) {
        events->taps[i].meaning = PUNCH_KEPT;
        events->taps[i].use = use_at_first(events, i);
    }
    for (size_t c = 0; c < events->corrections_n; c++) {
        if (stands(&events->corrections[c])) {
            take_back(events, c);
        }
    }
    struct attendance_step walk = walk_part(events, (struct part){EVERY_TAP, events->corrections_n});
    for (size_t i = 0; i < events->taps_n; i++) {
        if (events->taps[i].use != ATTENDANCE_USED) {
            events->taps[i].meaning = PUNCH_KEPT;
        }
    }
    *ret = (struct attendance_day){
        .place = walk.known.place,
        .arrived_ms = walk.arrived_ms,
        .left_ms = walk.left_ms,
        .accepted_ms = walk.known.accepted_ms,
        .flags = flags_of(events, &walk),
    };
    assert(ret->place != PUNCH_NOT_ARRIVED || ret->arrived_ms == 0);
    assert(ret->place != PUNCH_LEFT || ret->left_ms != 0);
}
