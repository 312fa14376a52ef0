/* Whether a code of the app may be taken now (R-ATT-18): signed, of this minute by this box's clock, and not taken before. A clock that is not sure of
 * itself widens the minute by its doubt, and what is then still outside is refused as the box's own fault, so that the family is sent to the card
 * or the name instead of being sent away. Behind the desk's lock. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "sync.h"
#include "wire/app_code.h"

/* A scanner that looks at a phone reads the same code again and again: for so long that is a bounce, as of a card (R-ATT-02). */
enum { APP_CODES_KEPT = 512, APP_CODES_AHEAD_MS = 5000, APP_CODES_BOUNCE_MS = 5000 };

enum app_code_verdict {
    APP_CODE_GOOD,
    APP_CODE_OVER,  /* older than a minute, or of the future */
    APP_CODE_CLOCK, /* the same, but the box's clock may be wrong */
    APP_CODE_USED,
};

/* What was taken; zeros to begin with. A second taking within the minute is found, later ones are over anyway. */
struct app_codes {
    struct {
        unsigned char nonce[APP_CODE_NONCE_BYTES];
        int64_t at_ms;
    } list[APP_CODES_KEPT];
    size_t n; /* taken since the beginning */
};

enum app_code_verdict app_codes_judge(const struct app_codes *codes, const struct app_code *code, int64_t now_ms,
                                      const struct sync *sync);
/* It was taken: its touch is kept. */
void app_codes_take(struct app_codes *codes, const struct app_code *code, int64_t now_ms);
