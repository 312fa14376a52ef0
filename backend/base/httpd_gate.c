/* See httpd_gate.h. */
#include "base/httpd_gate.h"

#include <string.h>
#include <strings.h>

#include "base/banned.h"

struct known_field {
    const char *name;
    size_t n;
    enum httpd_field field;
    bool repeats; /* may stand more than once: the last one counts */
};

#define FIELD(text, field, repeats)            \
    {                                          \
        text, sizeof(text) - 1, field, repeats \
    }
static const struct known_field known_fields[] = {
    FIELD("Host", HTTPD_HOST, false),
    FIELD("Accept", HTTPD_ACCEPT, true),
    FIELD("Cookie", HTTPD_COOKIE, false),
    FIELD("Content-Length", HTTPD_CONTENT_LENGTH, false),
    FIELD("Content-Type", HTTPD_CONTENT_TYPE, false),
    FIELD("Idempotency-Key", HTTPD_IDEMPOTENCY_KEY, false),
    FIELD("If-None-Match", HTTPD_IF_NONE_MATCH, false),
    FIELD("If-Match", HTTPD_IF_MATCH, false),
    FIELD("Connection", HTTPD_CONNECTION, true),
    FIELD("Origin", HTTPD_ORIGIN, false),
    FIELD("Sec-Fetch-Site", HTTPD_SEC_FETCH_SITE, false),
    FIELD("Last-Event-ID", HTTPD_LAST_EVENT_ID, false),
    FIELD("Accept-Encoding", HTTPD_ACCEPT_ENCODING, true),
    FIELD("Accept-Language", HTTPD_ACCEPT_LANGUAGE, true),
    FIELD("Transfer-Encoding", HTTPD_TRANSFER_ENCODING, true),
    FIELD("Expect", HTTPD_EXPECT, false),
    FIELD("X-Forwarded-For", HTTPD_FORWARDED_FOR, true),
    FIELD("X-Forwarded-Host", HTTPD_FORWARDED, true),
    FIELD("X-Forwarded-Proto", HTTPD_FORWARDED, true),
    FIELD("X-Forwarded-Port", HTTPD_FORWARDED, true),
    FIELD("X-Real-IP", HTTPD_FORWARDED, true),
    FIELD("Forwarded", HTTPD_FORWARDED, true),
    FIELD("Via", HTTPD_FORWARDED, true),
};

static const struct httpd_refusal passes = {0, NULL, NULL};

static struct httpd_refusal bad_request(const char *about)
{
    return (struct httpd_refusal){400, "BAD_REQUEST", about};
}

/* RFC 9110 token characters, which a field name is made of. */
bool httpd_gate_token(struct str text)
{
    static const char others[] = "!#$%&'*+-.^_`|~";
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!alnum && memchr(others, c, sizeof others - 1) == NULL) {
            return false;
        }
    }
    return text.n > 0;
}

static struct httpd_refusal note_field(struct httpd_exchange *exchange, uint32_t *seen, struct str name,
                                       struct str value)
{
    for (size_t i = 0; i < sizeof known_fields / sizeof known_fields[0]; i++) {
        const struct known_field *known = &known_fields[i];
        if (known->n != name.n || strncasecmp(known->name, name.p, name.n) != 0) {
            continue;
        }
        uint32_t bit = UINT32_C(1) << known->field;
        if ((*seen & bit) != 0 && !known->repeats) {
            return bad_request("A header field that may stand once stands twice.");
        }
        *seen |= bit;
        exchange->field[known->field] = value;
        break;
    }
    return passes;
}

/* The library leaves a NUL where it cut. A well-formed head is one chain: name ':' value CR LF name …, and an empty line at its end; a
 * folded line, a bare line feed or a blank before the colon breaks the chain. `at` is where the next name must stand. */
