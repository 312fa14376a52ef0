/* How long things took: a histogram of microseconds with 1/64 resolution, for any number of values. One thread each; merge at the end. */
#pragma once

#include <stdint.h>

#include "base/str.h"

enum { LATENCY_BUCKETS = 64 * 32 };

struct latency {
    int64_t counts[LATENCY_BUCKETS];
    int64_t n;
    int64_t max_us;
};

void latency_add(struct latency *latency, int64_t us);
void latency_merge(struct latency *into, const struct latency *from);
/* The value that `permille` of all are not above, rounded up to its bucket; 0 when there is none. */
int64_t latency_at(const struct latency *latency, int32_t permille);
/* Microseconds as milliseconds with three decimals. */
void latency_put_ms(struct buf *buf, int64_t us);
