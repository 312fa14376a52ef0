/* See book_http.h: a stretch of the whole book for a guardian to keep. */
#include "actions/read_book.h"
#include "base/civil.h"
#include "base/clock.h"
#include "http/book_http.h"
#include "http/photo_view.h"
#include "http/server.h"

#include "base/banned.h"

enum {
    BODY_BYTES = 200 * 1024,
    DAY_BYTES = 80 * 1024, /* more than a day with all its additions usually has */
    DAY_FIRST = -25567,
};

struct book_writing {
    struct json_out out;
    const struct request *request;
    bool photos_open;
    int parts; /* that the open day has so far; −1: no day is open */
};

static bool has_room(void *arg)
{
    const struct book_writing *writing = arg;
    return writing->out.buf->n + DAY_BYTES < BODY_BYTES;
}

static void end_photos(struct book_writing *writing)
{
    if (writing->photos_open) {
        json_out_close(&writing->out, ']');
    }
    writing->photos_open = false;
}

static void close_day(struct book_writing *writing)
{
    end_photos(writing);
    if (writing->parts >= 0) {
        if (writing->parts > 0) {
            json_out_close(&writing->out, ']');
        }
        json_out_close(&writing->out, '}');
    }
    writing->parts = -1;
}

static void begin_day(void *arg, int32_t day)
{
    struct book_writing *writing = arg;
    close_day(writing);
    json_out_open(&writing->out, '{');
    json_put_day(&writing->out, "day", day);
    writing->parts = 0;
}

/* Photos and the note come before the revisions of the nursery part: the list of the home part is closed by then, the nursery's not yet open. */
static void begin_part(void *arg, enum book_part part)
{
    struct book_writing *writing = arg;
    end_photos(writing);
    if (writing->parts > 0) {
        json_out_close(&writing->out, ']');
    }
    if (part == BOOK_HOME) {
        json_out_key(&writing->out, "home");
        json_out_open(&writing->out, '[');
        writing->parts = 1;
    } else {
        writing->parts = 0;
    }
}

static void put_words(struct json_out *out, const struct page_words *words)
{
    json_out_open(out, '{');
    json_put_bool(out, "addition", words->revision->addition);
    json_put_instant(out, "at", words->revision->written_ms);
    json_put_text(out, "by", words->revision->by);
    json_put_json_or_null(out, "page", words->page);
    json_out_close(out, '}');
}

static void put_photo(void *arg, const struct photo_row *row)
{
    struct book_writing *writing = arg;
    if (!writing->photos_open) {
        json_out_key(&writing->out, "photos");
        json_out_open(&writing->out, '[');
        writing->photos_open = true;
    }
    photo_put(&writing->out, writing->request, row, NULL);
}

static void put_note(void *arg, const struct page_words *words)
{
    struct book_writing *writing = arg;
    end_photos(writing);
    json_out_key(&writing->out, "class_note");
    put_words(&writing->out, words);
}

static void put_revision(void *arg, const struct page_words *words)
{
    struct book_writing *writing = arg;
    end_photos(writing);
    if (writing->parts == 0) {
        json_out_key(&writing->out, "nursery");
        json_out_open(&writing->out, '[');
        writing->parts = 2;
    }
    put_words(&writing->out, words);
}

static void put_end(struct book_writing *writing, int32_t next_day)
{
    close_day(writing);
    json_out_close(&writing->out, ']');
    json_put_day_or_null(&writing->out, "next", next_day);
    json_out_close(&writing->out, '}');
}

void whole_book_get(struct request *request, struct response *response)
{
    struct book_writing writing = {.request = request, .parts = -1};
    struct read_book ask = {.caller = &request->caller,
                            .child = request_path(request, "id"),
                            .from_day = DAY_FIRST,
                            .to_day = civil_day_of_ms(clock_now_ms()),
                            .room = has_room,
                            .day = begin_day,
                            .part = begin_part,
                            .photo = put_photo,
                            .revision = put_revision,
                            .note = put_note,
                            .arg = &writing};
    bool from = !request_has_query(request, "from") ||
                civil_parse_day(request_query(request, "from"), &ask.from_day) == OK;
    bool to = !request_has_query(request, "to") || civil_parse_day(request_query(request, "to"), &ask.to_day) == OK;
    if (!from || !to) {
        response_fault(request, response, from ? "?to" : "?from", "BAD_FORMAT");
        return;
    }
    struct buf *body = response_body(request, response, BODY_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&writing.out, body);
    json_out_open(&writing.out, '{');
    json_out_key(&writing.out, "days");
    json_out_open(&writing.out, '[');
    enum err err = read_book(request->server->lane, &ask);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    put_end(&writing, ask.next_day);
    response_json_etag(request, response);
}
