/* PUT /reservations/{id}/particulars: staff write down what a call had left open (R-RSV-11). */
#include "actions/tell_particulars.h"
#include "base/json.h"
#include "core/policy.h"
#include "http/reservation_ask.h"
#include "http/reservation_http.h"
#include "http/server.h"

#include "base/banned.h"

struct told_exchange {
    struct tell_particulars ask; /* first */
    enum request_language language;
};

static void encode(const void *arg, struct answer *answer)
{
    const struct told_exchange *exchange = arg;
    const struct tell_particulars *ask = &exchange->ask;
    if (ask->changed || ask->reason != REASON_NONE) {
        reservation_put_stale(answer, exchange->language, ask->present_version, ask->reason);
        return;
    }
    reservation_put_now(answer, ask->id, ask->state, ask->present_version);
}

/* What is said now, written as members of a condition into the arena. */
static enum err decode(struct request *request, struct tell_particulars *ask, struct json_faults *faults)
{
    struct json_in in;
    struct json_out out;
    struct buf told;
    char *storage = arena_alloc(&request->worker->arena, RESERVATION_CONDITION_BYTES_MAX);
    if (storage == NULL) {
        return ERR_LIMIT;
    }
    enum err err = json_open(request->body, &in, faults);
    if (err != OK) {
        return err;
    }
    buf_init(&told, storage, RESERVATION_CONDITION_BYTES_MAX);
    json_out_init(&out, &told);
    json_out_open(&out, '{');
    reservation_ask_particulars(&in, &out);
    reservation_ask_pickup(&in, &out);
    json_out_close(&out, '}');
    ask->planned_min = json_minute(&in, "planned_arrival", JSON_OPTIONAL, POLICY_NONE);
    ask->told = buf_view(&told);
    err = json_close(&in);
    return err == OK && told.overflow ? ERR_LIMIT : err;
}

void reservation_particulars_put(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct told_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    if (request->if_match.n == 0) {
        response_problem(request, response, 428, "IF_MATCH_NEEDED", NULL);
        return;
    }
    if (!reservation_version(request, response, &exchange.ask.version) ||
        !response_decoded(request, response, decode(request, &exchange.ask, &faults), &faults)) {
        return;
    }
    struct act act = {.verb = tell_particulars, .encode = encode, .arg = &exchange};
    response_act(request, response, &act, LANE_BOOKING);
}
