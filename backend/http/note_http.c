/* See note_http.h. */
#include "http/note_http.h"

#include "actions/add_note.h"
#include "base/json.h"
#include "core/note_sheet.h"
#include "http/server.h"

#include "base/banned.h"

enum { LIST_BYTES = 48 * 1024 };

struct note_exchange {
    struct add_note ask; /* first */
    enum request_language language;
};

/* What is stored for repeats says nothing of the illness: it stands in the sealed row alone. */
static void encode_added(const void *arg, struct answer *answer)
{
    const struct note_exchange *exchange = arg;
    const struct add_note *ask = &exchange->ask;
    struct json_out out;
    if (ask->wrong_day) {
        response_refuse_field(answer, exchange->language, "/issued", "OUT_OF_RANGE");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_word(&out, "id", ask->id);
    json_put_day(&out, "issued", ask->issued_day);
    json_put_int(&out, "voided", (int64_t)ask->voided);
    json_put_int(&out, "orders_taken_back", (int64_t)ask->taken_back);
    json_out_key(&out, "requested_again");
    json_out_open(&out, '[');
    for (size_t i = 0; i < ask->moved_n; i++) {
        json_out_text(&out, str_of(ask->moved[i]));
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
}

static enum err decode(const struct request *request, struct note_exchange *exchange, struct json_faults *faults)
{
    struct json_in in;
    struct buf sheet;
    char *storage = arena_alloc(&request->worker->arena, NOTE_SHEET_BYTES_MAX + 1);
    if (storage == NULL) {
        return ERR_LIMIT;
    }
    buf_init(&sheet, storage, NOTE_SHEET_BYTES_MAX + 1);
    enum err err = json_open(request->body, &in, faults);
    if (err == OK) {
        exchange->ask.issued_day = json_day(&in, "issued", JSON_REQUIRED, 0);
        exchange->ask.extends = json_bool(&in, "extends", JSON_OPTIONAL, false);
        note_sheet_read(&in, &sheet, &exchange->ask.note);
        exchange->ask.sheet = buf_view(&sheet);
        err = json_close(&in);
    }
    return err;
}

void notes_post(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct note_exchange exchange = {.ask = {.child = request_path(request, "id")}, .language = request->language};
    enum err err = decode(request, &exchange, &faults);
    if (!response_decoded(request, response, err, &faults)) {
        return;
    }
    struct act act = {.verb = add_note, .encode = encode_added, .arg = &exchange};
    response_act(request, response, &act, LANE_BOOKING);
}

static void put_note(void *arg, const struct note_detail *note, struct str sheet)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_word(out, "id", note->row.public_id);
    json_put_day(out, "issued", note->span.issued_day);
    json_put_day_or_null(out, "void_from", note->span.void_day);
    json_put_bool(out, "extends", note->row.extends);
    json_put_instant_or_null(out, "seen_at", note->row.seen_ms);
    json_put_json_or_null(out, "form", sheet);
    json_out_close(out, '}');
}

void notes_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct read_notes ask = {
        .caller = &request->caller, .child = request_path(request, "id"), .note = put_note, .arg = &out};
    struct buf *body = response_body(request, response, LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_out_key(&out, "notes");
    json_out_open(&out, '[');
    enum err err = read_notes(request->server->lane, &ask);
    if (err == OK) {
        json_out_close(&out, ']');
        json_out_close(&out, '}');
        err = body->overflow ? ERR_LIMIT : OK;
    }
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
}
