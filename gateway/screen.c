/* See screen.h. One short answer per request, but for the stream, which holds a thread of the HTTP shell as long as the page is open. */
#include "screen.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/httpd.h"
#include "base/json.h"
#include "base/secret.h"
#include "screen_answer.h"
#include "screen_face.h"

#include "base/banned.h"

enum {
    STREAMS_MAX = 8,
    BODY_BYTES_MAX = 1024,
    FACE_BYTES = 4096,
    LIST_BYTES = 4096,
    LIST_MAX = 24,
    LOOK_MS = 250,  /* names vanish by the clock, not by an event */
    BEAT_MS = 5000, /* so that the page's clock stays this box's */
    LIFE_MS = 600000,
};

struct screen {
    struct desk *desk;
    struct httpd *httpd;
    int port;
};

#define STREAM_HEAD                                                                                          \
    "HTTP/1.1 200 OK\r\n" SCREEN_ANSWER_SECURITY                                                             \
    "Content-Type: text/event-stream; charset=utf-8\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n" \
    "retry: 1000\n\n"

static void send_outcome(struct httpd_exchange *exchange, enum err err)
{
    switch (err) {
    case OK:
        screen_answer(exchange, "204 No Content", "Cache-Control: no-store\r\n", (struct str){"", 0});
        break;
    case ERR_CONFLICT:
        screen_answer_problem(exchange, "409 Conflict", "WRONG_STATE");
        break;
    case ERR_NOT_FOUND:
        screen_answer_problem(exchange, "404 Not Found", "NOT_FOUND");
        break;
    case ERR_IO:
        screen_answer_problem(exchange, "507 Insufficient Storage", "NOT_KEPT");
        break;
    case ERR_INVALID:
    case ERR_DENIED:
    case ERR_LIMIT:
    case ERR_BUSY:
        screen_answer_problem(exchange, "422 Unprocessable Content", "INVALID");
        break;
    }
}

/* One event into buf; `face` is the part of it that does not tick. */
static void write_event(const struct desk_moment *moment, const struct desk_state *state, struct buf *buf,
                        struct str *face)
{
    struct json_out out;
    buf_puts(buf, "event: face\ndata: {\"now\":");
    json_out_init(&out, buf);
    json_out_instant(&out, state->now_ms);
    buf_puts(buf, ",\"face\":");
    size_t from = buf->n;
    screen_face_write(moment, state, buf);
    *face = (struct str){buf->p + from, buf->n - from};
    buf_puts(buf, "}\n\n");
    assert(!buf->overflow);
}

/* Looks, and sends what changed since; false: the page is gone. */
static bool send_face(struct screen *screen, struct httpd_exchange *exchange, unsigned char last[SECRET_HASH_BYTES],
                      int64_t *beat_ms)
{
    char text[FACE_BYTES];
    unsigned char hash[SECRET_HASH_BYTES];
    struct buf buf;
    struct str face;
    struct desk_moment moment;
    struct desk_state state;
    desk_look(screen->desk, &moment, &state);
    buf_init(&buf, text, sizeof text);
    write_event(&moment, &state, &buf, &face);
    secret_hash(face.p, face.n, hash);
    if (memcmp(hash, last, sizeof hash) == 0 && clock_mono_ms() < *beat_ms) {
        return true;
    }
    memcpy(last, hash, sizeof hash);
    *beat_ms = clock_mono_ms() + BEAT_MS;
    return httpd_send(exchange, buf_view(&buf));
}

static void stream(struct screen *screen, struct httpd_exchange *exchange)
{
    unsigned char last[SECRET_HASH_BYTES] = {0};
    int64_t end_ms = clock_mono_ms() + LIFE_MS;
    int64_t beat_ms = 0;
    int64_t version = 0;
    exchange->close = true;
    if (!httpd_send(exchange, STR(STREAM_HEAD))) {
        return;
    }
    desk_screen_join(screen->desk);
    while (version >= 0 && clock_mono_ms() < end_ms && send_face(screen, exchange, last, &beat_ms)) {
        version = desk_wait(screen->desk, version, LOOK_MS);
    }
    desk_screen_leave(screen->desk);
}

static void send_children(struct screen *screen, struct httpd_exchange *exchange)
{
    struct entrance_child list[LIST_MAX];
    char text[LIST_BYTES];
    struct buf body;
    int64_t symbol = 0;
    static const char name[] = "symbol=";
    struct str query = exchange->query;
    size_t n = sizeof name - 1;
    if (!str_starts(query, name) || str_int((struct str){query.p + n, query.n - n}, 1, ROSTER_SYMBOLS, &symbol) != OK) {
        send_outcome(exchange, ERR_INVALID);
        return;
    }
    size_t found = desk_by_symbol(screen->desk, (int32_t)symbol, list, LIST_MAX);
    buf_init(&body, text, sizeof text);
    screen_face_write_children(list, found, &body);
    screen_answer(exchange, "200 OK", "Content-Type: application/json\r\nCache-Control: no-store\r\n", buf_view(&body));
}

