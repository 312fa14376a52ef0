/* The fold one tap further: see attendance.h. test_town.c holds it against the whole fold. */
#include <stddef.h>

#include "core/attendance.h"
#include "core/attendance_step.h"

#include "base/banned.h"

/* Where this card's last touch is kept; NULL: no room for another card. */
static int64_t *touch_of(struct attendance_running *running, int64_t card_id)
{
    for (size_t i = 0; i < running->cards_n; i++) {
        if (running->cards[i].card_id == card_id) {
            return &running->cards[i].touched_ms;
        }
    }
    if (running->cards_n == ATTENDANCE_CARDS_MAX) {
        return NULL;
    }
    running->cards[running->cards_n].card_id = card_id;
    running->cards[running->cards_n].touched_ms = 0;
    return &running->cards[running->cards_n++].touched_ms;
}

static struct attendance_step step_of(const struct attendance_running *running, const struct punch_policy *policy)
{
    return (struct attendance_step){.policy = policy,
                                    .known = running->known,
                                    .arrived_ms = running->arrived_ms,
                                    .left_ms = running->left_ms,
                                    .asked = running->asked};
}

static void take(struct attendance_running *running, const struct punch_policy *policy,
                 const struct attendance_tap *tap, int64_t *touched_ms)
{
    struct attendance_step step = step_of(running, policy);
    running->n++;
    running->last = *tap;
    if (tap->undone) {
        return; /* it stays in its place and says nothing */
    }
    step.known.touched_ms = *touched_ms;
    enum punch_meaning meaning = attendance_step_tap(&step, tap);
    if (meaning != PUNCH_BOUNCE) {
        *touched_ms = tap->event_ms;
    }
    if (attendance_step_contradicts(tap->said, meaning)) {
        running->flags |= ATTENDANCE_CONFLICT;
    }
    if (tap->clock_doubt) {
        running->flags |= ATTENDANCE_CLOCK_DOUBT;
    }
    running->known = step.known;
    running->arrived_ms = step.arrived_ms;
    running->left_ms = step.left_ms;
    running->asked = step.asked;
}

bool attendance_follow(struct attendance_running *running, const struct punch_policy *policy,
                       const struct attendance_tap *tap, struct attendance_day *ret)
{
    if (running->n > 0 && attendance_step_compare(&running->last, tap) >= 0) {
        return false;
    }
    if (running->n < ATTENDANCE_TAPS_MAX) { /* later ones are not folded: somebody plays with the card */
        int64_t *touched_ms = touch_of(running, tap->card_id);
        if (touched_ms == NULL) {
            return false;
        }
        take(running, policy, tap, touched_ms);
    }
    struct attendance_step step = step_of(running, policy);
    *ret = (struct attendance_day){.place = step.known.place,
                                   .arrived_ms = step.arrived_ms,
                                   .left_ms = step.left_ms,
                                   .accepted_ms = step.known.accepted_ms,
                                   .flags = running->flags | attendance_step_unresolved(&step)};
    return true;
}
