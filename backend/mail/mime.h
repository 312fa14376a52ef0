/* The bytes of one message as a mail server takes them (RFC 5322, 2045, 2047): header lines, an empty line, the body as base64, which every relay
 * can carry. Nothing that comes from outside can begin a header line: texts are encoded, addresses are checked. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct mime_message {
    struct str from;      /* an address */
    struct str from_name; /* may be empty */
    struct str to;        /* an address */
    struct str subject;
    struct str body;     /* UTF-8, lines end in '\n' */
    struct str language; /* "ja" */
    struct str ident;    /* of the Message-ID: hexadecimal */
    int64_t at_ms;
};

/* Writes the message; ERR_INVALID: an address is none; ERR_LIMIT: out is too small. */
enum err mime_put(struct buf *out, const struct mime_message *message) NODISCARD;

/* A text as it stands in a header: plain when it can, else encoded words, each at most 75 characters, on lines of their own. */
void mime_put_text(struct buf *out, struct str text);
/* Base64 in lines of 76 characters that end in CRLF. */
void mime_put_base64(struct buf *out, struct str bytes);
