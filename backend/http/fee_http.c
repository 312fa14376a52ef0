/* See fee_http.h. */
#include "http/fee_http.h"

#include "actions/settle_fee.h"
#include "base/civil.h"
#include "base/json.h"
#include "http/server.h"

#include "base/banned.h"

enum { BODY_BYTES = 8 * 1024, MONTH_BYTES = 32 * 1024, METHOD_MAX = 4 };

static const char *const method_words[] = {"cash", "card", "code", "transfer", NULL};

static void put_bill(struct json_out *out, const struct fee_row *fee)
{
    static const char *const kinds[] = {[FEE_OF_USE] = "use", [FEE_OF_LATE_CANCELLATION] = "late_cancellation"};
    json_put_word(out, "id", fee->public_id);
    json_put_word(out, "kind", kinds[fee->kind]);
    json_put_word(out, "state", fee_state_word(fee->state));
    json_put_int(out, "yen", fee->yen);
    json_out_key(out, "lines");
    json_out_json(out, str_of(fee->lines));
    json_put_word(out, "municipality", fee->municipality);
    json_put_word(out, "method", fee->method);
    json_put_int_or_null(out, "receipt_number", fee->receipt_number);
    json_put_int(out, "refund_offered_yen", fee->refund_offered);
    json_put_int(out, "refunded_yen", fee->refunded);
    json_put_int(out, "version", fee->version);
    json_put_instant_or_null(out, "paid_at", fee->paid_ms);
}

/* --- reading ------------------------------------------------------------------------------------------------------------- */

struct bill_view {
    struct reservation_kept kept;
    struct fee_row fee;
    char child_name[400];
    char room_name[400];
};

static void keep_all(void *arg, const struct reservation_row *row)
{
    struct bill_view *view = arg;
    reservation_keep(&view->kept, row);
    if (str_copy(row->child_name, view->child_name, sizeof view->child_name) != OK ||
        str_copy(row->room_name, view->room_name, sizeof view->room_name) != OK) {
        view->child_name[0] = '\0';
    }
}

/* For its family and its room; a room to which it was only shown has nothing to do with the money. */
static enum err read_bill(struct request *request, struct bill_view *view)
{
    struct db *db = request->worker->db;
    enum err err = reservation_read(db, request->caller.account_id, request_path(request, "id"), keep_all, view);
    if (err == OK && !view->kept.row.as_staff && !view->kept.row.as_guardian) {
        return ERR_NOT_FOUND;
    }
    return err == OK ? fee_of_reservation(db, view->kept.row.id, &view->fee) : err;
}

void fee_get(struct request *request, struct response *response)
{
    struct bill_view view;
    struct json_out out;
    struct buf *body = response_body(request, response, BODY_BYTES);
    enum err err = body == NULL ? ERR_LIMIT : read_bill(request, &view);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_put_text(&out, "reservation_id", view.kept.row.public_id);
    json_put_day(&out, "day", view.kept.row.day);
    put_bill(&out, &view.fee);
    json_out_close(&out, '}');
    response_json_etag(request, response);
}

void receipt_get(struct request *request, struct response *response)
{
    struct bill_view view;
    struct json_out out;
    struct buf *body = response_body(request, response, BODY_BYTES);
    enum err err = body == NULL ? ERR_LIMIT : read_bill(request, &view);
    if (err == OK && view.fee.receipt_number == 0) {
        response_problem(request, response, 409, "WRONG_STATE", NULL);
        return;
    }
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_put_int(&out, "number", view.fee.receipt_number);
    json_put_word(&out, "facility", view.room_name);
    json_put_word(&out, "child_name", view.child_name);
    json_put_day(&out, "day", view.kept.row.day);
    json_put_int(&out, "yen", view.fee.yen);
    json_out_key(&out, "lines");
    json_out_json(&out, str_of(view.fee.lines));
    json_put_word(&out, "method", view.fee.method);
    json_put_instant(&out, "paid_at", view.fee.paid_ms);
    json_put_int(&out, "refunded_yen", view.fee.refunded);
    json_out_close(&out, '}');
    response_json_etag(request, response);
}

/* --- settling ------------------------------------------------------------------------------------------------------------ */

struct settle_exchange {
    struct settle_fee ask; /* first */
    enum request_language language;
};

static void encode_settled(const void *arg, struct answer *answer)
{
    const struct settle_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.wrong_state) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_text(&out, "reservation_id", exchange->ask.id);
    put_bill(&out, &exchange->ask.fee);
    json_out_close(&out, '}');
}

static const char *decode_word(struct json_in *in, const char *name, bool needed, const char *const words[])
{
    int at = json_word(in, name, needed ? JSON_REQUIRED : JSON_OPTIONAL, words);
    return at < 0 ? "" : words[at];
}

