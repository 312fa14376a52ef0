/* See app_codes.h. */
#include "app_codes.h"

#include <string.h>

#include "base/banned.h"

static bool taken(const struct app_codes *codes, const struct app_code *code, int64_t now_ms)
{
    size_t kept = codes->n < APP_CODES_KEPT ? codes->n : APP_CODES_KEPT;
    for (size_t i = 0; i < kept; i++) {
        bool same = memcmp(codes->list[i].nonce, code->nonce, sizeof code->nonce) == 0;
        if (same && now_ms - codes->list[i].at_ms >= APP_CODES_BOUNCE_MS) {
            return true;
        }
    }
    return false;
}

enum app_code_verdict app_codes_judge(const struct app_codes *codes, const struct app_code *code, int64_t now_ms,
                                      const struct sync *sync)
{
    int64_t age_ms = now_ms - code->issued_ms;
    if (age_ms > APP_CODE_LIFE_MS + sync->uncertainty_ms || age_ms < -(APP_CODES_AHEAD_MS + sync->uncertainty_ms)) {
        return sync->synced ? APP_CODE_OVER : APP_CODE_CLOCK;
    }
    return taken(codes, code, now_ms) ? APP_CODE_USED : APP_CODE_GOOD;
}

void app_codes_take(struct app_codes *codes, const struct app_code *code, int64_t now_ms)
{
    size_t at = codes->n % APP_CODES_KEPT;
    memcpy(codes->list[at].nonce, code->nonce, sizeof code->nonce);
    codes->list[at].at_ms = now_ms;
    codes->n++;
}
