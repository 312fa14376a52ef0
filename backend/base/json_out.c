/* Writing JSON: see json.h. */
#include "base/json.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

void json_out_init(struct json_out *out, struct buf *buf)
{
    *out = (struct json_out){.buf = buf};
}

/* The comma before a value, unless it is the first or follows its key. */
static void before_value(struct json_out *out)
{
    uint32_t bit = UINT32_C(1) << out->depth;
    if (!out->after_key && (out->comma & bit) != 0) {
        buf_char(out->buf, ',');
    }
    out->comma |= bit;
    out->after_key = false;
}

void json_out_open(struct json_out *out, char bracket)
{
    assert(bracket == '{' || bracket == '[');
    before_value(out);
    buf_char(out->buf, bracket);
    out->depth++;
    assert(out->depth < JSON_DEPTH_MAX);
    out->comma &= ~(UINT32_C(1) << out->depth);
}

void json_out_close(struct json_out *out, char bracket)
{
    assert(bracket == '}' || bracket == ']');
    assert(out->depth > 0);
    assert(!out->after_key);
    buf_char(out->buf, bracket);
    out->depth--;
}

static void quoted(struct buf *buf, struct str text)
{
    static const char hex[] = "0123456789abcdef";
    buf_char(buf, '"');
    size_t from = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c >= 0x20 && c != '"' && c != '\\') {
            continue;
        }
        buf_add(buf, text.p + from, i - from);
        from = i + 1;
        if (c == '"' || c == '\\') {
            buf_char(buf, '\\');
            buf_char(buf, (char)c);
        } else {
            char escape[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
            buf_add(buf, escape, sizeof escape);
        }
    }
    buf_add(buf, text.p + from, text.n - from);
    buf_char(buf, '"');
}

void json_out_key(struct json_out *out, const char *key)
{
    before_value(out);
    quoted(out->buf, str_of(key));
    buf_char(out->buf, ':');
    out->after_key = true;
}

void json_out_text(struct json_out *out, struct str text)
{
    before_value(out);
    quoted(out->buf, text);
}

void json_out_json(struct json_out *out, struct str json)
{
    before_value(out);
    buf_str(out->buf, json);
}

void json_out_int(struct json_out *out, int64_t value)
{
    before_value(out);
    buf_int(out->buf, value);
}

void json_out_bool(struct json_out *out, bool value)
{
    before_value(out);
    buf_puts(out->buf, value ? "true" : "false");
}

void json_out_null(struct json_out *out)
{
    before_value(out);
    buf_puts(out->buf, "null");
}

void json_out_day(struct json_out *out, int32_t day)
{
    before_value(out);
    buf_char(out->buf, '"');
    civil_put_day(out->buf, day);
    buf_char(out->buf, '"');
}

void json_out_instant(struct json_out *out, int64_t instant_ms)
{
    before_value(out);
    buf_char(out->buf, '"');
    civil_put_instant(out->buf, instant_ms);
    buf_char(out->buf, '"');
}

void json_out_minute(struct json_out *out, int32_t minute)
{
    before_value(out);
    buf_char(out->buf, '"');
    civil_put_minute(out->buf, minute);
    buf_char(out->buf, '"');
}

void json_out_tenths(struct json_out *out, int32_t tenths)
{
    before_value(out);
    if (tenths < 0) {
        buf_char(out->buf, '-');
        tenths = -tenths;
    }
    buf_int(out->buf, tenths / 10);
    buf_char(out->buf, '.');
    buf_int(out->buf, tenths % 10);
}

void json_put_text(struct json_out *out, const char *key, struct str text)
{
    json_out_key(out, key);
    json_out_text(out, text);
}

void json_put_word(struct json_out *out, const char *key, const char *word)
{
    json_out_key(out, key);
    if (word == NULL) {
        json_out_null(out);
    } else {
        json_out_text(out, str_of(word));
    }
}

void json_put_int(struct json_out *out, const char *key, int64_t value)
{
    json_out_key(out, key);
    json_out_int(out, value);
}

void json_put_bool(struct json_out *out, const char *key, bool value)
{
    json_out_key(out, key);
    json_out_bool(out, value);
}

void json_put_day(struct json_out *out, const char *key, int32_t day)
{
    json_out_key(out, key);
    json_out_day(out, day);
}

void json_put_instant(struct json_out *out, const char *key, int64_t instant_ms)
{
    json_out_key(out, key);
    json_out_instant(out, instant_ms);
}

void json_put_instant_or_null(struct json_out *out, const char *key, int64_t instant_ms)
{
    json_out_key(out, key);
    if (instant_ms == 0) {
        json_out_null(out);
    } else {
        json_out_instant(out, instant_ms);
    }
}

void json_put_minute_or_null(struct json_out *out, const char *key, int32_t minute)
{
    json_out_key(out, key);
    if (minute < 0) {
        json_out_null(out);
    } else {
        json_out_minute(out, minute);
    }
}

void json_put_text_or_null(struct json_out *out, const char *key, struct str text)
{
    json_out_key(out, key);
    if (text.n == 0) {
        json_out_null(out);
    } else {
        json_out_text(out, text);
    }
}

void json_put_json_or_null(struct json_out *out, const char *key, struct str json)
{
    json_out_key(out, key);
    if (json.n == 0) {
        json_out_null(out);
    } else {
        json_out_json(out, json);
    }
}

void json_put_day_or_null(struct json_out *out, const char *key, int32_t day)
{
    json_out_key(out, key);
    if (day == 0) {
        json_out_null(out);
    } else {
        json_out_day(out, day);
    }
}

void json_put_int_or_null(struct json_out *out, const char *key, int64_t value)
{
    json_out_key(out, key);
    if (value == 0) {
        json_out_null(out);
    } else {
        json_out_int(out, value);
    }
}
