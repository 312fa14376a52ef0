/* See trouble.h. */
#include "trouble.h"

#include "base/clock.h"
#include "base/log.h"

#include "base/banned.h"

enum { BURST_MS = 10000, NOT_AUTHORIZED = 135 };

/* Counts one more. True when a line is due; *ret_n says how many it stands for. */
static bool due(struct trouble *trouble, int64_t *ret_n)
{
    int64_t now_ms = clock_mono_ms();
    trouble->n++;
    if (trouble->logged_ms != 0 && now_ms - trouble->logged_ms < BURST_MS) {
        return false;
    }
    *ret_n = trouble->n;
    trouble->logged_ms = now_ms;
    trouble->n = 0;
    return true;
}

void trouble_forged(struct trouble *trouble, const char *what, const char *todo)
{
    int64_t n = 0;
    if (due(trouble, &n)) {
        log_event(LOG_WARN, "not_believed", LOG_TEXT("what", what), LOG_TEXT("todo", todo), LOG_INT("times", n));
    }
}

void trouble_disk(struct trouble *trouble)
{
    int64_t n = 0;
    if (due(trouble, &n)) {
        log_event(LOG_ERROR, "outbox_failed", LOG_TEXT("todo", "check the disk of this box: it is full or broken"),
                  LOG_INT("times", n));
    }
}

void trouble_refused(struct trouble *trouble, int reason)
{
    int64_t n = 0;
    if (due(trouble, &n)) {
        const char *todo = reason == NOT_AUTHORIZED
                               ? "let the broker's ACL give this gateway its tap and state topics, and reload it"
                               : "look at the broker's log: it refuses what this gateway publishes";
        log_event(LOG_ERROR, "publish_refused", LOG_INT("reason", reason), LOG_TEXT("todo", todo), LOG_INT("times", n));
    }
}
