/* See counters.h. Relaxed atomics: figures, not decisions. */
#include "http/password_pool.h"
#include "http/counters.h"

#include <stdatomic.h>

#include "base/clock.h"
#include "http/live.h"
#include "http/server.h"
#include "store/message_store.h"

#include "base/banned.h"

enum { STATUS_FIRST = 100, STATUS_COUNT = 500 };

static _Atomic uint64_t by_status[STATUS_COUNT];
static _Atomic uint64_t by_operation[OPERATION_COUNT];
static _Atomic uint64_t by_latency[COUNTERS_LATENCIES + 1];
static _Atomic uint64_t latency_us;
static const int64_t latency_bound_us[COUNTERS_LATENCIES] = {100,   250,   500,   1000,   2500,   5000,
                                                             10000, 25000, 50000, 100000, 250000, 1000000};
static const char *const latency_bound_s[COUNTERS_LATENCIES] = {
    "0.0001", "0.00025", "0.0005", "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "1"};

static void add(_Atomic uint64_t *counter, uint64_t n)
{
    atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

void counters_note(int operation, int status, int64_t us)
{
    size_t bucket = 0;
    if (status >= STATUS_FIRST && status < STATUS_FIRST + STATUS_COUNT) {
        add(&by_status[status - STATUS_FIRST], 1);
    }
    if (operation >= 0) {
        add(&by_operation[operation], 1);
    }
    while (bucket < COUNTERS_LATENCIES && us > latency_bound_us[bucket]) {
        bucket++;
    }
    add(&by_latency[bucket], 1);
    add(&latency_us, (uint64_t)us);
}

static void put(struct buf *out, const char *name, const char *label, const char *value, int64_t n)
{
    buf_puts(out, name);
    if (label != NULL) {
        buf_char(out, '{');
        buf_puts(out, label);
        buf_puts(out, "=\"");
        buf_puts(out, value);
        buf_puts(out, "\"}");
    }
    buf_char(out, ' ');
    buf_int(out, n);
    buf_char(out, '\n');
}

static void put_type(struct buf *out, const char *name, const char *type, const char *help)
{
    buf_puts(out, "# HELP ");
    buf_puts(out, name);
    buf_char(out, ' ');
    buf_puts(out, help);
    buf_puts(out, "\n# TYPE ");
    buf_puts(out, name);
    buf_char(out, ' ');
    buf_puts(out, type);
    buf_char(out, '\n');
}

static void put_requests(struct buf *out)
{
    put_type(out, "tsubame_http_requests_total", "counter", "Answers by status.");
    for (int i = 0; i < STATUS_COUNT; i++) {
        if (by_status[i] > 0) {
            char text[8];
            struct buf number;
            buf_init(&number, text, sizeof text);
            buf_int(&number, i + STATUS_FIRST);
            put(out, "tsubame_http_requests_total", "status", text, (int64_t)by_status[i]);
        }
    }
    put_type(out, "tsubame_http_operations_total", "counter", "Answers by operation of the API document.");
    for (int i = 0; i < OPERATION_COUNT; i++) {
        if (by_operation[i] > 0) {
            put(out, "tsubame_http_operations_total", "operation", access_rule((enum access_operation)i)->name,
                (int64_t)by_operation[i]);
        }
    }
}

static void put_latency(struct buf *out)
{
    uint64_t sum = 0;
    put_type(out, "tsubame_http_request_seconds", "histogram",
             "From the complete header to the last byte handed over; streams are left out.");
    for (size_t i = 0; i < COUNTERS_LATENCIES; i++) {
        sum += by_latency[i];
        put(out, "tsubame_http_request_seconds_bucket", "le", latency_bound_s[i], (int64_t)sum);
    }
    sum += by_latency[COUNTERS_LATENCIES];
    put(out, "tsubame_http_request_seconds_bucket", "le", "+Inf", (int64_t)sum);
    buf_puts(out, "tsubame_http_request_seconds_sum ");
    buf_int(out, (int64_t)(latency_us / 1000000));
    buf_char(out, '.');
    buf_padded(out, (int64_t)(latency_us % 1000000), 6);
    buf_char(out, '\n');
    put(out, "tsubame_http_request_seconds_count", NULL, NULL, (int64_t)sum);
}

static void put_lane(struct buf *out, const struct server *server)
{
    struct lane_figures lane;
    lane_figures(server->lane, &lane);
    put_type(out, "tsubame_lane_jobs_total", "counter", "Actions that the write lane ran.");
    put(out, "tsubame_lane_jobs_total", NULL, NULL, lane.jobs);
    put_type(out, "tsubame_lane_commits_total", "counter", "Commits; each carries all that waited.");
    put(out, "tsubame_lane_commits_total", NULL, NULL, lane.commits);
    put_type(out, "tsubame_lane_refused_total", "counter", "Actions refused because a queue was full.");
    put(out, "tsubame_lane_refused_total", NULL, NULL, lane.refused);
    put_type(out, "tsubame_lane_failed_total", "counter", "Commits that failed.");
    put(out, "tsubame_lane_failed_total", NULL, NULL, lane.failed);
    put_type(out, "tsubame_lane_waiting", "gauge", "Actions waiting now.");
    put(out, "tsubame_lane_waiting", NULL, NULL, lane.waiting);
    put_type(out, "tsubame_lane_fsync_microseconds", "gauge", "The last commit's wait for the disk.");
    put(out, "tsubame_lane_fsync_microseconds", NULL, NULL, lane.fsync_us_last);
    put_type(out, "tsubame_lane_broken", "gauge", "1 while the disk refuses.");
    put(out, "tsubame_lane_broken", NULL, NULL, lane.broken ? 1 : 0);
}

/* A database that cannot be read shows in the figures of the lane; these are left out then. */
static void put_messages(struct buf *out, struct db *db)
{
    struct message_figures figures;
    int64_t now_ms = clock_now_ms();
    if (message_figures(db, now_ms, &figures) != OK) {
        return;
    }
    put_type(out, "tsubame_messages_waiting", "gauge",
             "Messages to families whose time has come and that are not sent yet.");
    put(out, "tsubame_messages_waiting", NULL, NULL, figures.waiting);
    put_type(out, "tsubame_messages_oldest_seconds", "gauge", "For how long the oldest of them has waited.");
    put(out, "tsubame_messages_oldest_seconds", NULL, NULL,
        figures.oldest_since_ms == 0 ? 0 : (now_ms - figures.oldest_since_ms) / 1000);
    put_type(out, "tsubame_messages_total", "counter", "Messages that are over with, by how.");
    put(out, "tsubame_messages_total", "how", "sent", figures.ended[MESSAGE_SENT]);
    put(out, "tsubame_messages_total", "how", "given_up", figures.ended[MESSAGE_GIVEN_UP]);
    put(out, "tsubame_messages_total", "how", "too_old", figures.ended[MESSAGE_TOO_OLD]);
}

void counters_put(struct buf *out, const struct server *server, struct db *db)
{
    put_requests(out);
    put_latency(out);
    put_lane(out, server);
    put_messages(out, db);
    put_type(out, "tsubame_passwords_checked_total", "counter",
             "Argon2id checks of sign-ins, unknown accounts included.");
    put(out, "tsubame_passwords_checked_total", NULL, NULL, passwords_checked(server->passwords));
    put_type(out, "tsubame_live_streams", "gauge", "Open live streams.");
    put(out, "tsubame_live_streams", NULL, NULL, live_count(server->live));
    put_type(out, "tsubame_uptime_seconds", "gauge", "Since the door opened.");
    put(out, "tsubame_uptime_seconds", NULL, NULL, (clock_mono_ms() - server->started_mono_ms) / 1000);
}
