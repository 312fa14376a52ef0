/* An HTTP load generator: N keep-alive connections, one request under way on each, the next as soon as the answer is whole.
 *
 *   load PORT CONNECTIONS SECONDS FILE [WORD]
 *
 * FILE holds a request per line: METHOD, PATH, COOKIE and BODY separated by tabs (COOKIE and BODY may be empty; every POST gets a fresh
 * Idempotency-Key). SECONDS 0: every line once, all connections at once; else the lines again and again for so long. WORD: answers whose
 * body holds it are counted. Prints one line of JSON; times in microseconds. Exit 1 when a connection failed. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load/answers.h"

#include "base/banned.h"

enum { OUT_BYTES = 16 * 1024, IN_BYTES = 256 * 1024, EVENTS = 256, STATUS_MAX = 600, FIELDS = 4 };

struct line {
    const char *field[FIELDS]; /* method, path, cookie, body: NUL-terminated */
};

struct connection {
    int fd;
    int64_t sent_us;
    char out[OUT_BYTES];
    size_t out_n;
    size_t out_at;
    bool busy;
    struct answers answers;
};

struct load {
    int port;
    int epoll;
    int64_t end_us; /* 0: every line once */
    int64_t run_id;
    const char *word;
    struct line *lines;
    size_t lines_n;
    size_t next;
    size_t under_way;
    uint32_t *latency_us;
    size_t latency_n;
    size_t latency_max;
    int64_t last_us;
    int64_t status[STATUS_MAX];
    int64_t word_n;
    int64_t failed;
    int64_t reconnects;
};

static char *in_bytes;

