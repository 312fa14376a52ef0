/* See sync.h. */
#include "sync.h"

#include <sys/timex.h>

#include "base/banned.h"

enum { UNKNOWN_UNCERTAINTY_MS = 16000 }; /* what the kernel says when nobody disciplines its clock */

static bool pretended;

void sync_pretend(void)
{
    pretended = true;
}

struct sync sync_read(void)
{
    struct timex kernel = {.modes = 0};
    if (pretended) {
        return (struct sync){.synced = true};
    }
    int state = adjtimex(&kernel);
    if (state < 0 || state == TIME_ERROR || (kernel.status & STA_UNSYNC) != 0) {
        return (struct sync){.synced = false, .uncertainty_ms = UNKNOWN_UNCERTAINTY_MS};
    }
    int64_t per_ms = (kernel.status & STA_NANO) != 0 ? 1000000 : 1000;
    return (struct sync){.synced = true, .offset_ms = kernel.offset / per_ms, .uncertainty_ms = kernel.maxerror / 1000};
}
