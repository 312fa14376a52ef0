/* Log lines: see log.h. One write(2) per line, so lines of several threads never mix. */
#include "base/log.h"

#include <assert.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"

#include "base/banned.h"

enum { LINE_BYTES = 2048 };

static _Atomic int level_min = LOG_INFO;

void log_level_set(enum log_level level)
{
    level_min = (int)level;
}

void log_line(enum log_level level, const char *event, const struct log_field *fields, size_t n)
{
    static const char *const words[] = {"debug", "info", "warn", "error"};
    char storage[LINE_BYTES];
    struct buf buf;
    struct json_out out;

    assert((size_t)level < sizeof words / sizeof words[0]);
    if ((int)level < level_min) {
        return;
    }
    buf_init(&buf, storage, sizeof storage - 1);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_instant(&out, "at", clock_now_ms());
    json_put_word(&out, "level", words[level]);
    json_put_word(&out, "event", event);
    for (size_t i = 0; i < n; i++) {
        if (fields[i].text != NULL) {
            json_put_word(&out, fields[i].key, fields[i].text);
        } else {
            json_put_int(&out, fields[i].key, fields[i].number);
        }
    }
    json_out_close(&out, '}');
    storage[buf.n] = '\n';
    ssize_t written = write(STDERR_FILENO, storage, buf.n + 1);
    (void)written; /* a log that cannot be written has nobody to tell */
}