static struct httpd_refusal check_fields(struct httpd_exchange *exchange, const struct httpd_head *head, const char *at)
{
    uint32_t seen = 0;
    if (head->fields_n > HTTPD_FIELDS_MAX) {
        return (struct httpd_refusal){431, "HEADER_TOO_LARGE", "There are too many header fields."};
    }
    for (int i = 0; i < head->fields_n; i++) {
        struct str name = str_of(head->fields[i].name);
        struct str value = str_of(head->fields[i].value);
        const char *after_colon = name.p + name.n + 1;
        if (name.p != at || !httpd_gate_token(name) || (after_colon != value.p && *after_colon == '\0')) {
            return bad_request("A header line is malformed.");
        }
        at = value.p + value.n + 2;
        if (value.p[value.n + 1] != '\0') {
            return bad_request("A header line does not end in CR LF.");
        }
        struct httpd_refusal refusal = note_field(exchange, &seen, name, value);
        if (refusal.status != 0) {
            return refusal;
        }
    }
    if (head->fields_n > 0 &&
        (at[0] != '\r' || at[1] != '\0')) { /* the NUL is the library's, in place of the last LF */
        return bad_request("The header does not end in an empty line.");
    }
    if (at - head->method > HTTPD_HEAD_BYTES_MAX) {
        return (struct httpd_refusal){431, "HEADER_TOO_LARGE", "The header is too large."};
    }
    return (seen & UINT32_C(1) << HTTPD_HOST) != 0 ? passes : bad_request("There must be one Host field.");
}

/* The request line is one chain too: method SP target SP HTTP/1.1 CR LF. Cuts it and finds where the fields begin. */
static struct httpd_refusal check_line(struct httpd_exchange *exchange, const struct httpd_head *head,
                                       const char **ret_fields)
{
    exchange->method = str_of(head->method);
    exchange->path = str_of(head->target);
    exchange->query = str_of(head->query);
    struct str last = head->query != NULL ? exchange->query : exchange->path;
    const char *version = head->version - 5;
    if (exchange->path.p != exchange->method.p + exchange->method.n + 1 || version != last.p + last.n + 1 ||
        head->version[4] != '\0') {
        return bad_request("The request line is malformed.");
    }
    *ret_fields = version + strlen("HTTP/1.1") + 2;
    return passes;
}

static struct httpd_refusal check_length(struct httpd_exchange *exchange, size_t body_bytes_max)
{
    struct str length = exchange->field[HTTPD_CONTENT_LENGTH];
    int64_t bytes = 0;
    if (exchange->field[HTTPD_TRANSFER_ENCODING].p != NULL) {
        return (struct httpd_refusal){411, "LENGTH_NEEDED", "Send a Content-Length instead of a transfer encoding."};
    }
    if (length.p == NULL) {
        return passes;
    }
    if (length.n == 0 || strspn(length.p, "0123456789") != length.n) {
        return bad_request("Content-Length must be a plain number.");
    }
    if (str_int(length, 0, (int64_t)body_bytes_max, &bytes) != OK) {
        return (struct httpd_refusal){413, "TOO_LARGE", "The body is too large."};
    }
    exchange->body_bytes = (size_t)bytes;
    return passes;
}

/* Only unreserved characters, and no segment that some other program would resolve in another way. */
static struct httpd_refusal check_path(struct str path)
{
    if (path.n == 0 || path.p[0] != '/') {
        return bad_request("The target must begin with a slash.");
    }
    for (size_t i = 0; i < path.n; i++) {
        char c = path.p[i];
        bool alnum = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!alnum && c != '/' && c != '-' && c != '.' && c != '_' && c != '~') {
            return bad_request("The path holds a character that no path of this server has.");
        }
        if (c == '/' && i + 1 < path.n && path.p[i + 1] == '/') {
            return bad_request("The path holds an empty segment.");
        }
        if (c == '/' && i + 1 < path.n && path.p[i + 1] == '.') {
            return bad_request("The path holds a segment that begins with a dot.");
        }
    }
    return passes;
}

bool httpd_gate_knows(struct str method)
{
    return str_is(method, "GET") || str_is(method, "POST") || str_is(method, "HEAD") || str_is(method, "PUT") ||
           str_is(method, "DELETE");
}

struct httpd_refusal httpd_gate(struct httpd_exchange *exchange, const struct httpd_head *head, size_t body_bytes_max)
{
    const char *fields = NULL;
    struct httpd_refusal refusal = check_line(exchange, head, &fields);
    if (refusal.status == 0) {
        refusal = check_fields(exchange, head, fields);
    }
    if (refusal.status == 0) {
        refusal = check_length(exchange, body_bytes_max);
    }
    if (refusal.status == 0 && !httpd_gate_knows(exchange->method)) {
        refusal = (struct httpd_refusal){405, "METHOD_REFUSED",
                                         "The method is not one of GET, HEAD, POST, PUT, DELETE."};
    }
    return refusal.status == 0 ? check_path(exchange->path) : refusal;
}
