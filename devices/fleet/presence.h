/* What a simulated entrance says of itself on …/state, retained: `ready` on every connection and every two minutes, so that a nursery whose cards rest
 * is not taken for one whose box is gone; `disconnected` when it ends; `lost` is the broker's word for it, left behind as the last will. */
#pragma once

#include <stdint.h>

#include "fleet/member.h"
#include "wire/receipt.h"

struct mqtt5__property;

/* The user property `sig`; the caller frees it. */
struct mqtt5__property *presence_signed(const unsigned char signature[SECRET_SIGNATURE_BYTES]);

/* Before the connection is made. */
void presence_will(struct member *member);
void presence_tell(struct member *member, enum gateway_state word);
/* Says `ready` again when it is time. */
void presence_turn(struct member *member, int64_t now_us);
