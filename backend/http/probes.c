/* See probes.h. */
#include "http/probes.h"

#include "base/clock.h"
#include "http/counters.h"
#include "http/live.h"
#include "http/server.h"

#include "base/banned.h"

static void health(const struct request *request, struct response *response)
{
    (void)request;
    buf_puts(&response->body, "{\"status\":\"ok\"}");
    response_json(response, 200);
}

/* Ready: the lane takes work. Also what an operator wants to see first. */
static void ready(const struct request *request, struct response *response)
{
    const struct server *server = request->server;
    struct lane_figures lane;
    struct json_out out;
    lane_figures(server->lane, &lane);
    json_out_init(&out, &response->body);
    json_out_open(&out, '{');
    json_put_word(&out, "status", lane.broken ? "broken" : "ready");
    json_put_instant(&out, "now", clock_now_ms());
    json_put_word(&out, "version", server->options.version);
    json_out_key(&out, "lane");
    json_out_open(&out, '{');
    json_put_int(&out, "jobs", lane.jobs);
    json_put_int(&out, "commits", lane.commits);
    json_put_int(&out, "refused", lane.refused);
    json_put_int(&out, "failed", lane.failed);
    json_put_int(&out, "waiting", lane.waiting);
    json_put_int(&out, "fsync_us", lane.fsync_us_last);
    json_out_close(&out, '}');
    json_put_int(&out, "streams", live_count(server->live));
    json_out_close(&out, '}');
    response_json(response, lane.broken ? 503 : 200);
}

static void metrics(const struct request *request, struct response *response)
{
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_BUSY);
        return;
    }
    counters_put(body, request->server, request->worker->db);
    response_json(response, 200);
    response->content_type = "text/plain; version=0.0.4; charset=utf-8";
}

bool probes_answer(struct request *request, bool forwarded, struct response *response)
{
    static const struct {
        const char *path;
        void (*answer)(const struct request *request, struct response *response);
    } probes[] = {{"/healthz", health}, {"/readyz", ready}, {"/metrics", metrics}};
    for (size_t i = 0; i < sizeof probes / sizeof probes[0]; i++) {
        if (!str_is(request->path, probes[i].path)) {
            continue;
        }
        if (forwarded || (request->method != METHOD_GET && request->method != METHOD_HEAD)) {
            response_problem(request, response, 404, "NOT_FOUND", NULL);
            return true;
        }
        if (probes[i].answer == metrics) {
            request->worker = readers_borrow(request->server->readers, 1000);
        }
        if (probes[i].answer == metrics && request->worker == NULL) {
            response_err(request, response, ERR_BUSY);
        } else {
            probes[i].answer(request, response);
        }
        return true;
    }
    return false;
}