static void read_answer(struct json_in *in, struct desk_answer *answer)
{
    static const char *const words[] = {
        [DESK_ARRIVE] = "arrive", [DESK_LEAVE] = "leave", [DESK_CHOSEN] = "chosen", [DESK_MISTAKE] = "mistake", NULL};
    answer->ticket = json_int(in, "ticket", JSON_REQUIRED, 1, INT64_MAX, 0);
    int word = json_word(in, "word", JSON_REQUIRED, words);
    answer->word = word < 0 ? DESK_MISTAKE : (enum desk_word)word;
    size_t n = json_list(in, "children", JSON_OPTIONAL, CHOICE_CHILDREN_MAX);
    for (size_t i = 0; i < n && i < CHOICE_CHILDREN_MAX; i++) {
        struct str child = json_list_text(in, "children", i, SECRET_PUBLIC_ID_TEXT - 1);
        if (str_copy(child, answer->children[i], sizeof answer->children[i]) == OK) {
            answer->children_n++;
        }
    }
}

static enum err do_answer(struct screen *screen, struct json_in *in)
{
    struct desk_answer answer = {.ticket = 0};
    read_answer(in, &answer);
    return json_close(in) == OK ? desk_answer(screen->desk, &answer) : ERR_INVALID;
}

static enum err do_undo(struct screen *screen, struct json_in *in)
{
    int64_t ticket = json_int(in, "ticket", JSON_REQUIRED, 1, INT64_MAX, 0);
    return json_close(in) == OK ? desk_undo(screen->desk, ticket) : ERR_INVALID;
}

static enum err do_name(struct screen *screen, struct json_in *in)
{
    char child[SECRET_PUBLIC_ID_TEXT];
    struct str text = json_text(in, "child", JSON_REQUIRED, sizeof child - 1);
    bool fits = topics_is_id(text) && str_copy(text, child, sizeof child) == OK;
    if (json_close(in) != OK || !fits) {
        return ERR_INVALID;
    }
    return desk_touch(screen->desk, &(struct desk_touch){.child = child, .reader = "screen", .method = TAP_BY_TOUCH});
}

static void post(struct screen *screen, struct httpd_exchange *exchange)
{
    static const struct {
        const char *path;
        enum err (*act)(struct screen *screen, struct json_in *in);
    } acts[] = {{"/answer", do_answer}, {"/undo", do_undo}, {"/name", do_name}};
    char body[BODY_BYTES_MAX + 1];
    struct json_in in;
    struct json_faults faults;
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
        if (!str_is(exchange->path, acts[i].path)) {
            continue;
        }
        if (!str_starts(exchange->field[HTTPD_CONTENT_TYPE], "application/json") ||
            httpd_read_body(exchange, body) != OK ||
            json_open((struct str){body, exchange->body_bytes}, &in, &faults) != OK) {
            send_outcome(exchange, ERR_INVALID);
            return;
        }
        send_outcome(exchange, acts[i].act(screen, &in));
        return;
    }
    screen_answer_problem(exchange, "404 Not Found", "NOT_FOUND");
}

static void answer(struct httpd_exchange *exchange)
{
    struct screen *screen = exchange->arg;
    if (!screen_answer_ours(screen->port, exchange)) {
        screen_answer_problem(exchange, "403 Forbidden", "DENIED");
    } else if (str_is(exchange->method, "POST")) {
        post(screen, exchange);
    } else if (!str_is(exchange->method, "GET")) {
        screen_answer_problem(exchange, "405 Method Not Allowed", "METHOD_REFUSED");
    } else if (str_is(exchange->path, "/live")) {
        stream(screen, exchange);
    } else if (str_is(exchange->path, "/children")) {
        send_children(screen, exchange);
    } else {
        screen_answer_asset(exchange);
    }
}

enum err screen_start(const char *listen, struct desk *desk, struct screen **ret, char failure[256])
{
    struct screen *screen = calloc(1, sizeof *screen);
    if (screen == NULL) {
        abort();
    }
    screen->desk = desk;
    struct httpd_options options = {.listen = listen,
                                    .streams_max = STREAMS_MAX,
                                    .body_bytes_max = BODY_BYTES_MAX,
                                    .answer = answer,
                                    .arg = screen};
    enum err err = httpd_start(&options, &screen->httpd, failure);
    if (err != OK) {
        free(screen);
        return err;
    }
    screen->port = httpd_port(screen->httpd);
    *ret = screen;
    return OK;
}

int screen_port(const struct screen *screen)
{
    return screen->port;
}

void screen_stop(struct screen *screen)
{
    if (screen != NULL) {
        desk_stop(screen->desk);
        httpd_stop(screen->httpd);
        free(screen);
    }
}