static void settle(struct request *request, struct response *response, enum fee_state to)
{
    static const char *const reason_words[] = {"exemption", "facility", "mistake", "hardship", "other", NULL};
    struct json_faults faults;
    struct json_in in;
    struct settle_exchange exchange = {.ask = {.id = request_path(request, "id"), .to = to},
                                       .language = request->language};
    bool money = to == FEE_PAID || to == FEE_REFUNDED;
    bool why = to == FEE_WAIVED || to == FEE_REFUNDED;
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        exchange.ask.method = str_of(money ? decode_word(&in, "method", true, method_words) : "");
        exchange.ask.reason = str_of(why ? decode_word(&in, "reason", true, reason_words) : "");
        err = json_close(&in);
    }
    if (!response_decoded(request, response, err, &faults)) {
        return;
    }
    struct act act = {.verb = settle_fee, .encode = encode_settled, .arg = &exchange};
    response_act(request, response, &act, LANE_BOOKING);
}

void fee_pay_post(struct request *request, struct response *response)
{
    settle(request, response, FEE_PAID);
}

void fee_invoice_post(struct request *request, struct response *response)
{
    settle(request, response, FEE_INVOICED);
}

void fee_waive_post(struct request *request, struct response *response)
{
    settle(request, response, FEE_WAIVED);
}

void fee_refund_post(struct request *request, struct response *response)
{
    settle(request, response, FEE_REFUNDED);
}

/* --- a month ------------------------------------------------------------------------------------------------------------- */

struct certificate {
    struct json_out *out;
    int64_t yen;
    int32_t limit_yen;
    int32_t first_day;
    size_t n;
    char child_name[400];
};

/* What was paid or stands on a bill and was not given back; a place given back too late is no use of the facility. */
static void put_use(void *arg, const struct fee_use_row *use)
{
    struct certificate *certificate = arg;
    struct json_out *out = certificate->out;
    bool counts = use->state == FEE_PAID || use->state == FEE_INVOICED;
    if (use->kind != FEE_OF_USE || !counts) {
        return;
    }
    certificate->yen += use->yen;
    certificate->n++;
    certificate->limit_yen = fee_benefit_limit(use->birth_day, certificate->first_day);
    if (str_copy(use->child_name, certificate->child_name, sizeof certificate->child_name) != OK) {
        certificate->child_name[0] = '\0';
    }
    json_out_open(out, '{');
    json_put_day(out, "day", use->day);
    json_put_text(out, "facility", use->facility);
    json_put_int(out, "yen", use->yen);
    json_put_word(out, "state", fee_state_word(use->state));
    json_put_int_or_null(out, "receipt_number", use->receipt_number);
    json_out_close(out, '}');
}

/* "2026-03" as its first day and the first of the next month. */
static bool month_of(struct str text, int32_t *ret_first, int32_t *ret_next)
{
    char day[16];
    struct buf buf;
    buf_init(&buf, day, sizeof day);
    buf_str(&buf, text);
    buf_puts(&buf, "-01");
    if (text.n != 7 || civil_parse_day(buf_view(&buf), ret_first) != OK) {
        return false;
    }
    struct civil_date date = civil_date_of_day(*ret_first);
    *ret_next = *ret_first + civil_days_in_month(date.year, date.month);
    return true;
}

static enum err write_month(struct request *request, struct buf *body, int32_t first, int32_t next)
{
    struct json_out out;
    struct certificate certificate = {.out = &out, .first_day = first};
    const struct fee_month month = {request->caller.account_id, request_path(request, "id"), first, next - 1};
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_put_text(&out, "child_id", month.child);
    json_put_text(&out, "month", request_query(request, "month"));
    json_out_key(&out, "uses");
    json_out_open(&out, '[');
    enum err err = fee_of_child(request->worker->db, &month, put_use, &certificate);
    json_out_close(&out, ']');
    json_put_word(&out, "child_name", certificate.child_name);
    json_put_int(&out, "yen", certificate.yen);
    json_put_int(&out, "benefit_limit_yen", certificate.limit_yen);
    json_out_close(&out, '}');
    return err == OK && certificate.n == 0 ? ERR_NOT_FOUND : err;
}

void certificate_get(struct request *request, struct response *response)
{
    int32_t first;
    int32_t next;
    if (!month_of(request_query(request, "month"), &first, &next)) {
        response_fault(request, response, "?month", request_has_query(request, "month") ? "BAD_FORMAT" : "MISSING");
        return;
    }
    struct buf *body = response_body(request, response, MONTH_BYTES);
    enum err err = body == NULL ? ERR_LIMIT : write_month(request, body, first, next);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
}
