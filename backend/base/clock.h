/* The only place that asks what time it is. Instants are UTC in Unix milliseconds; timeouts use the monotonic clock. */
#pragma once

#include <stdint.h>

#include "base/err.h"

/* Wall clock, or the followed file's instant, or the pinned one. Thread-safe. */
int64_t clock_now_ms(void);
/* Monotonic; never follows a file. */
int64_t clock_mono_ms(void);
int64_t clock_mono_us(void);
/* Like clock_mono_ms but to the kernel's tick (4 ms): cheap enough to ask once a byte. */
int64_t clock_coarse_ms(void);

/* Follows FILE (one RFC 3339 instant, replaced by rename) from now on; time stands still between changes.
 * ERR_IO when it cannot be read, ERR_INVALID when it holds no instant. Call once, before threads start. */
enum err clock_follow_file(const char *path) NODISCARD;
/* For simulations and tests: time stands at now_ms until pinned again. */
void clock_pin(int64_t now_ms);
