/* How the desk keeps a touch: number, signature, outbox, and only then the chime. See desk_parts.h. */
#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "desk_parts.h"
#include "feedback.h"
#include "sync.h"

#include "base/banned.h"

struct tap desk_tap(const struct desk *desk, enum tap_method method, const char *reader)
{
    struct sync sync = sync_read();
    struct tap tap = {.epoch = desk->options.credentials->epoch,
                      .time_ms = clock_now_ms(),
                      .direction = TAP_AUTO,
                      .method = method,
                      .clock_synced = sync.synced,
                      .clock_offset_ms = sync.offset_ms,
                      .clock_uncertainty_ms = sync.uncertainty_ms};
    memcpy(tap.site, desk->options.credentials->site, sizeof tap.site);
    memcpy(tap.gateway, desk->options.credentials->gateway, sizeof tap.gateway);
    enum err err = str_copy(str_of(reader), tap.reader, sizeof tap.reader);
    assert(err == OK);
    return tap;
}

struct tap desk_tap_again(const struct desk *desk, const struct tap *first, enum tap_direction direction)
{
    struct tap tap = desk_tap(desk, first->method, first->reader);
    memcpy(tap.card, first->card, sizeof tap.card);
    tap.time_ms = first->time_ms;
    tap.direction = direction;
    return tap;
}

static enum err keep(struct desk *desk, const struct tap *tap)
{
    char text[TAP_BYTES_MAX + 1];
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    tap_encode(tap, &buf);
    assert(!buf.overflow);
    secret_sign(desk->options.credentials->sign_secret, str_of(desk->topic), buf_view(&buf), signature);
    return outbox_add(desk->options.outbox, tap->time_ms, buf_view(&buf), signature);
}

enum err desk_commit(struct desk *desk, struct tap *tap)
{
    int64_t began_us = clock_mono_us();
    tap->seq = outbox_next(desk->options.outbox);
    if (keep(desk, tap) != OK) {
        return ERR_IO;
    }
    feedback_chime(tap->epoch, tap->seq, tap->said);
    int64_t chimed_us = clock_mono_us() - began_us;
    if (desk->wake != NULL) {
        desk->wake(desk->wake_arg);
    }
    entrance_keep(desk->entrance, tap);
    log_event(LOG_INFO, "touch", LOG_INT("epoch", tap->epoch), LOG_INT("seq", tap->seq),
              LOG_TEXT("said", punch_word(tap->said)), LOG_INT("chime_us", chimed_us));
    return OK;
}

/* Did it change where the child is? Then it may be taken back. */
static bool moves(enum punch_meaning meaning)
{
    return meaning == PUNCH_ARRIVE || meaning == PUNCH_LEAVE || meaning == PUNCH_BACK || meaning == PUNCH_ASK_LATE;
}

/* Names all of the chosen with this meaning; of a child that has a card to itself the card says enough. */
static void name_group(struct tap *tap, const struct entrance_family *family, const bool *chosen,
                       enum punch_meaning meaning)
{
    tap->said = meaning;
    tap->children_n = 0;
    for (size_t i = 0; i < family->n; i++) {
        bool named = family->n > 1 || !tap_has_card(tap);
        if (named && chosen[i] && family->what[i].meaning == meaning) {
            memcpy(tap->children[tap->children_n++], family->who[i].child, sizeof tap->children[0]);
        }
    }
}

enum err desk_commit_groups(struct desk *desk, struct tap *tap, const struct entrance_family *family,
                            const bool chosen[CHOICE_CHILDREN_MAX])
{
    struct moment *moment = &desk->moment;
    bool said[PUNCH_MEANING_COUNT] = {false};
    for (size_t i = 0; i < family->n; i++) {
        enum punch_meaning meaning = family->what[i].meaning;
        if (!chosen[i] || said[meaning]) {
            continue;
        }
        said[meaning] = true;
        name_group(tap, family, chosen, meaning);
        enum err err = desk_commit(desk, tap);
        if (err != OK) {
            return err;
        }
        moment->first = *tap;
        if (moves(meaning)) {
            assert(moment->undo_n < CHOICE_CHILDREN_MAX);
            moment->undo[moment->undo_n++] = tap->seq;
        }
    }
    return OK;
}
