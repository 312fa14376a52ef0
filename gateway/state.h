/* What the box says of itself on …/state: made, signed, and when it is worth saying again. */
#pragma once

#include <stdbool.h>

#include "outbox.h"
#include "wire/credentials.h"
#include "wire/receipt.h"

struct receipt_state state_now(struct outbox *outbox, const struct credentials *credentials, const char *version,
                               enum gateway_state word);
/* Encodes into buf and signs for `topic`. */
void state_sign(const struct receipt_state *state, const struct credentials *credentials, const char *topic,
                struct buf *buf, unsigned char signature[SECRET_SIGNATURE_BYTES]);
/* Backlog from or to nothing, doubled or halved, a reader that came or went, a clock that lost its time: worth telling every five seconds; the last number alone:
 * once a minute; nothing at all: every two minutes, so that a quiet box is not taken for a dead one. */
bool state_worth_telling(const struct receipt_state *told, const struct receipt_state *now, int64_t since_ms);
