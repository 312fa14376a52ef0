/* Which handler a path belongs to. One table (routes.c), matched whole, case-sensitive, whatever the order of its rows: a literal segment
 * beats {name}. */
#pragma once

#include "http/request.h"
#include "http/response.h"

enum route_rate {
    RATE_READ,
    RATE_WRITE,
    RATE_SIGN_IN,
    RATE_STREAM,
    RATE_COUNT,
};

enum route_flag {
    ROUTE_PLAIN = 0,
    ROUTE_WORKER = 1 << 0, /* borrows a database reader and an arena before the handler */
    ROUTE_NO_KEY = 1 << 1, /* a POST without Idempotency-Key */
    ROUTE_RAW = 1 << 3,    /* no JSON: the handler looks at the kind of the body and reads it by itself */
    ROUTE_ARENA = 1 << 2,  /* borrows an arena only (worker->db is NULL): waits for a commit without keeping a reader */
};

struct route {
    enum method method;
    const char *path; /* below /api/v1 */
    enum access_operation operation;
    size_t body_max; /* bytes; 0: takes no body */
    enum route_rate rate;
    int flags;
    void (*handler)(struct request *request, struct response *response);
};

extern const struct route routes[];
extern const size_t routes_count;

enum { ROUTE_BODY_MAX = 64 * 1024, ROUTE_RAW_MAX = 8 * 1024 * 1024 };

/* The row for request->method and path; fills route and path_parameters. ERR_NOT_FOUND: no such path (*ret_allow 0). ERR_DENIED: the
 * path exists for other methods: *ret_allow has bit (1 << method) for each. */
enum err route_find(struct request *request, struct str path, uint32_t *ret_allow) NODISCARD;
/* The same over any table: for tests. */
enum err route_find_in(const struct route *rows, size_t n, struct request *request, struct str path,
                       uint32_t *ret_allow) NODISCARD;
