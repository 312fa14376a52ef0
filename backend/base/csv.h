/* Lines of comma-separated values as spreadsheets read them: RFC 4180, CRLF at the end of a line. A field that a spreadsheet would take for a
 * formula is defused by an apostrophe in front of it (OWASP, CSV injection). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct csv {
    struct buf *buf;
    bool inside; /* a field stands on this line already */
};

void csv_text(struct csv *csv, struct str text);
void csv_int(struct csv *csv, int64_t value);
/* One decimal place. */
void csv_tenths(struct csv *csv, int64_t tenths);
void csv_day(struct csv *csv, int32_t day);
/* Empty for 0. */
void csv_instant(struct csv *csv, int64_t instant_ms);
void csv_end(struct csv *csv); /* of the line */
/* A whole line of names: "a,b,c". */
void csv_head(struct csv *csv, const char *names);
