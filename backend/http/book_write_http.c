/* See book_http.h: pages are written and released. What is known of a page is written again in one form: that text is sealed and stored. */
#include "actions/release_pages.h"
#include "actions/write_page.h"
#include "base/civil.h"
#include "http/book_http.h"
#include "http/server.h"

#include "base/banned.h"

enum { CLASS_BYTES = 31 };

struct page_exchange {
    struct write_page ask; /* first */
    enum request_language language;
};

static void put_refusal(struct answer *answer, enum request_language language, const char *code, struct str members)
{
    answer->status = 409;
    response_put_problem(&answer->body, language, 409, code, NULL, members);
}

static void put_changed(const struct page_exchange *exchange, struct answer *answer)
{
    char storage[BOOK_PAGE_BYTES_MAX / 8];
    const struct write_page *ask = &exchange->ask;
    struct buf members;
    buf_init(&members, storage, sizeof storage);
    buf_puts(&members, "\"version\":");
    buf_int(&members, ask->present_version);
    answer->status = 412;
    response_put_problem(&answer->body, exchange->language, 412, "CHANGED", NULL, buf_view(&members));
    /* What stands there now, beside what was sent: the last member of the problem. */
    struct str present = buf_view(&ask->present);
    if (present.n > 0 && answer->body.n > 0) {
        answer->body.n--;
        buf_puts(&answer->body, ",\"present\":");
        buf_str(&answer->body, present);
        buf_char(&answer->body, '}');
    }
}

static void put_early(const struct page_exchange *exchange, struct answer *answer)
{
    char storage[80];
    struct buf members;
    buf_init(&members, storage, sizeof storage);
    buf_puts(&members, "\"opens_at\":\"");
    civil_put_instant(&members, exchange->ask.opens_ms);
    buf_char(&members, '"');
    put_refusal(answer, exchange->language, "BOOK_EARLY", buf_view(&members));
}

static void put_written(const struct write_page *ask, struct answer *answer)
{
    struct json_out out;
    const char *outcome = ask->outcome == WRITE_ADDED ? "added" : ask->outcome == WRITE_SAME ? "same" : "saved";
    response_answer_open(answer, 200, &out);
    json_put_int(&out, "version", ask->present_version);
    json_put_word(&out, "outcome", outcome);
    json_put_word(&out, "state", ask->part == BOOK_HOME ? book_home_word(ask->home) : book_state_word(ask->state));
    book_put_missing(&out, (int)ask->part, ask->class_age, &ask->facts);
    json_put_word(&out, "advice", book_advice_word(book_advice(ask->facts.tenths)));
    json_out_close(&out, '}');
}

static void encode_page(const void *arg, struct answer *answer)
{
    const struct page_exchange *exchange = arg;
    switch (exchange->ask.outcome) {
    case WRITE_SAVED:
    case WRITE_ADDED:
    case WRITE_SAME:
        put_written(&exchange->ask, answer);
        break;
    case WRITE_CLOSED:
        put_refusal(answer, exchange->language, "BOOK_CLOSED", STR(""));
        break;
    case WRITE_EARLY:
        put_early(exchange, answer);
        break;
    case WRITE_OVER:
        put_refusal(answer, exchange->language, "BOOK_OVER", STR(""));
        break;
    case WRITE_CHANGED:
        put_changed(exchange, answer);
        break;
    case WRITE_APPROVAL:
        put_refusal(answer, exchange->language, "APPROVAL_NEEDED", STR(""));
        break;
    }
}

static enum err decode_page(struct request *request, struct write_page *ask, struct json_faults *faults)
{
    struct json_in in;
    struct json_out out;
    struct buf text;
    char *storage = arena_alloc(&request->worker->arena, BOOK_PAGE_BYTES_MAX + 1);
    char *present = arena_alloc(&request->worker->arena, BOOK_PAGE_BYTES_MAX + 1);
    if (storage == NULL || present == NULL) {
        return ERR_LIMIT;
    }
    buf_init(&text, storage, BOOK_PAGE_BYTES_MAX + 1);
    buf_init(&ask->present, present, BOOK_PAGE_BYTES_MAX + 1);
    enum err err = json_open(request->body, &in, faults);
    if (err == OK) {
        json_out_init(&out, &text);
        book_decode(&in, ask->part, &out, &ask->facts);
        ask->text = buf_view(&text);
        err = json_close(&in);
    }
    return err == OK && text.overflow ? ERR_LIMIT : err;
}

