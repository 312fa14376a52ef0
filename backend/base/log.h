/* One JSON line per event on stderr. Only doors, work/ and main log. Values are ids, counts and words: never names, card numbers,
 * free text or addresses of people. */
#pragma once

#include <stdint.h>

#include "base/str.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARN, LOG_ERROR };

struct log_field {
    const char *key;
    const char *text; /* used when not NULL */
    int64_t number;
};

#define LOG_TEXT(k, v) ((struct log_field){.key = (k), .text = (v)})
#define LOG_INT(k, v)  ((struct log_field){.key = (k), .number = (v)})

/* Lines below this level are dropped; LOG_INFO at start. */
void log_level_set(enum log_level level);
/* `event` is a lower-case word with underscores. */
void log_line(enum log_level level, const char *event, const struct log_field *fields, size_t n);

#define log_event(level, event, ...)                                    \
    log_line((level), (event), (const struct log_field[]){__VA_ARGS__}, \
             sizeof((const struct log_field[]){__VA_ARGS__}) / sizeof(struct log_field))
#define log_plain(level, event) log_line((level), (event), NULL, 0)
