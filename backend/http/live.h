/* Live streams (Server-Sent Events, contract 3 GET /live). One hub thread waits for what is committed, refreshes the vacancy snapshot
 * and wakes exactly the streams concerned; each stream writes by its own thread, so that a stalled phone delays only itself. */
#pragma once

#include <stdint.h>

#include "base/err.h"

struct server;
struct live;

enum {
    LIVE_HEARTBEAT_MS = 15000,
    LIVE_LIFE_MS = 300000, /* then the page connects again */
    LIVE_GATHER_MS = 50,   /* the first change goes at once, further ones at most this often */
};

enum err live_open(struct server *server, int streams_max, struct live **ret) NODISCARD;
/* Ends every stream and the hub; streams that still write finish by themselves. */
void live_stop(struct live *live);
/* After the web server has stopped. NULL is fine. */
void live_close(struct live *live);
int64_t live_count(const struct live *live);
