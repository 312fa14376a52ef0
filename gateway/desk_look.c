/* The desk as the screen and the watchdog see it: see desk.h. */
#include "base/clock.h"
#include "base/log.h"
#include "base/wait.h"
#include "desk_parts.h"
#include "feedback.h"
#include "sync.h"

#include "base/banned.h"

void desk_screen_join(struct desk *desk)
{
    pthread_mutex_lock(&desk->lock);
    desk->screens++;
    pthread_mutex_unlock(&desk->lock);
}

void desk_screen_leave(struct desk *desk)
{
    pthread_mutex_lock(&desk->lock);
    desk->screens--;
    pthread_mutex_unlock(&desk->lock);
}

/* Longer than a hiccup without the server: from then on this box watches by itself. With the lock held. */
static bool server_gone(const struct desk *desk)
{
    return desk->unlinked_ms != 0 && clock_mono_ms() - desk->unlinked_ms >= desk->options.link_gone_ms;
}

/* With the lock held. */
static bool wants_word(const struct moment *moment, int64_t mono_ms)
{
    bool speaks = false;
    for (size_t i = 0; i < moment->family.n; i++) {
        speaks = speaks || entrance_speaks(&moment->family, i);
    }
    return speaks && moment->kind == DESK_DONE && mono_ms < moment->names_until_ms + DESK_SPEAK_MS - DESK_SHOW_MS;
}

void desk_look(struct desk *desk, struct desk_moment *ret_moment, struct desk_state *ret_state)
{
    int64_t mono_ms = clock_mono_ms();
    struct sync sync = sync_read();
    int64_t backlog = outbox_backlog(desk->options.outbox);
    pthread_mutex_lock(&desk->lock);
    const struct moment *moment = &desk->moment;
    bool names = mono_ms < moment->names_until_ms;
    bool undo = moment->undo_n > 0 && mono_ms < moment->undo_until_ms;
    bool speak = wants_word(moment, mono_ms);
    int64_t now_ms = clock_now_ms();
    *ret_moment = (struct desk_moment){.ticket = moment->ticket,
                                       .kind = names || undo || speak ? moment->kind : DESK_IDLE,
                                       .question = moment->question,
                                       .said = moment->said,
                                       .touched_ms = moment->first.time_ms,
                                       .throwaway = moment->throwaway,
                                       .stale = moment->stale,
                                       .names = names,
                                       .undo = undo,
                                       .speak = speak,
                                       .family = moment->family};
    ret_moment->family.n = names ? moment->family.n : 0; /* R-ATT-19 */
    *ret_state = (struct desk_state){.now_ms = now_ms,
                                     .clock_synced = sync.synced,
                                     .clock_offset_ms = sync.offset_ms,
                                     .clock_uncertainty_ms = sync.uncertainty_ms,
                                     .reader = desk->reader,
                                     .disk = desk->disk,
                                     .linked = desk->linked,
                                     .backlog = backlog,
                                     .roster_day = entrance_roster_day(desk->entrance, now_ms),
                                     .missed = desk->missed};
    pthread_mutex_unlock(&desk->lock);
}

int64_t desk_wait(struct desk *desk, int64_t seen, int64_t timeout_ms)
{
    struct timespec until = wait_until(timeout_ms);
    pthread_mutex_lock(&desk->lock);
    int rc = 0;
    while (desk->version == seen && !desk->stopping && rc == 0) {
        rc = pthread_cond_timedwait(&desk->changed, &desk->lock, &until);
    }
    int64_t version = desk->stopping ? -1 : desk->version;
    pthread_mutex_unlock(&desk->lock);
    return version;
}

void desk_stop(struct desk *desk)
{
    pthread_mutex_lock(&desk->lock);
    desk->stopping = true;
    pthread_cond_broadcast(&desk->changed);
    pthread_mutex_unlock(&desk->lock);
}

size_t desk_by_symbol(struct desk *desk, int32_t symbol, struct entrance_child *list, size_t max)
{
    pthread_mutex_lock(&desk->lock);
    size_t n = entrance_by_symbol(desk->entrance, symbol, clock_now_ms(), list, max);
    pthread_mutex_unlock(&desk->lock);
    return n;
}

void desk_link(struct desk *desk, bool connected)
{
    pthread_mutex_lock(&desk->lock);
    if (connected != desk->linked) {
        desk->linked = connected;
        desk->version++;
        pthread_cond_broadcast(&desk->changed);
    }
    if (connected) {
        desk->unlinked_ms = 0;
    } else if (desk->unlinked_ms == 0) {
        desk->unlinked_ms = clock_mono_ms();
    }
    pthread_mutex_unlock(&desk->lock);
}

void desk_tick(struct desk *desk)
{
    pthread_mutex_lock(&desk->lock);
    size_t missed = server_gone(desk) ? entrance_missed(desk->entrance, clock_now_ms()) : 0;
    bool raised = missed > 0 && desk->missed == 0;
    bool changed = missed != desk->missed;
    desk->missed = missed;
    if (changed) {
        desk->version++;
        pthread_cond_broadcast(&desk->changed);
    }
    pthread_mutex_unlock(&desk->lock);
    if (raised) {
        feedback_roll_call((int64_t)missed);
        log_event(LOG_ERROR, "roll_call_needed", LOG_INT("children", (int64_t)missed),
                  LOG_TEXT("todo", "the server is gone: call the roll at the nursery, and restore the network"));
    }
}
