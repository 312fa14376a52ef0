/* What a request's head must look like before any of our code sees it. Pure: it knows no library and sends nothing.
 *
 * civetweb 1.15 would let pass: Transfer-Encoding beside Content-Length, two Content-Lengths, "+5" and "5abc", a name before " :",
 * missing or two Hosts, folded lines and bare line feeds (both end or merge its header list silently), fields beyond the 64th (dropped
 * silently), escaped, doubled and dot segments in paths (it normalises), bodies of any size.
 *
 * What cannot be seen any more: whether the two white-space characters after the version were CR LF, for the library has overwritten both. */
#pragma once

#include "base/httpd.h"

/* A head as the library has cut it: all pointers lie in one buffer in which it put a NUL wherever it cut, and which goes on for at least
 * two bytes after the last value. version points behind "HTTP/". */
struct httpd_head {
    const char *method;
    const char *target;
    const char *query; /* NULL: none */
    const char *version;
    int fields_n;
    struct {
        const char *name;
        const char *value;
    } fields[HTTPD_FIELDS_MAX + 1];
};

struct httpd_refusal {
    int status; /* 0: it passes */
    const char *code;
    const char *about;
};

/* Fills the exchange's method, path, query, field and body_bytes as far as they were reached. */
struct httpd_refusal httpd_gate(struct httpd_exchange *exchange, const struct httpd_head *head, size_t body_bytes_max);
/* One of GET HEAD POST PUT DELETE. */
bool httpd_gate_knows(struct str method);
/* RFC 9110 token characters, at least one. */
bool httpd_gate_token(struct str text);
