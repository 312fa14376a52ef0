/* See book_http.h: the class page of staff, and a nursery's settings. */
#include <stdint.h>

#include "actions/read_class_book.h"
#include "actions/set_book.h"
#include "base/civil.h"
#include "base/clock.h"
#include "core/calendar.h"
#include "http/book_http.h"
#include "http/server.h"

#include "base/banned.h"

enum {
    CLASS_BODY_BYTES = 200 * 1024,
    ROOM_OF_A_CHILD = 2 * BOOK_PAGE_BYTES_MAX + 2048,
    LINE_BYTES = 1024, /* of a child whose pages are left out */
    PHRASES_MAX = 40,
    PHRASE_BYTES = 240,
};

struct class_writing {
    struct json_out out;
    int32_t day;
    size_t left_out_from; /* bytes from which on pages are left out, so that every child still has its line */
};

static void put_class(void *arg, struct str class_name)
{
    struct class_writing *writing = arg;
    json_out_text(&writing->out, class_name);
}

static void put_setting(struct json_out *out, const struct book_setting *setting)
{
    json_put_int(out, "version", setting->version);
    json_put_minute_or_null(out, "opens_at", setting->opens_min);
    json_put_minute_or_null(out, "due_at", setting->due_min);
    json_put_minute_or_null(out, "release_at", setting->release_min);
    json_put_bool(out, "approval", setting->approval);
    json_out_key(out, "phrases");
    json_out_json(out, str_of(setting->phrases));
}

static void put_head(void *arg, const struct book_setting *setting)
{
    struct class_writing *writing = arg;
    struct json_out *out = &writing->out;
    json_out_close(out, ']');
    json_out_key(out, "setting");
    json_out_open(out, '{');
    put_setting(out, setting);
    json_out_close(out, '}');
    json_out_key(out, "children");
    json_out_open(out, '[');
}

static void put_page(struct json_out *out, const struct class_page *page, bool whole)
{
    json_put_int(out, "additions", page->additions);
    json_put_json_or_null(out, "page", whole ? page->page : STR(""));
    json_put_bool(out, "left_out", page->page.n > 0 && !whole);
}

static void put_line(void *arg, const struct book_line *line, const struct class_page *home,
                     const struct class_page *nursery)
{
    struct class_writing *writing = arg;
    struct json_out *out = &writing->out;
    int32_t age = calendar_class_age(line->birth_day, calendar_fiscal_year(writing->day));
    bool whole = out->buf->n < writing->left_out_from;
    json_out_open(out, '{');
    json_put_text(out, "child_id", line->child);
    json_put_text(out, "name", line->name);
    json_put_text(out, "class", line->class_name);
    json_put_int(out, "class_age", age);
    json_put_instant_or_null(out, "arrived_at", line->arrived_ms);
    json_put_instant_or_null(out, "left_at", line->left_ms);
    json_put_bool(out, "absent", line->absent);
    json_put_int(out, "unread", line->unread);
    json_out_key(out, "home");
    json_out_open(out, '{');
    json_put_int(out, "version", line->home.version);
    put_page(out, home, whole);
    book_put_missing(out, BOOK_HOME, age, &home->facts);
    json_put_word(out, "advice", book_advice_word(book_advice(home->facts.tenths)));
    json_out_close(out, '}');
    json_out_key(out, "nursery");
    json_out_open(out, '{');
    json_put_int(out, "version", line->nursery.version);
    json_put_word(out, "state", book_state_word(line->nursery.state));
    json_put_instant_or_null(out, "release_at", line->nursery.release_ms);
    put_page(out, nursery, whole);
    book_put_missing(out, BOOK_NURSERY, age, &nursery->facts);
    json_out_close(out, '}');
    json_out_close(out, '}');
}

