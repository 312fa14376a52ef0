/* See latency.h. Values below 64 have a bucket each; above, every power of two has 64. */
#include "fleet/latency.h"

#include <assert.h>
#include <stdbool.h>

#include "base/banned.h"

static int bucket_of(int64_t us)
{
    int shift = 0;
    while (us >> shift >= 128) {
        shift++;
    }
    int64_t bucket = us < 64 ? us : (int64_t)(shift + 1) * 64 + ((us >> shift) - 64);
    return bucket < LATENCY_BUCKETS ? (int)bucket : LATENCY_BUCKETS - 1;
}

static int64_t top_of(int bucket)
{
    if (bucket < 64) {
        return bucket;
    }
    int shift = bucket / 64 - 1;
    return ((int64_t)(bucket % 64 + 64 + 1) << shift) - 1;
}

void latency_add(struct latency *latency, int64_t us)
{
    int64_t value = us < 0 ? 0 : us;
    latency->counts[bucket_of(value)]++;
    latency->n++;
    latency->max_us = value > latency->max_us ? value : latency->max_us;
}

void latency_merge(struct latency *into, const struct latency *from)
{
    for (int i = 0; i < LATENCY_BUCKETS; i++) {
        into->counts[i] += from->counts[i];
    }
    into->n += from->n;
    into->max_us = from->max_us > into->max_us ? from->max_us : into->max_us;
}

int64_t latency_at(const struct latency *latency, int32_t permille)
{
    assert(permille >= 0);
    assert(permille <= 1000);
    int64_t wanted = (latency->n * permille + 999) / 1000;
    int64_t seen = 0;
    for (int i = 0; i < LATENCY_BUCKETS && latency->n > 0; i++) {
        seen += latency->counts[i];
        if (seen >= wanted) {
            int64_t top_us = top_of(i);
            bool open_ended = i == LATENCY_BUCKETS - 1;
            return top_us < latency->max_us && !open_ended ? top_us : latency->max_us;
        }
    }
    return latency->max_us;
}

void latency_put_ms(struct buf *buf, int64_t us)
{
    buf_int(buf, us / 1000);
    buf_char(buf, '.');
    buf_padded(buf, us % 1000, 3);
}
