/* People who do not wait for each other: every request goes out at its own instant, however slow the answers are, and its time is counted from
 * that instant, so that a server that stands still for a moment is not measured kindly.
 *
 *   rush PORT CONNECTIONS FILE OUT [EPOCH_MS]        begins at that instant of the wall clock, else at once
 *
 * FILE holds a request per line: MILLISECOND, METHOD, PATH, COOKIE and BODY separated by tabs, in the order of the milliseconds (after the
 * start; COOKIE and BODY may be empty; every POST gets an Idempotency-Key of its own). CONNECTIONS stand open from the start and are the most
 * that can be under way. OUT gets a line for each answer: number of the request from 0, status, microsecond of the request's instant, of
 * sending and of the answer, and the answer's body, separated by tabs. Prints one line of JSON; exit 1 when a connection failed. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "load/answers.h"

#include "base/banned.h"

enum { OUT_BYTES = 16 * 1024, IN_BYTES = 256 * 1024, EVENTS = 256, FIELDS = 5, PATIENCE_MS = 60000, TRIES_MAX = 3 };

struct line {
    int64_t due_us;
    const char *field[FIELDS]; /* millisecond, method, path, cookie, body */
};

struct connection {
    int fd;
    size_t line;
    int64_t sent_us;
    char out[OUT_BYTES];
    size_t out_n;
    size_t out_at;
    bool busy;
    int tries;
    struct connection *next_idle;
    struct answers answers;
};

struct rush {
    int port;
    int epoll;
    FILE *file;
    int64_t started_us;
    struct line *lines;
    size_t lines_n;
    size_t next;
    size_t under_way;
    struct connection *idle;
    uint32_t *latency_us;
    size_t done;
    int64_t late; /* requests that had to wait for a connection of ours */
    int64_t failed;
};

static char *in_bytes;

