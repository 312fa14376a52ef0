/* See assets_http.h. */
#include "http/assets_http.h"

#include <string.h>

#include "http/assets.h"

#include "base/banned.h"

bool assets_accepts(struct str accept_encoding, const char *coding)
{
    struct str part;
    size_t n = strlen(coding);
    while (request_next(&accept_encoding, ',', &part)) {
        if (part.n >= n && memcmp(part.p, coding, n) == 0 && (part.n == n || part.p[n] == ';' || part.p[n] == ' ')) {
            const char *q = memmem(part.p, part.n, "q=0", 3);
            /* "q=0", "q=0.0", "q=0.000" refuse; "q=0.5" does not. */
            return q == NULL || strspn(q + 3, ".0") < strcspn(q + 3, ", ");
        }
    }
    return false;
}

static const struct asset *find_exactly(struct str path)
{
    size_t low = 0;
    size_t high = asset_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        size_t n = strlen(assets[middle].path);
        int order = memcmp(assets[middle].path, path.p, n < path.n ? n : path.n);
        if (order == 0 && n == path.n) {
            return &assets[middle];
        }
        if (order < 0 || (order == 0 && n < path.n)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

/* An entry page finds its own page from the address: "/staff/nurseries/n01" is served by "/staff/". */
static const struct asset *find(struct str path)
{
    const struct asset *found = find_exactly(path);
    for (size_t n = path.n; found == NULL && n > 1; n--) {
        if (path.p[n - 1] == '/' && n > 1) {
            found = find_exactly((struct str){path.p, n});
        }
    }
    return found;
}

static bool redirect_to_entry(const struct request *request, struct response *response)
{
    char text[REQUEST_PATH_BYTES_MAX + 2];
    struct buf with_slash;
    buf_init(&with_slash, text, sizeof text);
    buf_str(&with_slash, request->path);
    buf_char(&with_slash, '/');
    if (with_slash.overflow || with_slash.n > 200 || find_exactly(buf_view(&with_slash)) == NULL) {
        return false;
    }
    response_empty(response, 301);
    response_header(response, "Location", buf_view(&with_slash));
    return true;
}

static void put(const struct request *request, const struct asset *asset, struct str accept_encoding,
                struct response *response)
{
    struct asset_bytes bytes = asset->identity;
    if (asset->brotli.n > 0 && assets_accepts(accept_encoding, "br")) {
        bytes = asset->brotli;
        response_header(response, "Content-Encoding", STR("br"));
    } else if (asset->gzip.n > 0 && assets_accepts(accept_encoding, "gzip")) {
        bytes = asset->gzip;
        response_header(response, "Content-Encoding", STR("gzip"));
    }
    if (asset->brotli.n > 0 || asset->gzip.n > 0) {
        response_header(response, "Vary", STR("Accept-Encoding"));
    }
    response->cache_control = asset->immutable ? "public, max-age=31536000, immutable" : "no-cache";
    response_shared(request, response, (struct str){(const char *)bytes.p, bytes.n}, str_of(asset->etag), NULL, NULL);
    if (response->status == 200) {
        response->content_type = asset->type;
    }
}

void assets_answer(const struct request *request, struct str accept_encoding, struct response *response)
{
    const struct asset *asset = find(request->path);
    if (asset == NULL) {
        bool reads = request->method == METHOD_GET || request->method == METHOD_HEAD;
        if (!reads || !redirect_to_entry(request, response)) {
            response_problem(request, response, 404, "NOT_FOUND", NULL);
        }
    } else if (request->method != METHOD_GET && request->method != METHOD_HEAD) {
        response_problem(request, response, 405, "METHOD_REFUSED", NULL);
        response_header(response, "Allow", STR("GET, HEAD"));
    } else {
        put(request, asset, accept_encoding, response);
    }
}
