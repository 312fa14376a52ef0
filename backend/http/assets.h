/*
 * The pages, packed into the program at build time (web/tools/pack.mjs writes assets.c and assets.S).
 *
 * `assets` is sorted by `path` (byte order), so that it can be searched by halves. How the door maps a GET or HEAD:
 *   1. the asset whose path equals the request's path, if any;
 *   2. else the asset with the longest path that ends in '/', is longer than "/", and is a prefix of the request's
 *      path: an entry page, which finds its own page from the address ("/staff/nurseries/n01" is served by "/staff/");
 *   3. else 404. "/" answers only for itself, so that an unknown address is not mistaken for a page.
 * A request for "/staff" (an entry without its last '/') may be redirected to "/staff/".
 *
 * `etag` is already quoted and names the content, not the encoding: append nothing, compare whole; answers that were
 * encoded carry `Vary: Accept-Encoding`. `immutable` files have a hash in their name: `Cache-Control: public,
 * max-age=31536000, immutable`; the others `no-cache` (ask again, usually 304).
 * `gzip` and `brotli` have n == 0 where they would not be smaller. All memory is static; nobody frees it.
 */
#ifndef TSUBAME_HTTP_ASSETS_H
#define TSUBAME_HTTP_ASSETS_H

#include <stdbool.h>
#include <stddef.h>

struct asset_bytes {
    const unsigned char *p;
    size_t n;
};

struct asset {
    const char *path; /* begins with '/' */
    const char *type; /* for Content-Type, with its charset */
    const char *etag; /* strong, in quotes */
    bool immutable;
    struct asset_bytes identity, gzip, brotli;
};

extern const struct asset assets[];
extern const size_t asset_count;

#endif
