/* The entrances of a head's nurseries, or of all sites for an operator: how each is, and the end of one. No child, no key. */
#include <string.h>

#include "actions/revoke_gateway.h"
#include "http/handlers.h"
#include "http/server.h"
#include "store/gateway_store.h"

#include "base/banned.h"

enum { PAGE = 8 };

static const char *const state_words[] = {
    [GATEWAY_READY] = "ready", [GATEWAY_LOST] = "lost", [GATEWAY_DISCONNECTED] = "disconnected"};

static void write_said(const struct gateway_line *line, struct json_out *out)
{
    json_out_key(out, "said");
    if (line->said_ms == 0) {
        json_out_null(out);
        return;
    }
    json_out_open(out, '{');
    json_put_instant(out, "at", line->said_ms);
    json_put_word(out, "state", state_words[line->said.state]);
    json_put_int(out, "backlog", line->said.backlog);
    json_put_bool(out, "reader", line->said.reader);
    json_put_word(out, "version", line->said.version);
    json_out_key(out, "clock");
    json_out_open(out, '{');
    json_put_bool(out, "synced", line->said.clock_synced);
    json_put_int(out, "offset_ms", line->said.clock_offset_ms);
    json_put_int(out, "uncertainty_ms", line->said.clock_uncertainty_ms);
    json_out_close(out, '}');
    json_out_close(out, '}');
}

static void write_line(const struct gateway_line *line, struct json_out *out)
{
    const struct gateway *gateway = &line->gateway;
    json_out_open(out, '{');
    json_put_word(out, "id", gateway->name);
    json_put_word(out, "site_id", gateway->site);
    json_put_int(out, "epoch", gateway->epoch);
    json_put_instant(out, "enrolled_at", gateway->enrolled_ms);
    json_put_instant_or_null(out, "revoked_at", gateway->revoked_ms);
    json_put_instant_or_null(out, "seen_at", gateway->seen_ms);
    json_put_instant_or_null(out, "last_tap_at", line->last_tap_ms);
    write_said(line, out);
    json_out_close(out, '}');
}

void gateways_get(struct request *request, struct response *response)
{
    struct gateway_line page[PAGE];
    struct json_out out;
    size_t n = PAGE;
    int64_t after = 0;
    enum err err = OK;
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_out_key(&out, "gateways");
    json_out_open(&out, '[');
    while (err == OK && n == PAGE && !body->overflow) {
        err = gateway_mine(request->worker->db, request->caller.account_id, after, page, PAGE, &n);
        for (size_t i = 0; err == OK && i < n; i++) {
            write_line(&page[i], &out);
            after = page[i].gateway.id;
        }
    }
    response_json_end(request, response, &out, "]}", err);
}

void gateway_revoke_post(struct request *request, struct response *response)
{
    struct revoke_gateway ask = {.name = request_path(request, "id")};
    struct json_faults faults;
    struct json_in in;
    if (request->body.n > 0 && (json_open(request->body, &in, &faults) != OK || json_close(&in) != OK)) {
        response_faults(request, response, &faults);
        return;
    }
    struct act act = {.verb = revoke_gateway, .encode = response_answer_nothing, .arg = &ask};
    response_act(request, response, &act, LANE_ABSENCE);
}
