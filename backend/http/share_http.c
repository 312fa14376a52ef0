/* See share_http.h. */
#include "http/share_http.h"

#include "actions/share_reservation.h"
#include "base/json.h"
#include "http/server.h"

#include "base/banned.h"

enum { ID_BYTES = 64 };

struct share_exchange {
    struct share_reservation ask; /* first */
    enum request_language language;
};

static void encode_shared(const void *arg, struct answer *answer)
{
    const struct share_exchange *exchange = arg;
    const struct share_reservation *ask = &exchange->ask;
    if (ask->unknown_room) {
        response_refuse_field(answer, exchange->language, "/sick_room_id", "OUT_OF_RANGE");
        return;
    }
    if (ask->reason != REASON_NONE) {
        response_refuse(answer, exchange->language, 409, reservation_reason_word(ask->reason));
        return;
    }
    answer->status = 204;
}

static void share(struct request *request, struct response *response, bool end)
{
    struct json_faults faults;
    struct json_in in;
    struct share_exchange exchange = {.ask = {.id = request_path(request, "id"), .end = end},
                                      .language = request->language};
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        exchange.ask.room = arena_copy(&request->worker->arena,
                                       json_text(&in, "sick_room_id", JSON_REQUIRED, ID_BYTES));
        err = json_close(&in);
    }
    if (!response_decoded(request, response, err, &faults)) {
        return;
    }
    struct act act = {.verb = share_reservation, .encode = encode_shared, .arg = &exchange};
    response_act(request, response, &act, LANE_BOOKING);
}

void reservation_share_post(struct request *request, struct response *response)
{
    share(request, response, false);
}

void reservation_unshare_post(struct request *request, struct response *response)
{
    share(request, response, true);
}
