/* What extended care is priced by: the ward's documents, and what each family has from which day. See extension_http.h. */
#include "actions/agree_extension.h"
#include "base/json.h"
#include "http/extension_http.h"
#include "http/server.h"

#include "base/banned.h"

enum { YEN_MAX = 1000000, SIBLING_MAX = 9 };

struct prices_exchange {
    struct load_extension_prices ask; /* first */
    enum request_language language;
};

static void encode_loaded(const void *arg, struct answer *answer)
{
    const struct prices_exchange *exchange = arg;
    const struct load_extension_prices *ask = &exchange->ask;
    struct json_out out;
    if (ask->faults.malformed != NULL || ask->faults.n > 0) {
        answer->status = ask->faults.malformed != NULL ? 400 : 422;
        response_put_problem(&answer->body, exchange->language, answer->status,
                             ask->faults.malformed != NULL ? ask->faults.malformed : "INVALID", &ask->faults, STR(""));
        return;
    }
    if (ask->unknown_site || ask->step_out) {
        response_refuse_field(answer, exchange->language, ask->unknown_site ? "/site" : "/step_out", "OUT_OF_RANGE");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_day(&out, "valid_from", ask->valid_from_day);
    json_out_close(&out, '}');
}

/* The body is the document itself. */
void extension_prices_post(struct request *request, struct response *response)
{
    struct prices_exchange *exchange = arena_alloc(&request->worker->arena, sizeof *exchange);
    if (exchange == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    exchange->ask.document = request->body;
    exchange->language = request->language;
    struct act act = {.verb = load_extension_prices, .encode = encode_loaded, .arg = exchange};
    response_act(request, response, &act, LANE_REST);
}

static enum err read_held(struct json_in *in, struct extension_agreement *to)
{
    struct buf held;
    buf_init(&held, to->held, sizeof to->held);
    size_t n = json_list(in, "monthly", JSON_OPTIONAL, EXTENSION_MONTHLY_MAX);
    for (size_t i = 0; i < n; i++) {
        buf_puts(&held, i > 0 ? " " : "");
        buf_str(&held, json_list_text(in, "monthly", i, POLICY_ID_BYTES - 1));
    }
    return held.overflow ? ERR_LIMIT : OK;
}

void extension_agreements_post(struct request *request, struct response *response)
{
    static const char *const class_words[] = {"standard", "short", NULL};
    struct json_faults faults;
    struct json_in in;
    struct agree_extension ask = {.child = request_path(request, "id")};
    struct extension_agreement *to = &ask.agreement;
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        to->from_day = json_day(&in, "from", JSON_REQUIRED, 0);
        to->hours_class = json_word(&in, "class", JSON_OPTIONAL, class_words) == 1 ? HOURS_SHORT : HOURS_STANDARD;
        to->sibling = (int32_t)json_int(&in, "sibling", JSON_OPTIONAL, 1, SIBLING_MAX, 1);
        to->monthly_fee_yen = (int32_t)json_int(&in, "monthly_fee_yen", JSON_OPTIONAL, 0, YEN_MAX, 0);
        enum err copied = str_copy(json_text(&in, "tier", JSON_OPTIONAL, sizeof to->tier - 1), to->tier,
                                   sizeof to->tier);
        copied = copied == OK ? read_held(&in, to) : copied;
        err = json_close(&in);
        err = err == OK ? copied : err;
    }
    if (!response_decoded(request, response, err, &faults)) {
        return;
    }
    struct act act = {.verb = agree_extension, .encode = response_answer_nothing, .arg = &ask};
    response_act(request, response, &act, LANE_REST);
}
