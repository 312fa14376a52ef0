/* See csv.h. */
#include "base/csv.h"

#include <stddef.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

static void begin(struct csv *csv)
{
    if (csv->inside) {
        buf_char(csv->buf, ',');
    }
    csv->inside = true;
}

static bool among(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

void csv_text(struct csv *csv, struct str text)
{
    bool formula = text.n > 0 && among(text.p[0], "=+-@\t\r");
    bool quoted = formula;
    for (size_t i = 0; i < text.n; i++) {
        quoted = quoted || among(text.p[i], ",\"\r\n");
    }
    begin(csv);
    if (!quoted) {
        buf_str(csv->buf, text);
        return;
    }
    buf_puts(csv->buf, formula ? "\"'" : "\"");
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"') {
            buf_char(csv->buf, '"');
        }
        buf_char(csv->buf, text.p[i]);
    }
    buf_char(csv->buf, '"');
}

void csv_int(struct csv *csv, int64_t value)
{
    begin(csv);
    buf_int(csv->buf, value);
}

void csv_tenths(struct csv *csv, int64_t tenths)
{
    begin(csv);
    buf_int(csv->buf, tenths / 10);
    buf_char(csv->buf, '.');
    buf_int(csv->buf, tenths % 10);
}

void csv_day(struct csv *csv, int32_t day)
{
    begin(csv);
    civil_put_day(csv->buf, day);
}

void csv_instant(struct csv *csv, int64_t instant_ms)
{
    begin(csv);
    if (instant_ms != 0) {
        civil_put_instant(csv->buf, instant_ms);
    }
}

void csv_end(struct csv *csv)
{
    buf_puts(csv->buf, "\r\n");
    csv->inside = false;
}

void csv_head(struct csv *csv, const char *names)
{
    buf_puts(csv->buf, names);
    csv->inside = true;
    csv_end(csv);
}
