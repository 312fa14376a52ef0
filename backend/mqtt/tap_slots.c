/* The way of a verified tap to the lane and back: see tap_parts.h. */
#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/wait.h"
#include "mqtt/tap_parts.h"

#include "base/banned.h"

enum { SLOT_WAIT_MS = 500 };

/* NULL: no room even after waiting a little (the broker keeps what it has meanwhile). Waited once in vain, the next do not wait until a slot
 * has come back: the connection must go on breathing. */
static struct tap_slot *take_slot(struct tap_listener *listener)
{
    struct tap_slot *slot = NULL;
    struct timespec until = wait_until(SLOT_WAIT_MS);
    pthread_mutex_lock(&listener->lock);
    int rc = listener->dry ? ETIMEDOUT : 0;
    while (listener->unused == NULL && listener->fresh == TAP_SLOTS && rc == 0) {
        rc = pthread_cond_timedwait(&listener->slot_back, &listener->lock, &until);
    }
    if (listener->unused != NULL) {
        slot = listener->unused;
        listener->unused = slot->next;
    } else if (listener->fresh < TAP_SLOTS) {
        slot = &listener->slots[listener->fresh++];
    }
    if (slot != NULL) {
        listener->under_way++;
    } else {
        listener->dry = true;
        listener->figures.held_back++;
    }
    pthread_mutex_unlock(&listener->lock);
    return slot;
}

/* With the lock held. */
static void give_slot_back(struct tap_listener *listener, struct tap_slot *slot)
{
    slot->next = listener->unused;
    listener->unused = slot;
    listener->under_way--;
    listener->dry = false;
    pthread_cond_signal(&listener->slot_back);
}

/* On the lane's thread, inside the action. */
static enum err record(struct tx *tx, void *arg)
{
    struct tap_slot *slot = arg;
    return record_tap(tx, &slot->in);
}

/* On the lane's thread, after the commit: only now a receipt may be due. */
static void committed(void *arg, enum err err)
{
    struct tap_slot *slot = arg;
    struct tap_listener *listener = slot->listener;
    bool wake = false;
    pthread_mutex_lock(&listener->lock);
    if (err == OK && slot->in.outcome != RECORD_TAP_REFUSED) {
        struct receipt receipt = {.epoch = slot->in.tap.epoch, .through = slot->in.through};
        wake = listener->entrances.due_n == 0;
        entrances_committed(&listener->entrances, slot->entrance, receipt, clock_mono_ms());
        listener->figures.repeated += slot->in.outcome == RECORD_TAP_AGAIN ? 1 : 0;
    } else {
        listener->figures.refused += err == OK ? 1 : 0;
    }
    give_slot_back(listener, slot);
    if (wake) {
        broker_link_wake(listener->link); /* with the lock: the listener cannot be closed in between */
    }
    pthread_mutex_unlock(&listener->lock);
}

void tap_slots_hand_over(struct tap_listener *listener, struct entrance *entrance, const struct record_tap *in)
{
    struct tap_slot *slot = take_slot(listener);
    if (slot == NULL) {
        return;
    }
    slot->listener = listener;
    slot->entrance = entrance;
    slot->in = *in;
    memcpy(slot->payload, in->payload.p, in->payload.n);
    slot->in.payload.p = slot->payload;
    slot->job = (struct lane_job){.priority = LANE_TAP, .run = record, .done = committed, .arg = slot};
    enum err err = lane_post(listener->options.lane, &slot->job);
    pthread_mutex_lock(&listener->lock);
    if (err == OK) {
        listener->figures.taken++;
    } else {
        listener->figures.held_back++;
        give_slot_back(listener, slot);
    }
    pthread_mutex_unlock(&listener->lock);
}

void tap_slots_drain(struct tap_listener *listener)
{
    pthread_mutex_lock(&listener->lock);
    while (listener->under_way > 0) {
        pthread_cond_wait(&listener->slot_back, &listener->lock);
    }
    pthread_mutex_unlock(&listener->lock);
}
