/* See pair_screen.h. */
#include "pair_screen.h"

#include <poll.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/httpd.h"
#include "base/json.h"
#include "base/log.h"
#include "base/secret.h"
#include "conf.h"
#include "pair.h"
#include "screen_answer.h"
#include "wire/claim_code.h"
#include "wire/pairing.h"

#include "base/banned.h"

enum { BODY_BYTES_MAX = 256, TYPED_BYTES = 64, LOOK_MS = 200, STREAMS_MAX = 1 };

enum pairing_state { PAIRING_CODE, PAIRING_WORKING, PAIRING_COMPARE, PAIRING_REFUSED, PAIRING_PAIRED };

static struct {
    pthread_mutex_t mutex; /* over what follows */
    enum pairing_state state;
    char code[CLAIM_CODE_BYTES];
    char number[PAIRING_CHECK_TEXT];
    int port; /* set before anybody can ask */
} shown = {.mutex = PTHREAD_MUTEX_INITIALIZER};

static void send_state(struct httpd_exchange *exchange)
{
    static const char *const words[] = {"code", "working", "compare", "refused", "paired"};
    char text[128];
    struct buf body;
    struct json_out out;
    buf_init(&body, text, sizeof text);
    json_out_init(&out, &body);
    json_out_open(&out, '{');
    pthread_mutex_lock(&shown.mutex);
    json_put_word(&out, "state", words[shown.state]);
    json_put_word(&out, "number", shown.state == PAIRING_COMPARE ? shown.number : NULL);
    pthread_mutex_unlock(&shown.mutex);
    json_out_close(&out, '}');
    screen_answer(exchange, "200 OK", "Content-Type: application/json\r\nCache-Control: no-store\r\n", buf_view(&body));
}

/* Takes the code while none is under way. */
static bool take(const char code[CLAIM_CODE_BYTES])
{
    pthread_mutex_lock(&shown.mutex);
    bool free_now = shown.state == PAIRING_CODE || shown.state == PAIRING_REFUSED;
    if (free_now) {
        memcpy(shown.code, code, sizeof shown.code);
        shown.state = PAIRING_WORKING;
    }
    pthread_mutex_unlock(&shown.mutex);
    return free_now;
}

static void post_code(struct httpd_exchange *exchange)
{
    char body[BODY_BYTES_MAX + 1];
    char code[CLAIM_CODE_BYTES] = "";
    struct json_in in;
    struct json_faults faults;
    bool good = str_starts(exchange->field[HTTPD_CONTENT_TYPE], "application/json") &&
                httpd_read_body(exchange, body) == OK &&
                json_open((struct str){body, exchange->body_bytes}, &in, &faults) == OK;
    if (good) {
        good = claim_code_read(json_text(&in, "code", JSON_REQUIRED, TYPED_BYTES), code) == OK;
        good = json_close(&in) == OK && good;
    }
    if (!good) {
        screen_answer_problem(exchange, "422 Unprocessable Content", "INVALID");
    } else if (!take(code)) {
        screen_answer_problem(exchange, "409 Conflict", "WRONG_STATE");
    } else {
        screen_answer(exchange, "204 No Content", "Cache-Control: no-store\r\n", (struct str){"", 0});
    }
    secret_wipe(code, sizeof code);
    secret_wipe(body, sizeof body);
}

static void answer(struct httpd_exchange *exchange)
{
    bool pairing = str_is(exchange->path, "/pairing");
    if (!screen_answer_ours(shown.port, exchange)) {
        screen_answer_problem(exchange, "403 Forbidden", "DENIED");
    } else if (str_is(exchange->method, "POST") && pairing) {
        post_code(exchange);
    } else if (!str_is(exchange->method, "GET")) {
        screen_answer_problem(exchange, "405 Method Not Allowed", "METHOD_REFUSED");
    } else if (pairing) {
        send_state(exchange);
    } else {
        screen_answer_asset(exchange);
    }
}

static void on_number(const char *number)
{
    pthread_mutex_lock(&shown.mutex);
    enum err err = str_copy(str_of(number), shown.number, sizeof shown.number);
    shown.state = err == OK ? PAIRING_COMPARE : shown.state;
    pthread_mutex_unlock(&shown.mutex);
}

/* One code after the other, until one has made this box an entrance. */
static bool work(const struct pair_screen_options *options)
{
    bool done = false;
    while (!done && *options->stop == 0) {
        char code[CLAIM_CODE_BYTES] = "";
        (void)poll(NULL, 0, LOOK_MS);
        pthread_mutex_lock(&shown.mutex);
        memcpy(code, shown.code, sizeof code);
        secret_wipe(shown.code, sizeof shown.code);
        pthread_mutex_unlock(&shown.mutex);
        if (code[0] == '\0') {
            continue;
        }
        done = pair_run(&(struct pair_options){.code = code,
                                               .server = options->server,
                                               .config = options->config,
                                               .stop = options->stop,
                                               .number = on_number});
        secret_wipe(code, sizeof code);
        pthread_mutex_lock(&shown.mutex);
        shown.state = done ? PAIRING_PAIRED : PAIRING_REFUSED;
        pthread_mutex_unlock(&shown.mutex);
    }
    return done;
}

bool pair_screen_first(const struct pair_screen_options *options)
{
    char failure[256];
    struct httpd *httpd = NULL;
    if (options->listen == NULL || options->server == NULL || access(options->config, F_OK) == 0) {
        return true;
    }
    const struct httpd_options asked = {
        .listen = options->listen, .streams_max = STREAMS_MAX, .body_bytes_max = BODY_BYTES_MAX, .answer = answer};
    if (httpd_start(&asked, &httpd, failure) != OK) {
        conf_refuse("--screen", failure);
        return false;
    }
    shown.port = httpd_port(httpd);
    log_event(LOG_INFO, "pairing_screen", LOG_INT("port", shown.port));
    bool done = work(options);
    httpd_stop(httpd);
    return done;
}
