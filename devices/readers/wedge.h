/* Readers that type what they read like a keyboard: cards, and two-dimensional codes. The device is taken for this program alone, so that nothing
 * of it reaches another window. One that is unplugged is waited for. */
#pragma once

#include "base/err.h"
#include "readers/reader.h"

extern const struct reader_kind wedge_kind;

/* device: /dev/input/by-id/…-kbd or eventN. One that is not there yet is fine; ERR_IO: it is there and cannot be read; `why` says what to do. */
enum err wedge_open(const char *device, void **ret, const char **why) NODISCARD;

/* The line being typed. */
struct wedge_line {
    char text[READER_LINE_BYTES];
    size_t n;
    bool too_long;
    int64_t typed_ms; /* the last key */
};

/* A key as the kernel names it (KEY_…), pressed at now_ms. True: the line is whole; look at it and set n to 0. Keys that no card number has make it
 * no card; a line that stands still for half a second is thrown away. */
bool wedge_key(struct wedge_line *line, int key, int64_t now_ms);
