/* The entrance's page, packed into the program at build time (web/tools/pack-gate.mjs writes gate_assets.c and gate_assets.S). Sorted by nothing:
 * there are a handful. "/" is the page itself. All memory is static. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct gate_asset {
    const char *path; /* begins with '/' */
    const char *type; /* for Content-Type, with its charset */
    bool immutable;   /* its name holds a hash */
    const unsigned char *p;
    size_t n;
};

extern const struct gate_asset gate_assets[];
extern const size_t gate_assets_count;
