/* One request as a handler sees it: route found, caller known, body read, everything bounded. Nothing here outlives the handler; views
 * point into the connection's buffer, the request itself or the worker's arena. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "store/readers.h"

enum method { METHOD_GET, METHOD_HEAD, METHOD_POST, METHOD_PUT, METHOD_DELETE, METHOD_COUNT };

enum {
    REQUEST_PATH_PARAMETERS_MAX = 4,
    REQUEST_QUERY_MAX = 16,         /* parameters */
    REQUEST_QUERY_BYTES_MAX = 1024, /* decoded, all together */
    REQUEST_PATH_BYTES_MAX = 512,
    REQUEST_KEY_BYTES_MAX = 128,     /* of an Idempotency-Key */
    REQUEST_SMALL_BODY_BYTES = 4096, /* a body up to here needs no worker */
};

struct request_pair {
    struct str name;
    struct str value;
};

enum request_language { REQUEST_JA, REQUEST_EN };

struct httpd_exchange;
struct server;
struct route;

struct request {
    enum method method; /* HEAD is answered as GET; the door leaves the body out */
    struct str path;    /* below /api/v1, as sent: "/reservations/4f…/cancel" */
    struct request_pair path_parameters[REQUEST_PATH_PARAMETERS_MAX];
    size_t path_parameters_n;
    struct request_pair query[REQUEST_QUERY_MAX];
    size_t query_n;
    struct str if_match; /* headers as sent; empty when absent */
    struct str if_none_match;
    struct str idempotency_key;
    struct str last_event_id;
    struct str accept;
    struct str cookie;
    enum request_language language; /* by Accept-Language */
    struct str body;                /* NUL-terminated; empty when the route takes none */

    enum access_operation operation;
    struct caller caller; /* account_id 0: nobody is signed in */
    const struct route *route;
    struct server *server;
    struct worker *worker; /* db reader and arena; NULL when the route's row says it needs none */
    struct httpd_exchange *exchange;
    char query_text[REQUEST_QUERY_BYTES_MAX]; /* what query[] points into */
    char small_body[REQUEST_SMALL_BODY_BYTES + 1];
};

/* Everything empty. Does not touch the two long texts: they are written before they are read. */
void request_init(struct request *request);

/* The part of the path that stood for {name}; asserts that the route has it. */
struct str request_path(const struct request *request, const char *name);
/* A query parameter, decoded; the empty view when absent. */
struct str request_query(const struct request *request, const char *name);
bool request_has_query(const struct request *request, const char *name);

/* Splits and decodes "a=1&b=%E7%97%85" into query[]. ERR_INVALID: bad escapes, bad UTF-8, a name twice, too many, too long. */
enum err request_parse_query(struct request *request, struct str query) NODISCARD;
/* The next part of a list, without blanks around it, taken off its front; false at the end. */
bool request_next(struct str *list, char separator, struct str *ret);
/* "session" out of "a=b; session=…": the empty view when absent or given twice. */
struct str request_cookie(struct str cookie, const char *name);
/* The better of ja and en by an Accept-Language header; ja when it says nothing of either. */
enum request_language request_language_of(struct str accept_language);
/* Does an If-Match or If-None-Match list name this strong tag ("*" names every tag)? */
bool request_tag_in(struct str list, struct str tag);
