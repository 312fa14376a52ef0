/* The HTTP client side that the load tools share: a connection, and taking answers with Content-Length off a byte stream. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ANSWERS_HEAD_MAX = 4096, ANSWERS_BODY_KEPT = 8192 };

struct answers {
    char head[ANSWERS_HEAD_MAX];
    size_t head_n;
    char body[ANSWERS_BODY_KEPT]; /* its beginning, NUL-terminated */
    size_t body_n;
    size_t body_left;
    bool in_body;
    bool closes; /* the server said it ends the connection after this answer */
    int status;
};

/* Connects to 127.0.0.1 and waits until it stands; the socket does not block afterwards. −1 on failure. */
int answers_connect(int port);
/* Bytes of p that were taken, at most n; *ret_done says that one answer is complete. −1: what came is no answer of ours. */
int64_t answers_feed(struct answers *answers, const char *p, size_t n, bool *ret_done);
void answers_reset(struct answers *answers);

/* Monotonic microseconds. */
int64_t answers_now_us(void);
/* Sorts in place; the value at `permille` of 1000. 0 of none. */
uint32_t answers_quantile(uint32_t *sorted, size_t n, size_t permille);
void answers_sort(uint32_t *values, size_t n);
/* Reads a whole file, NUL-terminated; ends the program when it cannot. */
char *answers_read_file(const char *path, size_t *ret_n);