static void write_part(struct request *request, struct response *response, struct page_exchange *exchange)
{
    struct json_faults faults;
    exchange->language = request->language;
    if (civil_parse_day(request_path(request, "day"), &exchange->ask.day) != OK) {
        response_problem(request, response, 404, "NOT_FOUND", NULL);
        return;
    }
    if (!response_if_match(request, response, &exchange->ask.version)) {
        return;
    }
    enum err err = decode_page(request, &exchange->ask, &faults);
    if (err == ERR_INVALID) {
        response_faults(request, response, &faults);
        return;
    }
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    struct act act = {.verb = write_page, .encode = encode_page, .arg = exchange};
    response_act(request, response, &act, exchange->ask.part == BOOK_HOME ? LANE_ABSENCE : LANE_BOOKING);
}

void book_home_put(struct request *request, struct response *response)
{
    struct page_exchange exchange = {.ask = {.part = BOOK_HOME, .child = request_path(request, "id")}};
    write_part(request, response, &exchange);
}

void book_nursery_put(struct request *request, struct response *response)
{
    struct page_exchange exchange = {.ask = {.part = BOOK_NURSERY, .child = request_path(request, "id")}};
    write_part(request, response, &exchange);
}

void book_note_put(struct request *request, struct response *response)
{
    struct page_exchange exchange = {
        .ask = {.part = BOOK_NOTE, .site = request_path(request, "id"), .class_name = request_query(request, "class")}};
    if (exchange.ask.class_name.n == 0) {
        response_fault(request, response, "?class", "MISSING");
        return;
    }
    write_part(request, response, &exchange);
}

/* --- release ---------------------------------------------------------------------------------------------------------- */

static void encode_released(const void *arg, struct answer *answer)
{
    const struct release_pages *ask = arg;
    struct json_out out;
    response_answer_open(answer, 200, &out);
    json_put_int(&out, "released", ask->released);
    json_put_int(&out, "scheduled", ask->scheduled);
    json_put_int(&out, "submitted", ask->submitted);
    json_put_int(&out, "unchanged", ask->unchanged);
    json_out_close(&out, '}');
}

static enum err decode_release(struct request *request, struct release_pages *ask, struct json_faults *faults)
{
    struct json_in in;
    struct arena *arena = &request->worker->arena;
    struct str *list = arena_alloc(arena, RELEASE_CHILDREN_MAX * sizeof *list);
    enum err err = list == NULL ? ERR_LIMIT : json_open(request->body, &in, faults);
    if (err != OK) {
        return err;
    }
    ask->at_ms = json_instant(&in, "at", JSON_OPTIONAL, 0);
    ask->class_name = arena_copy(arena, json_text(&in, "note_of", JSON_OPTIONAL, CLASS_BYTES));
    ask->note = ask->class_name.n > 0;
    ask->children_n = json_list(&in, "children", JSON_OPTIONAL, RELEASE_CHILDREN_MAX);
    bool room = ask->class_name.p != NULL;
    for (size_t i = 0; i < ask->children_n; i++) {
        list[i] = arena_copy(arena, json_list_text(&in, "children", i, SECRET_PUBLIC_ID_TEXT));
        room = room && list[i].p != NULL;
    }
    ask->children = list;
    err = json_close(&in);
    return err == OK && !room ? ERR_LIMIT : err;
}

void book_release_post(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct release_pages ask = {.site = request_path(request, "id")};
    if (civil_parse_day(request_path(request, "day"), &ask.day) != OK) {
        response_problem(request, response, 404, "NOT_FOUND", NULL);
        return;
    }
    enum err err = decode_release(request, &ask, &faults);
    if (err == ERR_INVALID) {
        response_faults(request, response, &faults);
        return;
    }
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    struct act act = {.verb = release_pages, .encode = encode_released, .arg = &ask};
    response_act(request, response, &act, LANE_BOOKING);
}