static void die(const char *what)
{
    fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void read_lines(struct load *load, const char *path)
{
    size_t n;
    char *text = answers_read_file(path, &n);
    size_t max = 1;
    for (size_t i = 0; i < n; i++) {
        max += text[i] == '\n';
    }
    load->lines = calloc(max, sizeof *load->lines);
    for (char *p = text; load->lines != NULL && *p != '\0';) {
        struct line *line = &load->lines[load->lines_n++];
        char *end = p + strcspn(p, "\n");
        bool last = *end == '\0';
        *end = '\0';
        for (int i = 0; i < FIELDS; i++) {
            line->field[i] = p;
            p += strcspn(p, "\t");
            if (*p == '\t') {
                *p++ = '\0';
            }
        }
        p = last ? end : end + 1;
    }
    if (load->lines_n == 0) {
        errno = EINVAL;
        die("no requests");
    }
}

static void watch(struct load *load, struct connection *c, bool writing, int operation)
{
    struct epoll_event event = {.events = EPOLLIN | (writing ? EPOLLOUT : 0), .data.ptr = c};
    if (epoll_ctl(load->epoll, operation, c->fd, &event) != 0) {
        die("epoll_ctl");
    }
}

static void connect_again(struct load *load, struct connection *c)
{
    if (c->fd >= 0) {
        close(c->fd);
        load->reconnects++;
    }
    c->fd = answers_connect(load->port);
    if (c->fd < 0) {
        die("connect");
    }
    answers_reset(&c->answers);
    watch(load, c, false, EPOLL_CTL_ADD);
}

static void flush(struct load *load, struct connection *c)
{
    while (c->out_at < c->out_n) {
        ssize_t n = send(c->fd, c->out + c->out_at, c->out_n - c->out_at, MSG_NOSIGNAL);
        if (n <= 0) {
            break;
        }
        c->out_at += (size_t)n;
    }
    if (c->out_at < c->out_n) {
        watch(load, c, true, EPOLL_CTL_MOD);
    }
}

/* The next request on this connection, unless all are given out. */
static void send_next(struct load *load, struct connection *c)
{
    if (load->end_us == 0 ? load->next >= load->lines_n : answers_now_us() >= load->end_us) {
        return;
    }
    const struct line *line = &load->lines[load->next % load->lines_n];
    char key[96] = "";
    if (strcmp(line->field[0], "POST") == 0) {
        (void)snprintf(key, sizeof key, "Idempotency-Key: load-%" PRId64 "-%zu\r\n", load->run_id, load->next);
    }
    size_t body_n = strlen(line->field[3]);
    char length[96] = "";
    if (body_n > 0) {
        (void)snprintf(length, sizeof length, "Content-Type: application/json\r\nContent-Length: %zu\r\n", body_n);
    }
    const char *cookie = line->field[2];
    int n = snprintf(c->out, sizeof c->out, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s%s%s%s%s\r\n%s", line->field[0],
                     line->field[1], load->port, cookie[0] ? "Cookie: " : "", cookie, cookie[0] ? "\r\n" : "", key,
                     length, line->field[3]);
    if (n < 0 || (size_t)n >= sizeof c->out) {
        errno = EMSGSIZE;
        die("a request is too long");
    }
    load->next++;
    load->under_way++;
    c->out_n = (size_t)n;
    c->out_at = 0;
    c->busy = true;
    c->sent_us = answers_now_us();
    flush(load, c);
}

static void note_latency(struct load *load, uint32_t us)
{
    if (load->latency_n == load->latency_max) {
        load->latency_max = load->latency_max == 0 ? 1 << 16 : load->latency_max * 2;
        load->latency_us = realloc(load->latency_us, load->latency_max * sizeof *load->latency_us);
        if (load->latency_us == NULL) {
            die("memory");
        }
    }
    load->latency_us[load->latency_n++] = us;
}

static void finish(struct load *load, struct connection *c)
{
    int64_t now_us = answers_now_us();
    int status = c->answers.status;
    load->status[status >= 0 && status < STATUS_MAX ? status : 0]++;
    load->word_n += load->word != NULL && strstr(c->answers.body, load->word) != NULL;
    note_latency(load, (uint32_t)(now_us - c->sent_us));
    load->last_us = now_us;
    load->under_way--;
    c->busy = false;
    bool closes = c->answers.closes;
    answers_reset(&c->answers);
    if (closes) {
        connect_again(load, c);
    }
    send_next(load, c);
}

/* An idle keep-alive connection may end at any time; one with a request under way may not. */
static void lost(struct load *load, struct connection *c)
{
    if (c->busy) {
        load->failed++;
        load->under_way--;
        c->busy = false;
    }
    connect_again(load, c);
    send_next(load, c);
}

static void take(struct load *load, struct connection *c)
{
    ssize_t n = recv(c->fd, in_bytes, IN_BYTES, 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (n <= 0) {
        lost(load, c);
        return;
    }
    bool done;
    int64_t used = answers_feed(&c->answers, in_bytes, (size_t)n, &done);
    if (used != n) {
        lost(load, c);
    } else if (done) {
        finish(load, c);
    }
}

static void turn(struct load *load)
{
    struct epoll_event events[EVENTS];
    int n = epoll_wait(load->epoll, events, EVENTS, 60000);
    if (n == 0) {
        errno = ETIMEDOUT;
        die("no answer for 60 seconds");
    }
    for (int i = 0; i < n; i++) {
        struct connection *c = events[i].data.ptr;
        if ((events[i].events & EPOLLOUT) != 0) {
            watch(load, c, false, EPOLL_CTL_MOD);
            flush(load, c);
        }
        if ((events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
            take(load, c);
        }
    }
}

static void report(struct load *load, int64_t started_us)
{
    int64_t took_us = load->last_us > started_us ? load->last_us - started_us : 1;
    answers_sort(load->latency_us, load->latency_n);
    printf("{\"requests\":%zu,\"took_us\":%" PRId64 ",\"per_second\":%" PRId64, load->latency_n, took_us,
           (int64_t)load->latency_n * 1000000 / took_us);
    printf(",\"p50_us\":%u,\"p99_us\":%u,\"max_us\":%u", answers_quantile(load->latency_us, load->latency_n, 500),
           answers_quantile(load->latency_us, load->latency_n, 990),
           answers_quantile(load->latency_us, load->latency_n, 1000));
    printf(",\"with_word\":%" PRId64 ",\"failed\":%" PRId64 ",\"reconnects\":%" PRId64 ",\"status\":{", load->word_n,
           load->failed, load->reconnects);
    const char *comma = "";
    for (int i = 0; i < STATUS_MAX; i++) {
        if (load->status[i] > 0) {
            printf("%s\"%d\":%" PRId64, comma, i, load->status[i]);
            comma = ",";
        }
    }
    printf("}}\n");
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        fprintf(stderr, "usage: load PORT CONNECTIONS SECONDS FILE [WORD]\n");
        return 2;
    }
    struct load load = {.port = (int)strtol(argv[1], NULL, 10),
                        .epoll = epoll_create1(EPOLL_CLOEXEC),
                        .word = argc > 5 ? argv[5] : NULL};
    size_t connections = strtoul(argv[2], NULL, 10);
    int64_t seconds = strtol(argv[3], NULL, 10);
    read_lines(&load, argv[4]);
    struct connection *all = calloc(connections, sizeof *all);
    in_bytes = malloc(IN_BYTES);
    if (all == NULL || in_bytes == NULL) {
        die("memory");
    }
    for (size_t i = 0; i < connections; i++) {
        all[i].fd = -1;
        connect_again(&load, &all[i]);
    }
    int64_t started_us = answers_now_us();
    load.run_id = started_us + (int64_t)getpid() * INT64_C(1000000000000);
    load.end_us = seconds == 0 ? 0 : started_us + seconds * 1000000;
    for (size_t i = 0; i < connections; i++) {
        send_next(&load, &all[i]);
    }
    while (load.under_way > 0) {
        turn(&load);
    }
    report(&load, started_us);
    return load.failed == 0 ? 0 : 1;
}