void class_book_get(struct request *request, struct response *response)
{
    struct class_writing writing = {.day = civil_day_of_ms(clock_now_ms()),
                                    .left_out_from = CLASS_BODY_BYTES - ROOM_OF_A_CHILD - (size_t)90 * LINE_BYTES};
    if (request_has_query(request, "day") && civil_parse_day(request_query(request, "day"), &writing.day) != OK) {
        response_fault(request, response, "?day", "BAD_FORMAT");
        return;
    }
    struct buf *body = response_body(request, response, CLASS_BODY_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&writing.out, body);
    json_out_open(&writing.out, '{');
    json_put_day(&writing.out, "day", writing.day);
    json_out_key(&writing.out, "classes");
    json_out_open(&writing.out, '[');
    struct read_class_book ask = {.caller = &request->caller,
                                  .site = request_path(request, "id"),
                                  .class_name = request_query(request, "class"),
                                  .day = writing.day,
                                  .class_of = put_class,
                                  .head = put_head,
                                  .line = put_line,
                                  .arg = &writing};
    enum err err = read_class_book(request->server->lane, &ask);
    response_json_end(request, response, &writing.out, "]}", err);
}

/* --- settings --------------------------------------------------------------------------------------------------------- */

void book_setting_get(struct request *request, struct response *response)
{
    struct book_setting *setting = arena_alloc(&request->worker->arena, sizeof *setting);
    struct book_nursery nursery;
    struct json_out out;
    struct buf *body = response_body(request, response, BOOK_PHRASES_BYTES + 512);
    enum err err = setting == NULL || body == NULL ? ERR_LIMIT : OK;
    struct db *db = request->worker->db;
    err = err == OK ? book_nursery(db, request_path(request, "id"), STR(""), request->caller.account_id, &nursery)
                    : err;
    err = err == OK ? book_setting(db, nursery.id, setting) : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    put_setting(&out, setting);
    json_out_close(&out, '}');
    response_json_version(request, response, setting->version);
}

struct setting_exchange {
    struct set_book ask; /* first */
    enum request_language language;
};

static void encode_setting(const void *arg, struct answer *answer)
{
    const struct setting_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.changed) {
        answer->status = 412;
        response_put_problem(&answer->body, exchange->language, 412, "CHANGED", NULL, STR(""));
        return;
    }
    response_answer_open(answer, 200, &out);
    json_put_int(&out, "version", exchange->ask.present_version);
    json_out_close(&out, '}');
}

static void decode_phrases(struct json_in *in, struct book_setting *setting)
{
    struct buf text;
    struct json_out out;
    size_t n = json_list(in, "phrases", JSON_OPTIONAL, PHRASES_MAX);
    buf_init(&text, setting->phrases, sizeof setting->phrases);
    json_out_init(&out, &text);
    json_out_open(&out, '[');
    for (size_t i = 0; i < n; i++) {
        json_out_text(&out, json_list_text(in, "phrases", i, PHRASE_BYTES));
    }
    json_out_close(&out, ']');
    if (text.overflow) {
        json_blame(in, "phrases", "TOO_LONG");
    }
}

void book_setting_put_http(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct json_in in;
    struct setting_exchange *exchange = arena_alloc(&request->worker->arena, sizeof *exchange);
    if (exchange == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    exchange->language = request->language;
    exchange->ask.site = request_path(request, "id");
    if (!response_if_match(request, response, &exchange->ask.version)) {
        return;
    }
    enum err err = json_open(request->body, &in, &faults);
    if (err == OK) {
        struct book_setting *setting = &exchange->ask.setting;
        setting->opens_min = json_minute(&in, "opens_at", JSON_OPTIONAL, BOOK_OPENS_MIN);
        setting->due_min = json_minute(&in, "due_at", JSON_OPTIONAL, BOOK_DUE_MIN);
        setting->release_min = json_minute(&in, "release_at", JSON_OPTIONAL, -1);
        setting->approval = json_bool(&in, "approval", JSON_OPTIONAL, false);
        decode_phrases(&in, setting);
        err = json_close(&in);
    }
    if (err != OK) {
        response_faults(request, response, &faults);
        return;
    }
    struct act act = {.verb = set_book, .encode = encode_setting, .arg = exchange};
    response_act(request, response, &act, LANE_BOOKING);
}
