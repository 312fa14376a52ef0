/* A nursery's months of extended care: see extension_http.h. */
#include "http/extension_http.h"

#include "actions/invoice_extension.h"
#include "actions/run_extension.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "http/month_http.h"
#include "http/server.h"
#include "store/attendance_store.h"

#include "base/banned.h"

/* {"month":"2026-03"}; false: answered. */
static bool decode_month(struct request *request, struct response *response, int32_t *ret_day)
{
    enum { MONTH_BYTES = 7 };
    struct json_faults faults;
    struct json_in in;
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        struct str month = json_text(&in, "month", JSON_REQUIRED, MONTH_BYTES);
        if (faults.n == 0 && !month_of_text(month, ret_day)) {
            json_blame(&in, "month", "BAD_FORMAT");
        }
        err = json_close(&in);
    }
    return response_decoded(request, response, err, &faults);
}

/* --- runs ------------------------------------------------------------------------------------------------------------------ */

struct run_exchange {
    struct run_extension ask; /* first */
    enum request_language language;
};

static void encode_run(const void *arg, struct answer *answer)
{
    const struct run_exchange *exchange = arg;
    const struct run_extension *ask = &exchange->ask;
    struct json_out out;
    if (ask->outcome == RUN_EXTENSION_NO_PRICES || ask->outcome == RUN_EXTENSION_NOT_BEGUN) {
        response_refuse(answer, exchange->language, 409,
                        ask->outcome == RUN_EXTENSION_NO_PRICES ? "NO_PRICES" : "MONTH_NOT_OVER");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_int(&out, "version", ask->version);
    json_put_bool(&out, "same", ask->outcome == RUN_EXTENSION_SAME);
    json_put_int(&out, "children", ask->sum.children);
    json_put_int(&out, "yen", ask->sum.yen);
    json_put_int(&out, "unresolved", ask->sum.unresolved);
    json_out_close(&out, '}');
}

void extension_run_post(struct request *request, struct response *response)
{
    struct run_exchange exchange = {.ask = {.site = request_path(request, "id")}, .language = request->language};
    if (!decode_month(request, response, &exchange.ask.month_day)) {
        return;
    }
    struct act act = {.verb = run_extension, .encode = encode_run, .arg = &exchange};
    response_act(request, response, &act, LANE_REST);
}

/* --- invoices -------------------------------------------------------------------------------------------------------------- */

struct invoice_exchange {
    struct invoice_extension ask; /* first */
    enum request_language language;
};

static void encode_invoice(const void *arg, struct answer *answer)
{
    static const char *const refusals[] = {[INVOICE_EXTENSION_DONE] = NULL,
                                           [INVOICE_EXTENSION_NO_RUN] = "WRONG_STATE",
                                           [INVOICE_EXTENSION_UNRESOLVED] = "UNRESOLVED",
                                           [INVOICE_EXTENSION_NOT_OVER] = "MONTH_NOT_OVER"};
    const struct invoice_exchange *exchange = arg;
    const struct invoice_extension *ask = &exchange->ask;
    struct json_out out;
    if (refusals[ask->outcome] != NULL) {
        response_refuse(answer, exchange->language, 409, refusals[ask->outcome]);
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_int(&out, "version", ask->version);
    json_put_int(&out, "lines", ask->lines);
    json_out_close(&out, '}');
}

void extension_invoice_post(struct request *request, struct response *response)
{
    struct invoice_exchange exchange = {.ask = {.site = request_path(request, "id")}, .language = request->language};
    if (!decode_month(request, response, &exchange.ask.month_day)) {
        return;
    }
    struct act act = {.verb = invoice_extension, .encode = encode_invoice, .arg = &exchange};
    response_act(request, response, &act, LANE_REST);
}

/* --- the month of a nursery ------------------------------------------------------------------------------------------------ */

static void put_line(void *arg, const struct extension_line_shown *line)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "child_id", line->child);
    json_put_text(out, "name", line->name);
    json_put_text(out, "class", line->class_name);
    json_put_int(out, "yen", line->yen);
    json_put_int(out, "unresolved", line->unresolved);
    json_out_key(out, "before_yen");
    if (line->had_before) {
        json_out_int(out, line->before_yen);
    } else {
        json_out_null(out);
    }
    json_put_int(out, "difference_yen", line->had_before ? line->yen - line->before_yen : line->yen);
    json_put_int(out, "invoiced_yen", line->invoiced_yen);
    json_put_int(out, "to_invoice_yen", line->yen - line->invoiced_yen);
    json_put_int(out, "open_disputes", line->disputes);
    json_out_close(out, '}');
}

static enum err put_month(struct db *db, struct extension_bills_ask *ask, struct json_out *out)
{
    struct extension_run run;
    enum err err = extension_store_last_run(db, &ask->key, &run);
    if (err != OK) {
        return err;
    }
    json_put_int(out, "version", run.version);
    json_put_instant_or_null(out, "run_at", run.at_ms);
    json_out_key(out, "children");
    json_out_open(out, '[');
    ask->run_id = run.id;
    err = run.version > 1 ? extension_store_run_of(db, &ask->key, run.version - 1, &ask->before_id) : OK;
    err = err == OK ? extension_store_bills(db, ask) : err;
    json_out_close(out, ']');
    return err;
}

void nursery_extensions_get(struct request *request, struct response *response)
{
    struct db *db = request->worker->db;
    struct json_out out;
    struct extension_bills_ask ask = {.account_id = request->caller.account_id, .take = put_line, .arg = &out};
    if (!month_of_text(request_query(request, "month"), &ask.key.month_day)) {
        response_fault(request, response, "?month", "BAD_FORMAT");
        return;
    }
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    enum err err = body == NULL ? ERR_LIMIT : OK;
    err = err == OK
              ? attendance_store_site(db, request_path(request, "id"), request->caller.account_id, &ask.key.site_id)
              : err;
    if (err == OK) {
        json_out_init(&out, body);
        json_out_open(&out, '{');
        json_put_text(&out, "month", request_query(request, "month"));
        err = put_month(db, &ask, &out);
        json_out_close(&out, '}');
    }
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
}
