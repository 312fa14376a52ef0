/* See book_http.h: one page of the contact book as its reader may see it. */
#include "http/book_http.h"

#include "actions/read_page.h"
#include "base/civil.h"
#include "http/photo_view.h"
#include "http/server.h"

#include "base/banned.h"

struct page_writing {
    struct json_out out;
    struct book_sight sight;
    struct book_facts facts; /* of the newest page that is no addition */
    const struct request *request;
    bool photos_open;
    bool revisions_open;
    bool readers_open;
};

void book_put_fields(struct json_out *out, int part, int32_t class_age)
{
    const struct book_field *list[BOOK_FIELDS_MAX];
    size_t n = book_fields((enum book_part)part, class_age, list);
    json_out_key(out, "fields");
    json_out_open(out, '[');
    for (size_t i = 0; i < n; i++) {
        json_out_open(out, '{');
        json_put_word(out, "key", list[i]->key);
        json_put_word(out, "kind", book_kind_word(list[i]->kind));
        json_put_bool(out, "required", book_required(list[i], class_age));
        if (list[i]->words != NULL) {
            json_out_key(out, "words");
            json_out_open(out, '[');
            for (size_t w = 0; list[i]->words[w] != NULL; w++) {
                json_out_text(out, str_of(list[i]->words[w]));
            }
            json_out_close(out, ']');
        }
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

void book_put_missing(struct json_out *out, int part, int32_t class_age, const struct book_facts *facts)
{
    const struct book_field *list[BOOK_FIELDS_MAX];
    size_t n = book_fields((enum book_part)part, class_age, list);
    json_out_key(out, "missing");
    json_out_open(out, '[');
    for (size_t i = 0; i < n; i++) {
        if (book_required(list[i], class_age) && (facts->present & book_bit(list[i])) == 0) {
            json_out_text(out, str_of(list[i]->key));
        }
    }
    json_out_close(out, ']');
}

static void put_due(struct json_out *out, const struct book_sight *sight)
{
    json_put_instant(out, "opens_at", book_opens_ms(&sight->times, sight->day));
    json_put_instant_or_null(out, "due_at",
                             sight->times.due_min < 0 ? 0 : civil_ms_at(sight->day, sight->times.due_min));
}

static void put_head(void *arg, const struct book_sight *sight)
{
    struct page_writing *writing = arg;
    struct json_out *out = &writing->out;
    writing->sight = *sight;
    writing->facts.tenths = -1;
    json_out_open(out, '{');
    if (sight->child.id != 0) {
        json_put_word(out, "child_id", sight->child.public_id);
    } else {
        json_put_word(out, "class", sight->class_name);
    }
    json_put_day(out, "day", sight->day);
    json_put_word(out, "part", book_part_word(sight->part));
    json_put_int(out, "version", sight->page.version);
    if (sight->part == BOOK_HOME) {
        json_put_word(out, "state", book_home_word(sight->home));
        put_due(out, sight);
        json_put_instant_or_null(out, "arrived_at", sight->open ? sight->arrived_ms : 0);
    } else {
        json_put_word(out, "state", book_state_word(sight->page.state));
        json_put_instant_or_null(out, "release_at", sight->page.release_ms);
        json_put_int(out, "shown_version", sight->page.shown_version);
    }
    json_put_int(out, "class_age", sight->class_age);
    book_put_fields(out, (int)sight->part, sight->class_age);
}

static void put_page(struct json_out *out, const struct page_words *words)
{
    json_put_instant(out, "at", words->revision->written_ms);
    json_put_text(out, "by", words->revision->by);
    json_put_json_or_null(out, "page", words->page);
}

static void put_photo(void *arg, const struct photo_row *row, struct db *db)
{
    struct page_writing *writing = arg;
    if (!writing->photos_open) {
        json_out_key(&writing->out, "photos");
        json_out_open(&writing->out, '[');
        writing->photos_open = true;
    }
    photo_put(&writing->out, writing->request, row, db);
}

static void end_photos(struct page_writing *writing)
{
    if (writing->photos_open) {
        json_out_close(&writing->out, ']');
        writing->photos_open = false;
    }
}

static void put_note(void *arg, const struct page_words *words)
{
    struct page_writing *writing = arg;
    end_photos(writing);
    json_out_key(&writing->out, "class_note");
    json_out_open(&writing->out, '{');
    put_page(&writing->out, words);
    json_out_close(&writing->out, '}');
}

static void open_revisions(struct page_writing *writing)
{
    end_photos(writing);
    if (!writing->revisions_open) {
        json_out_key(&writing->out, "revisions");
        json_out_open(&writing->out, '[');
        writing->revisions_open = true;
    }
}

static void put_revision(void *arg, const struct page_words *words)
{
    struct page_writing *writing = arg;
    struct json_out *out = &writing->out;
    open_revisions(writing);
    json_out_open(out, '{');
    json_put_int(out, "version", words->revision->version);
    json_put_bool(out, "addition", words->revision->addition);
    put_page(out, words);
    json_out_close(out, '}');
    if (!words->revision->addition) {
        writing->facts = words->facts;
    }
}

static void put_reader(void *arg, const struct book_reader *reader)
{
    struct page_writing *writing = arg;
    struct json_out *out = &writing->out;
    open_revisions(writing);
    if (!writing->readers_open) {
        json_out_close(out, ']');
        json_out_key(out, "readers");
        json_out_open(out, '[');
        writing->readers_open = true;
    }
    json_out_open(out, '{');
    json_put_text(out, "name", reader->name);
    json_put_instant_or_null(out, "read_at", reader->first_ms);
    json_put_int(out, "version", reader->version);
    json_out_close(out, '}');
}

static void put_end(struct page_writing *writing)
{
    struct json_out *out = &writing->out;
    open_revisions(writing);
    json_out_close(out, ']');
    book_put_missing(out, (int)writing->sight.part, writing->sight.class_age, &writing->facts);
    json_put_word(out, "advice", book_advice_word(book_advice(writing->facts.tenths)));
    json_out_close(out, '}');
}

static void answer_page(struct request *request, struct response *response, struct read_page *ask)
{
    if (civil_parse_day(request_path(request, "day"), &ask->day) != OK) {
        response_problem(request, response, 404, "NOT_FOUND", NULL);
        return;
    }
    struct page_writing *writing = arena_alloc(&request->worker->arena, sizeof *writing);
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL || writing == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&writing->out, body);
    ask->caller = &request->caller;
    writing->request = request;
    ask->head = put_head;
    ask->photo = put_photo;
    ask->note = put_note;
    ask->revision = put_revision;
    ask->reader = put_reader;
    ask->arg = writing;
    enum err err = read_page(request->server->lane, ask);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    put_end(writing);
    response_json_version(request, response, writing->sight.page.version);
}

void book_home_get(struct request *request, struct response *response)
{
    struct read_page ask = {.part = BOOK_HOME, .child = request_path(request, "id")};
    answer_page(request, response, &ask);
}

void book_nursery_get(struct request *request, struct response *response)
{
    struct read_page ask = {.part = BOOK_NURSERY, .child = request_path(request, "id")};
    answer_page(request, response, &ask);
}

void book_note_get(struct request *request, struct response *response)
{
    struct read_page ask = {
        .part = BOOK_NOTE, .site = request_path(request, "id"), .class_name = request_query(request, "class")};
    answer_page(request, response, &ask);
}
