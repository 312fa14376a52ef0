/* Many open live streams, and how long a change takes to reach the last of them.
 *
 *   streams PORT STREAMS FILE
 *
 * Opens STREAMS connections to GET /api/v1/live?topics=vacancies, prints "open" and then sends each request of FILE (lines as in load.c,
 * one after the other); a round ends when every stream was told of the change or after 5 s. Prints one line of JSON: microseconds from
 * sending the request that changes something to the first and the last told stream. The next round begins after the first has ended. */
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

enum { IN_BYTES = 256 * 1024, EVENTS = 512, ROUND_US = 5000000, OPEN_US = 20000000, ROUNDS_MAX = 256 };

struct stream {
    int fd;
    bool told; /* in this round */
    bool open; /* the head of the answer has come */
};

struct streams {
    int epoll;
    int port;
    struct stream *all;
    size_t n;
    size_t open;
    size_t told;
    size_t lost;
    int64_t first_us;
    int64_t last_us;
};

static char in_bytes[IN_BYTES];

static void die(const char *what)
{
    fprintf(stderr, "streams: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void open_stream(struct streams *streams, struct stream *stream)
{
    static const char ask[] =
        "GET /api/v1/live?topics=vacancies HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n\r\n";
    stream->fd = answers_connect(streams->port);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = stream};
    if (stream->fd < 0 || send(stream->fd, ask, sizeof ask - 1, MSG_NOSIGNAL) != (ssize_t)sizeof ask - 1 ||
        epoll_ctl(streams->epoll, EPOLL_CTL_ADD, stream->fd, &event) != 0) {
        die("open");
    }
}

static void take(struct streams *streams, struct stream *stream)
{
    ssize_t n = recv(stream->fd, in_bytes, sizeof in_bytes - 1, 0);
    if (n < 0 && errno == EAGAIN) {
        return;
    }
    if (n <= 0) {
        streams->lost++;
        close(stream->fd);
        stream->fd = -1;
        return;
    }
    in_bytes[n] = '\0';
    if (!stream->open) {
        if (strncmp(in_bytes, "HTTP/1.1 200", 12) != 0) {
            fprintf(stderr, "streams: refused: %.200s\n", in_bytes);
            exit(1);
        }
        stream->open = true;
        streams->open++;
    }
    if (!stream->told && strstr(in_bytes, "event: vacancies") != NULL) {
        stream->told = true;
        streams->told++;
        streams->last_us = answers_now_us();
        streams->first_us = streams->first_us == 0 ? streams->last_us : streams->first_us;
    }
}

static void turn(struct streams *streams, int wait_ms)
{
    struct epoll_event events[EVENTS];
    int n = epoll_wait(streams->epoll, events, EVENTS, wait_ms);
    for (int i = 0; i < n; i++) {
        if (events[i].data.ptr != NULL) {
            take(streams, events[i].data.ptr);
        }
    }
}

/* What opening brought (a first event with the present state) belongs to no round: wait until it has been quiet for a while. */
static void settle(struct streams *streams)
{
    int64_t quiet_from = answers_now_us();
    while (answers_now_us() - quiet_from < 300000) {
        size_t told = streams->told;
        turn(streams, 100);
        quiet_from = streams->told != told ? answers_now_us() : quiet_from;
    }
    for (size_t i = 0; i < streams->n; i++) {
        streams->all[i].told = false;
    }
    streams->told = 0;
    streams->first_us = 0;
}

/* Sends one request of the file on a connection of its own; the answer stays unread. */
static int ask(const struct streams *streams, char *line, int round)
{
    char *field[4];
    for (int i = 0; i < 4; i++) {
        field[i] = line;
        line += strcspn(line, "\t");
        if (*line == '\t') {
            *line++ = '\0';
        }
    }
    char out[8192];
    int n = snprintf(out, sizeof out,
                     "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: %s\r\nIdempotency-Key: streams-%d-%d\r\n"
                     "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                     field[0], field[1], field[2], (int)getpid(), round, strlen(field[3]), field[3]);
    int fd = answers_connect(streams->port);
    if (fd < 0 || n >= (int)sizeof out || send(fd, out, (size_t)n, MSG_NOSIGNAL) != n) {
        die("ask");
    }
    return fd;
}

struct rounds {
    uint32_t first_us[ROUNDS_MAX];
    uint32_t last_us[ROUNDS_MAX];
    size_t n;
    size_t untold;
};

/* One change and its way to everybody. */
static void run_round(struct streams *streams, char *line, struct rounds *rounds)
{
    settle(streams);
    int64_t sent_us = answers_now_us();
    int fd = ask(streams, line, (int)rounds->n);
    while (streams->told + streams->lost < streams->n && answers_now_us() - sent_us < ROUND_US) {
        turn(streams, 50);
    }
    close(fd);
    bool whole = streams->told == streams->n;
    rounds->untold += streams->n - streams->told;
    rounds->first_us[rounds->n] = (uint32_t)(streams->first_us > 0 ? streams->first_us - sent_us : ROUND_US);
    rounds->last_us[rounds->n] = (uint32_t)(whole ? streams->last_us - sent_us : ROUND_US);
    rounds->n++;
}

static void open_all(struct streams *streams)
{
    int64_t began_us = answers_now_us();
    streams->all = calloc(streams->n, sizeof *streams->all);
    if (streams->all == NULL) {
        die("memory");
    }
    for (size_t i = 0; i < streams->n; i++) {
        open_stream(streams, &streams->all[i]);
        turn(streams, 0);
    }
    while (streams->open < streams->n && answers_now_us() - began_us < OPEN_US) {
        turn(streams, 100);
    }
    printf("{\"open\":%zu,\"open_us\":%" PRId64 "}\n", streams->open, answers_now_us() - began_us);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    static struct rounds rounds;
    if (argc != 4) {
        fprintf(stderr, "usage: streams PORT STREAMS FILE\n");
        return 2;
    }
    struct streams streams = {.epoll = epoll_create1(EPOLL_CLOEXEC), .port = (int)strtol(argv[1], NULL, 10)};
    streams.n = strtoul(argv[2], NULL, 10);
    size_t bytes;
    char *text = answers_read_file(argv[3], &bytes);
    open_all(&streams);
    for (char *line = text; *line != '\0' && rounds.n < ROUNDS_MAX;) {
        char *end = line + strcspn(line, "\n");
        char *next = *end == '\n' ? end + 1 : end;
        *end = '\0';
        run_round(&streams, line, &rounds);
        line = next;
    }
    answers_sort(rounds.first_us, rounds.n);
    answers_sort(rounds.last_us, rounds.n);
    printf("{\"streams\":%zu,\"rounds\":%zu,\"untold\":%zu,\"lost\":%zu", streams.open, rounds.n, rounds.untold,
           streams.lost);
    printf(",\"first_p50_us\":%u,\"last_p50_us\":%u,\"last_max_us\":%u}\n",
           answers_quantile(rounds.first_us, rounds.n, 500), answers_quantile(rounds.last_us, rounds.n, 500),
           answers_quantile(rounds.last_us, rounds.n, 1000));
    free(streams.all);
    free(text);
    return rounds.untold == 0 ? 0 : 1;
}
