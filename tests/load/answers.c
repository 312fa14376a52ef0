/* See answers.h. Written by hand because a load generator's client must cost less than the server it measures. */
#include "load/answers.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/banned.h"

int answers_connect(int port)
{
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int one = 1;
    if (fd < 0 || connect(fd, (struct sockaddr *)&to, sizeof to) != 0 ||
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) != 0 || fcntl(fd, F_SETFL, O_NONBLOCK) != 0) {
        if (fd >= 0) {
            close(fd);
        }
        return -1;
    }
    return fd;
}

/* Status, length and connection of a complete head. */
static bool read_head(struct answers *answers)
{
    static const char version[] = "HTTP/1.1 ";
    if (strncmp(answers->head, version, sizeof version - 1) != 0) {
        return false;
    }
    answers->status = (int)strtol(answers->head + sizeof version - 1, NULL, 10);
    const char *length = strcasestr(answers->head, "\r\nContent-Length:");
    answers->body_left = length == NULL ? 0 : strtoul(length + strlen("\r\nContent-Length:"), NULL, 10);
    answers->closes = strcasestr(answers->head, "\r\nConnection: close") != NULL;
    return length != NULL || answers->status == 204 || answers->status == 304;
}

/* Up to and including the empty line, byte by byte: heads are small. */
static size_t take_head(struct answers *answers, const char *p, size_t n, bool *ret_complete)
{
    size_t used = 0;
    *ret_complete = false;
    while (used < n && answers->head_n + 1 < sizeof answers->head && !*ret_complete) {
        answers->head[answers->head_n++] = p[used++];
        *ret_complete = answers->head_n >= 4 && memcmp(answers->head + answers->head_n - 4, "\r\n\r\n", 4) == 0;
    }
    answers->head[answers->head_n] = '\0';
    return used;
}

int64_t answers_feed(struct answers *answers, const char *p, size_t n, bool *ret_done)
{
    size_t used = 0;
    *ret_done = false;
    if (!answers->in_body) {
        bool complete;
        used = take_head(answers, p, n, &complete);
        if (!complete) {
            return answers->head_n + 1 < sizeof answers->head ? (int64_t)used : -1;
        }
        if (!read_head(answers)) {
            return -1;
        }
        answers->in_body = true;
    }
    size_t part = n - used < answers->body_left ? n - used : answers->body_left;
    size_t room = sizeof answers->body - 1 - answers->body_n;
    memcpy(answers->body + answers->body_n, p + used, part < room ? part : room);
    answers->body_n += part < room ? part : room;
    answers->body[answers->body_n] = '\0';
    answers->body_left -= part;
    *ret_done = answers->body_left == 0;
    return (int64_t)(used + part);
}

void answers_reset(struct answers *answers)
{
    answers->head_n = 0;
    answers->body_n = 0;
    answers->body_left = 0;
    answers->in_body = false;
    answers->closes = false;
    answers->status = 0;
}

int64_t answers_now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int by_value(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

void answers_sort(uint32_t *values, size_t n)
{
    qsort(values, n, sizeof *values, by_value);
}

uint32_t answers_quantile(uint32_t *sorted, size_t n, size_t permille)
{
    if (n == 0) {
        return 0;
    }
    size_t at = n * permille / 1000;
    return sorted[at < n ? at : n - 1];
}

char *answers_read_file(const char *path, size_t *ret_n)
{
    struct stat about;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &about) != 0) {
        fprintf(stderr, "%s cannot be read\n", path);
        exit(2);
    }
    char *text = malloc((size_t)about.st_size + 1);
    size_t n = 0;
    while (text != NULL && n < (size_t)about.st_size) {
        ssize_t got = read(fd, text + n, (size_t)about.st_size - n);
        if (got <= 0) {
            break;
        }
        n += (size_t)got;
    }
    close(fd);
    if (text == NULL || n != (size_t)about.st_size) {
        fprintf(stderr, "%s cannot be read whole\n", path);
        exit(2);
    }
    text[n] = '\0';
    *ret_n = n;
    return text;
}
