/* The answer being built: status, a few headers, a body, sent with one write when the handler returns. Memory is the response's own
 * (up to RESPONSE_SMALL_BYTES) or the worker's arena; a handler frees nothing. */
#pragma once

#include "actions/act.h"
#include "base/err.h"
#include "base/json.h"
#include "base/str.h"
#include "http/request.h"

enum {
    RESPONSE_HEAD_BYTES = 2560,       /* reserved in front of a body for status line and headers */
    RESPONSE_SMALL_BYTES = 3072,      /* a body up to here needs no worker */
    RESPONSE_ACT_BYTES = 3072,        /* of an action's answer: acts hold no worker while they wait for the disk */
    RESPONSE_ACT_LARGE_BYTES = 16384, /* … when the route has an arena */
    RESPONSE_LIST_BYTES = 160 * 1024, /* of a list; the arena also holds the request's body */
    RESPONSE_EXTRA_BYTES = 512,       /* further header lines */
};

struct response {
    int status;
    const char *content_type; /* NULL: none (204) */
    struct buf body;
    char tag[40];              /* strong ETag with its quotes; "" none */
    const char *cache_control; /* NULL: "no-store" */
    struct buf extra;          /* whole header lines, each with CRLF */
    bool sent;                 /* the handler has written by itself (streams) */
    bool close;                /* close the connection after this answer */
    /* A body that belongs to somebody else, instead of .body; release is called once it is sent, also when it is .body that is somebody else's. */
    struct str shared;
    void (*release)(void *arg);
    void *release_arg;
    char extra_text[RESPONSE_EXTRA_BYTES];
    char small[RESPONSE_HEAD_BYTES + RESPONSE_SMALL_BYTES + 1];
};

void response_init(struct response *response);
/* Sends it in one write and releases a shared body. The door's, after the handler. */
void response_send(struct httpd_exchange *exchange, const struct request *request, struct response *response);
/* Status line and headers of a stream that its handler writes by itself. */
void response_stream_head(struct buf *head, const char *content_type);
/* Has HTTPS in front (Strict-Transport-Security goes out). Once, before the server starts. */
void response_behind_tls(bool behind_tls);

/* An empty body of at most bytes_max to be filled; NULL when the arena is full (answer response_err(ERR_LIMIT)). Small ones need no
 * worker. Asking again starts over. */
struct buf *response_body(const struct request *request, struct response *response, size_t bytes_max);
/* Adds "Name: value"; neither may come from outside unchecked (asserts that there is no line break). */
void response_header(struct response *response, const char *name, struct str value);
void response_retry_after(struct response *response, int64_t seconds);

/* 200 (or status) with what stands in response_body(): application/json. */
void response_json(struct response *response, int status);
/* A read: the same with a strong ETag made of the body; 304 when If-None-Match names it. */
void response_json_etag(const struct request *request, struct response *response);
/* The end of a read that was written straight into the body: closes what is open ("]}", in this order) and answers as above, or says err. */
void response_json_end(const struct request *request, struct response *response, struct json_out *out, const char *open,
                       enum err err);
/* … of something that has a version: `"VERSION.HASH"`, so that what was read can stand in If-Match as it came. 0: there is none yet. */
void response_json_version(const struct request *request, struct response *response, int64_t version);
/* The version of If-Match: of a tag as above, or the bare number; 0 with If-None-Match: *. False: it is answered (428, 422). */
bool response_if_match(const struct request *request, struct response *response, int64_t *ret);
/* A read whose bytes and tag (with quotes) already exist, such as the vacancy snapshot: no copy is kept. release(arg) is called once,
 * after sending; NULL when the bytes are static. */
void response_shared(const struct request *request, struct response *response, struct str json, struct str tag,
                     void (*release)(void *arg), void *arg);
void response_empty(struct response *response, int status);

/* RFC 9457 problem+json: {status,title,detail,code,errors?}. `code` as in contract 3; the sentences come from problem_words.c by code
 * (title says what, detail says what to do next), in ja or en. faults may be NULL. */
void response_problem(const struct request *request, struct response *response, int status, const char *code,
                      const struct json_faults *faults);
/* The same when there is no request to speak of. */
void response_problem_in(struct response *response, enum request_language language, int status, const char *code,
                         const struct json_faults *faults);
/* The same written into any buffer: for act's encode functions, which run on the lane. `members` is raw JSON of further members without
 * braces, such as "\"opens_at\":\"…\"", or empty. */
void response_put_problem(struct buf *buf, enum request_language language, int status, const char *code,
                          const struct json_faults *faults, struct str members);
/* For encode functions: a refusal by rule or state (409 as a rule), and 422 for one field. */
void response_refuse(struct answer *answer, enum request_language language, int status, const char *code);
void response_refuse_field(struct answer *answer, enum request_language language, const char *pointer,
                           const char *code);
/* For encode functions: opens the object that is the answer; whoever goes on writing closes it. */
void response_answer_open(struct answer *answer, int status, struct json_out *out);
/* 201 {"id": …}: something new stands there. */
void response_answer_id(struct answer *answer, const char *id);
/* An encode function: 204, it is done and there is nothing to say. */
void response_answer_nothing(const void *arg, struct answer *answer);
/* What an enum err means when nothing more is known: ERR_NOT_FOUND 404, ERR_DENIED 403, ERR_BUSY 503 with Retry-After, … */
void response_err(const struct request *request, struct response *response, enum err err);
/* 400 (malformed) or 422 INVALID naming the fields. */
void response_faults(const struct request *request, struct response *response, const struct json_faults *faults);
/* After a decode: true when it went well; else it is answered: ERR_INVALID with the faults, anything else by response_err. */
bool response_decoded(const struct request *request, struct response *response, enum err err,
                      const struct json_faults *faults) NODISCARD;
/* 422 for one field: response_fault(request, response, "/days/0", "OUT_OF_RANGE"). For a query parameter the pointer is "?name". */
void response_fault(const struct request *request, struct response *response, const char *pointer, const char *code);

/* Runs the act and answers: fills caller, operation, key, fingerprint and answer storage; the caller fills verb, encode and arg. */
void response_act(const struct request *request, struct response *response, struct act *act,
                  enum lane_priority priority);
/* The same with a body that is one JSON object: decode writes what it says into act->arg and blames what is wrong (json_blame); texts that it keeps go
 * into the worker's arena. With a fault nothing is run. decode NULL: the object is empty. */
typedef void (*response_decode)(struct request *request, struct json_in *in, void *arg);
void response_act_json(struct request *request, struct response *response, struct act *act, response_decode decode,
                       enum lane_priority priority);
