/* Whatever head arrives: when the gate lets it pass, the bytes as they came are exactly "METHOD SP target SP HTTP/1.x" and its end of line, fields
 * of "name:" blanks value CR LF, and an empty line; with one Host, no Transfer-Encoding and a plain Content-Length. The input is cut here as
 * leniently as the library cuts it, so that what it forgives reaches the gate. */
#include "fuzz.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/httpd_gate.h"

#include "base/banned.h"

enum { HEAD_MAX = 4096, BODY_MAX = 65536 };

static char cut[HEAD_MAX + 8];
static char whole[HEAD_MAX + 8];

/* The length of the head with its empty line; 0: the library would go on waiting, or refuse by itself. */
static size_t head_length(size_t n)
{
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)cut[i];
        if (c < 128 && c != '\r' && c != '\n' && !isprint(c)) {
            return 0;
        }
        if (i + 1 < n && cut[i] == '\n' && cut[i + 1] == '\n') {
            return i + 2;
        }
        if (i + 3 < n && memcmp(cut + i, "\r\n\r\n", 4) == 0) {
            return i + 4;
        }
    }
    return 0;
}

/* Ends a word with NULs as far as there is white space; NULL when what follows is not what must follow. */
static char *end_word(char *at, bool line_ends)
{
    while (isgraph((unsigned char)*at)) {
        at++;
    }
    if (line_ends ? *at != '\r' && *at != '\n' : *at != ' ') {
        return NULL;
    }
    do {
        *at++ = '\0';
    } while (isspace((unsigned char)*at));
    return line_ends || isgraph((unsigned char)*at) ? at : NULL;
}

static char *cut_line(char *at, struct httpd_head *head)
{
    head->method = at;
    at = end_word(at, false);
    head->target = at;
    at = at == NULL ? NULL : end_word(at, false);
    head->version = at;
    at = at == NULL ? NULL : end_word(at, true);
    if (at == NULL || strncmp(head->version, "HTTP/", 5) != 0) {
        return NULL;
    }
    head->version += 5;
    return strcmp(head->version, "1.1") == 0 || strcmp(head->version, "1.0") == 0 ? at : NULL;
}

/* One field; NULL: the library refuses. *ret_more: another may follow. */
static char *cut_field(char *at, struct httpd_head *head, bool *ret_more)
{
    char *name = at;
    *ret_more = false;
    while (*at != ':' && *at >= 33 && *at <= 126) {
        at++;
    }
    if (at == name) {
        return at;
    }
    while (*at == ' ') {
        *at++ = '\0';
    }
    if (*at != ':') {
        return NULL;
    }
    *at = '\0';
    do {
        at++;
    } while (*at == ' ' || *at == '\t');
    head->fields[head->fields_n].name = name;
    head->fields[head->fields_n++].value = at;
    at += strcspn(at, "\r\n");
    if (*at == '\r') {
        *at++ = '\0';
        if (*at != '\n') {
            return NULL;
        }
    }
    if (*at == '\n') {
        *at++ = '\0';
        *ret_more = *at != '\r' && *at != '\n';
    }
    return at;
}

static bool cut_head(struct httpd_head *head)
{
    bool more = true;
    char *at = cut_line(cut, head);
    while (at != NULL && more && head->fields_n < HTTPD_FIELDS_MAX + 1) {
        at = cut_field(at, head, &more);
    }
    char *question = at == NULL ? NULL : strchr(cut + (head->target - cut), '?');
    if (question != NULL) {
        *question = '\0';
        head->query = question + 1;
    }
    return at != NULL;
}

static const char *expect(const char *at, const char *text)
{
    assert(strncmp(at, text, strlen(text)) == 0);
    return at + strlen(text);
}

/* Walks over the bytes as they came. */
static void check_bytes(const struct httpd_head *head)
{
    const char *at = expect(expect(expect(whole, head->method), " "), head->target);
    at = head->query == NULL ? at : expect(expect(at, "?"), head->query);
    at = expect(expect(at, " HTTP/"), head->version);
    assert(isspace((unsigned char)at[0])); /* CR LF, or two others: see httpd_gate.h */
    assert(isspace((unsigned char)at[1]));
    at += 2;
    for (int i = 0; i < head->fields_n; i++) {
        at = expect(expect(at, head->fields[i].name), ":");
        at += strspn(at, " \t");
        at = expect(expect(at, head->fields[i].value), "\r\n");
    }
    expect(at, "\r\n");
}

static int count(const struct httpd_head *head, const char *name)
{
    int n = 0;
    for (int i = 0; i < head->fields_n; i++) {
        n += strcasecmp(head->fields[i].name, name) == 0 ? 1 : 0;
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct httpd_head head;
    static struct httpd_exchange exchange;
    memset(&head, 0, sizeof head);
    memset(&exchange, 0, sizeof exchange);
    if (size == 0 || size > HEAD_MAX) {
        return 0;
    }
    memset(cut, 0, sizeof cut);
    memcpy(cut, data, size);
    memcpy(whole, cut, sizeof whole);
    size_t n = head_length(size);
    if (n == 0 || isspace((unsigned char)cut[0])) {
        return 0;
    }
    cut[n - 1] = '\0';
    if (!cut_head(&head)) {
        return 0;
    }
    struct httpd_refusal refusal = httpd_gate(&exchange, &head, BODY_MAX);
    if (refusal.status != 0) {
        assert(refusal.status >= 400);
        assert(refusal.code != NULL);
        return 0;
    }
    check_bytes(&head);
    assert(count(&head, "Host") == 1);
    assert(count(&head, "Transfer-Encoding") == 0);
    assert(count(&head, "Content-Length") <= 1);
    assert(exchange.body_bytes <= BODY_MAX);
    assert(httpd_gate_knows(exchange.method));
    assert(exchange.path.p[0] == '/');
    assert(memmem(exchange.path.p, exchange.path.n, "/.", 2) == NULL);
    assert(memmem(exchange.path.p, exchange.path.n, "//", 2) == NULL);
    return 0;
}
