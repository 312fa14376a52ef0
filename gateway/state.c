/* See state.h. */
#include "state.h"

#include <assert.h>

#include "sync.h"

#include "base/banned.h"

enum { SOON_MS = 5000, IDLE_MS = 60000, ALIVE_MS = 120000 };

struct receipt_state state_now(struct outbox *outbox, const struct credentials *credentials, const char *version,
                               enum gateway_state word)
{
    struct sync sync = sync_read();
    struct receipt_state state = {.state = word,
                                  .backlog = outbox_backlog(outbox),
                                  .epoch = credentials->epoch,
                                  .last = outbox_next(outbox) - 1,
                                  .clock_synced = sync.synced,
                                  .clock_offset_ms = sync.offset_ms,
                                  .clock_uncertainty_ms = sync.uncertainty_ms};
    enum err err = str_copy(str_of(version), state.version, sizeof state.version);
    assert(err == OK);
    return state;
}

void state_sign(const struct receipt_state *state, const struct credentials *credentials, const char *topic,
                struct buf *buf, unsigned char signature[SECRET_SIGNATURE_BYTES])
{
    receipt_state_encode(state, buf);
    assert(!buf->overflow);
    secret_sign(credentials->sign_secret, str_of(topic), buf_view(buf), signature);
}

bool state_worth_telling(const struct receipt_state *told, const struct receipt_state *now, int64_t since_ms)
{
    bool moved = (now->backlog == 0) != (told->backlog == 0) || now->backlog > 2 * told->backlog ||
                 2 * now->backlog < told->backlog;
    bool differs = now->reader != told->reader || now->clock_synced != told->clock_synced;
    return ((moved || differs) && since_ms >= SOON_MS) || (now->last != told->last && since_ms >= IDLE_MS) ||
           since_ms >= ALIVE_MS;
}
