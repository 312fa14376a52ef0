/* What the door counts by itself, for /metrics: civetweb as Debian builds it counts nothing. */
#pragma once

#include <stdint.h>

#include "base/str.h"
#include "core/access.h"

struct db;
struct server;

enum { COUNTERS_LATENCIES = 12 };

/* One answered request: operation < 0 is a page, a probe or a refusal before a route was found. */
void counters_note(int operation, int status, int64_t us);
/* Prometheus text, with the lane's figures and those of the outbox, which db reads. */
void counters_put(struct buf *out, const struct server *server, struct db *db);
