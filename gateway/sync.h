/* What the kernel knows of the clock's discipline (NTP), for R-ATT-08: the server trusts a device's time only when it may. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

struct sync {
    bool synced;
    int64_t offset_ms; /* 0 when unknown */
    int64_t uncertainty_ms;
};

/* A followed clock file (tests, drills) counts as synced: it is what the server follows too. Call before any sync_read. */
void sync_pretend(void);
struct sync sync_read(void);
