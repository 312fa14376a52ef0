/* See mime.h. */
#include "mail/mime.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "core/message.h"

#include "base/banned.h"

enum {
    WORD_BYTES = 42, /* of a text in one encoded word: 56 characters of base64, with its frame 68 */
    LINE_BYTES = 57, /* of a body in one line: 76 characters */
    PLAIN_MAX = 60,  /* a text that stands as it is */
};

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* RFC 4648, with padding; base/str.h has the form for addresses on the web. */
static void put_groups(struct buf *out, const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i += 3) {
        size_t left = n - i;
        uint32_t group = (uint32_t)(unsigned char)bytes[i] << 16;
        group |= left > 1 ? (uint32_t)(unsigned char)bytes[i + 1] << 8 : 0;
        group |= left > 2 ? (uint32_t)(unsigned char)bytes[i + 2] : 0;
        buf_char(out, alphabet[group >> 18 & 63]);
        buf_char(out, alphabet[group >> 12 & 63]);
        buf_char(out, left > 1 ? alphabet[group >> 6 & 63] : '=');
        buf_char(out, left > 2 ? alphabet[group & 63] : '=');
    }
}

void mime_put_base64(struct buf *out, struct str bytes)
{
    for (size_t i = 0; i < bytes.n; i += LINE_BYTES) {
        put_groups(out, bytes.p + i, bytes.n - i < LINE_BYTES ? bytes.n - i : LINE_BYTES);
        buf_puts(out, "\r\n");
    }
}

/* Printable ASCII that no reader could take for an encoded word. */
static bool is_plain(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] < 0x20 || text.p[i] > 0x7E || text.p[i] == '=') {
            return false;
        }
    }
    return text.n > 0 && text.n <= PLAIN_MAX;
}

/* How much of it goes into one word: no character is cut in two. */
static size_t word_length(struct str text)
{
    size_t n = text.n < WORD_BYTES ? text.n : WORD_BYTES;
    while (n > 0 && n < text.n && ((unsigned char)text.p[n] & 0xC0) == 0x80) {
        n--;
    }
    return n > 0 ? n : 1;
}

static void put_words(struct buf *out, struct str text)
{
    while (text.n > 0) {
        size_t n = word_length(text);
        buf_puts(out, "=?UTF-8?B?");
        put_groups(out, text.p, n);
        buf_puts(out, n < text.n ? "?=\r\n " : "?=");
        text.p += n;
        text.n -= n;
    }
}

void mime_put_text(struct buf *out, struct str text)
{
    if (text.n == 0 || is_plain(text)) {
        buf_str(out, text);
    } else {
        put_words(out, text);
    }
}

static void put_field(struct buf *out, const char *name, struct str value)
{
    buf_puts(out, name);
    buf_puts(out, ": ");
    buf_str(out, value);
    buf_puts(out, "\r\n");
}

static void put_date(struct buf *out, int64_t at_ms)
{
    char storage[48];
    struct buf date;
    buf_init(&date, storage, sizeof storage);
    civil_put_http_date(&date, at_ms);
    assert(date.n > 3);
    buf_puts(out, "Date: ");
    buf_add(out, date.p, date.n - 3); /* the same but for the zone, GMT, which RFC 5322 wants in digits */
    buf_puts(out, "+0000\r\n");
}

static void put_from(struct buf *out, const struct mime_message *message)
{
    buf_puts(out, "From: ");
    if (message->from_name.n > 0) {
        put_words(out, message->from_name); /* also a plain one: it would have to be quoted */
        buf_puts(out, "\r\n ");
    }
    buf_char(out, '<');
    buf_str(out, message->from);
    buf_puts(out, ">\r\n");
}

static void put_message_id(struct buf *out, const struct mime_message *message)
{
    const char *at = memchr(message->from.p, '@', message->from.n);
    buf_puts(out, "Message-ID: <");
    buf_str(out, message->ident);
    buf_add(out, at, message->from.n - (size_t)(at - message->from.p));
    buf_puts(out, ">\r\n");
}

/* The body's lines end in CRLF also inside the base64: that is what RFC 2045 calls text. */
static enum err put_body(struct buf *out, struct str body)
{
    enum { WHOLE_LINES = 57 * 64 }; /* a multiple of a line's bytes: the pieces join without a seam */
    char piece[WHOLE_LINES];
    size_t n = 0;
    for (size_t i = 0; i < body.n; i++) {
        if (body.p[i] == '\n') {
            piece[n++] = '\r';
        }
        if (n == sizeof piece) {
            mime_put_base64(out, (struct str){piece, n});
            n = 0;
        }
        piece[n++] = body.p[i];
        if (n == sizeof piece) {
            mime_put_base64(out, (struct str){piece, n});
            n = 0;
        }
    }
    mime_put_base64(out, (struct str){piece, n});
    return out->overflow ? ERR_LIMIT : OK;
}

enum err mime_put(struct buf *out, const struct mime_message *message)
{
    if (!message_is_address(message->from) || !message_is_address(message->to) ||
        !str_made_of(message->language, "-") || !str_made_of(message->ident, "")) {
        return ERR_INVALID;
    }
    put_date(out, message->at_ms);
    put_from(out, message);
    put_field(out, "To", message->to);
    buf_puts(out, "Subject: ");
    mime_put_text(out, message->subject);
    buf_puts(out, "\r\n");
    put_message_id(out, message);
    put_field(out, "MIME-Version", STR("1.0"));
    put_field(out, "Content-Type", STR("text/plain; charset=UTF-8"));
    put_field(out, "Content-Transfer-Encoding", STR("base64"));
    put_field(out, "Content-Language", message->language);
    put_field(out, "Auto-Submitted", STR("auto-generated"));
    buf_puts(out, "\r\n");
    return put_body(out, message->body);
}