static void die(const char *what)
{
    fprintf(stderr, "rush: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void read_line(struct line *line, char *text)
{
    for (int i = 0; i < FIELDS; i++) {
        line->field[i] = text;
        text += strcspn(text, "\t");
        if (*text == '\t') {
            *text++ = '\0';
        }
    }
    line->due_us = strtoll(line->field[0], NULL, 10) * 1000;
}

static void read_lines(struct rush *rush, const char *path)
{
    size_t n;
    char *text = answers_read_file(path, &n);
    size_t max = 1;
    for (size_t i = 0; i < n; i++) {
        max += text[i] == '\n';
    }
    rush->lines = calloc(max, sizeof *rush->lines);
    rush->latency_us = calloc(max, sizeof *rush->latency_us);
    if (rush->lines == NULL || rush->latency_us == NULL) {
        die("memory");
    }
    while (*text != '\0') {
        char *end = text + strcspn(text, "\n");
        char *after = *end == '\0' ? end : end + 1;
        *end = '\0';
        read_line(&rush->lines[rush->lines_n++], text);
        text = after;
    }
}

static void watch(const struct rush *rush, struct connection *c, bool writing, int operation)
{
    struct epoll_event event = {.events = EPOLLIN | (writing ? EPOLLOUT : 0), .data.ptr = c};
    if (epoll_ctl(rush->epoll, operation, c->fd, &event) != 0) {
        die("epoll_ctl");
    }
}

static void stand_by(struct rush *rush, struct connection *c)
{
    c->busy = false;
    c->next_idle = rush->idle;
    rush->idle = c;
}

static void connect_to(struct rush *rush, struct connection *c)
{
    if (c->fd >= 0) {
        close(c->fd);
    }
    c->fd = answers_connect(rush->port);
    if (c->fd < 0) {
        die("connect");
    }
    answers_reset(&c->answers);
    watch(rush, c, false, EPOLL_CTL_ADD);
}

static void flush(const struct rush *rush, struct connection *c)
{
    while (c->out_at < c->out_n) {
        ssize_t n = send(c->fd, c->out + c->out_at, c->out_n - c->out_at, MSG_NOSIGNAL);
        if (n <= 0) {
            watch(rush, c, true, EPOLL_CTL_MOD);
            return;
        }
        c->out_at += (size_t)n;
    }
}

static void send_line(struct rush *rush, struct connection *c, size_t number)
{
    const struct line *line = &rush->lines[number];
    char key[64] = "";
    char length[96] = "";
    const char *cookie = line->field[3];
    size_t body_n = strlen(line->field[4]);
    if (strcmp(line->field[1], "POST") == 0) {
        (void)snprintf(key, sizeof key, "Idempotency-Key: rush-%d-%zu\r\n", (int)getpid(), number);
    }
    if (body_n > 0) {
        (void)snprintf(length, sizeof length, "Content-Type: application/json\r\nContent-Length: %zu\r\n", body_n);
    }
    int n = snprintf(c->out, sizeof c->out, "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s%s%s%s%s\r\n%s", line->field[1],
                     line->field[2], rush->port, cookie[0] ? "Cookie: " : "", cookie, cookie[0] ? "\r\n" : "", key,
                     length, line->field[4]);
    if (n < 0 || (size_t)n >= sizeof c->out) {
        errno = EMSGSIZE;
        die("a request is too long");
    }
    c->out_n = (size_t)n;
    c->out_at = 0;
    c->busy = true;
    c->tries = 0;
    c->line = number;
    c->sent_us = answers_now_us();
    rush->under_way++;
    flush(rush, c);
}

/* Sends all that is due; returns for how many milliseconds nothing will be. */
static int send_due(struct rush *rush)
{
    while (rush->next < rush->lines_n) {
        int64_t wait_us = rush->started_us + rush->lines[rush->next].due_us - answers_now_us();
        if (wait_us > 0) {
            return (int)(wait_us / 1000);
        }
        struct connection *c = rush->idle;
        if (c == NULL) {
            rush->late++;
            return PATIENCE_MS;
        }
        rush->idle = c->next_idle;
        send_line(rush, c, rush->next++);
    }
    return PATIENCE_MS;
}

static void finish(struct rush *rush, struct connection *c)
{
    int64_t now_us = answers_now_us();
    int64_t due_us = rush->started_us + rush->lines[c->line].due_us;
    rush->latency_us[rush->done++] = (uint32_t)(now_us - due_us);
    fprintf(rush->file, "%zu\t%d\t%" PRId64 "\t%" PRId64 "\t%" PRId64 "\t%s\n", c->line, c->answers.status,
            due_us - rush->started_us, c->sent_us - rush->started_us, now_us - rush->started_us, c->answers.body);
    rush->under_way--;
    bool closes = c->answers.closes;
    answers_reset(&c->answers);
    if (closes) {
        connect_to(rush, c);
    }
    stand_by(rush, c);
}

/* A kept connection that the server closed as the request left is no failure: like a browser it asks once more (every POST has its key). */
static void lost(struct rush *rush, struct connection *c)
{
    connect_to(rush, c);
    if (c->busy && c->tries++ < TRIES_MAX) {
        c->out_at = 0;
        flush(rush, c);
    } else if (c->busy) {
        rush->failed++;
        rush->under_way--;
        stand_by(rush, c);
    }
}

static void take(struct rush *rush, struct connection *c)
{
    bool done = false;
    ssize_t n = recv(c->fd, in_bytes, IN_BYTES, 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (n <= 0 || answers_feed(&c->answers, in_bytes, (size_t)n, &done) != n) {
        lost(rush, c);
    } else if (done) {
        finish(rush, c);
    }
}

static void turn(struct rush *rush)
{
    struct epoll_event events[EVENTS];
    int wait_ms = send_due(rush);
    int n = epoll_wait(rush->epoll, events, EVENTS, wait_ms);
    if (n == 0 && wait_ms == PATIENCE_MS) {
        errno = ETIMEDOUT;
        die("no answer for 60 seconds");
    }
    for (int i = 0; i < n; i++) {
        struct connection *c = events[i].data.ptr;
        if ((events[i].events & EPOLLOUT) != 0) {
            watch(rush, c, false, EPOLL_CTL_MOD);
            flush(rush, c);
        }
        if ((events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
            take(rush, c);
        }
    }
}

/* The monotonic microsecond at which it begins. */
static int64_t begin_at(int64_t epoch_ms)
{
    struct timespec wall;
    clock_gettime(CLOCK_REALTIME, &wall);
    int64_t wait_us = epoch_ms * 1000 - (int64_t)wall.tv_sec * 1000000 - wall.tv_nsec / 1000;
    return answers_now_us() + (epoch_ms != 0 && wait_us > 0 ? wait_us : 0);
}

int main(int argc, char **argv)
{
    if (argc != 5 && argc != 6) {
        fprintf(stderr, "usage: rush PORT CONNECTIONS FILE OUT [EPOCH_MS]\n");
        return 2;
    }
    struct rush rush = {
        .port = (int)strtol(argv[1], NULL, 10), .epoll = epoll_create1(EPOLL_CLOEXEC), .file = fopen(argv[4], "we")};
    size_t connections = strtoul(argv[2], NULL, 10);
    read_lines(&rush, argv[3]);
    struct connection *all = calloc(connections, sizeof *all);
    in_bytes = malloc(IN_BYTES);
    if (all == NULL || in_bytes == NULL || rush.file == NULL) {
        die("begin");
    }
    for (size_t i = 0; i < connections; i++) {
        all[i].fd = -1;
        connect_to(&rush, &all[i]);
        stand_by(&rush, &all[i]);
    }
    rush.started_us = begin_at(argc == 6 ? strtoll(argv[5], NULL, 10) : 0);
    while (rush.next < rush.lines_n || rush.under_way > 0) {
        turn(&rush);
    }
    fclose(rush.file);
    answers_sort(rush.latency_us, rush.done);
    printf("{\"requests\":%zu,\"p50_us\":%u,\"p99_us\":%u,\"max_us\":%u,\"late\":%" PRId64 ",\"failed\":%" PRId64 "}\n",
           rush.done, answers_quantile(rush.latency_us, rush.done, 500),
           answers_quantile(rush.latency_us, rush.done, 990), answers_quantile(rush.latency_us, rush.done, 1000),
           rush.late, rush.failed);
    free(rush.lines);
    free(rush.latency_us);
    free(all);
    free(in_bytes);
    return rush.failed == 0 ? 0 : 1;
}
