/* Matching a path against the table: see route.h. Twenty rows are walked faster than any index would be built. */
#include "http/route.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

/* The next segment of a path without its slash; false at the end. */
static bool next_segment(struct str *rest, struct str *ret)
{
    if (rest->n == 0) {
        return false;
    }
    assert(rest->p[0] == '/');
    const char *end = memchr(rest->p + 1, '/', rest->n - 1);
    size_t n = end == NULL ? rest->n - 1 : (size_t)(end - rest->p - 1);
    *ret = (struct str){rest->p + 1, n};
    rest->p += n + 1;
    rest->n -= n + 1;
    return true;
}

/* How well a row fits: −1 not at all, else the number of literal segments, so that /a/b beats /a/{x}. Fills the parameters. */
static int fit(const char *pattern, struct str path, struct request_pair *parameters, size_t *ret_n)
{
    struct str rest = str_of(pattern);
    struct str wanted;
    struct str had;
    int literal = 0;
    size_t n = 0;
    while (next_segment(&rest, &wanted)) {
        if (!next_segment(&path, &had) || had.n == 0) {
            return -1;
        }
        if (wanted.n > 2 && wanted.p[0] == '{') {
            assert(n < REQUEST_PATH_PARAMETERS_MAX);
            parameters[n++] = (struct request_pair){{wanted.p + 1, wanted.n - 2}, had};
        } else if (str_equal(wanted, had)) {
            literal++;
        } else {
            return -1;
        }
    }
    *ret_n = n;
    return path.n == 0 ? literal : -1;
}

enum err route_find_in(const struct route *rows, size_t n, struct request *request, struct str path,
                       uint32_t *ret_allow)
{
    struct request_pair parameters[REQUEST_PATH_PARAMETERS_MAX];
    size_t parameters_n = 0;
    int best = -1;
    enum method method = request->method == METHOD_HEAD ? METHOD_GET : request->method;
    *ret_allow = 0;
    request->route = NULL;
    if (path.n == 0 || path.p[0] != '/' || path.n > REQUEST_PATH_BYTES_MAX) {
        return ERR_NOT_FOUND;
    }
    for (size_t i = 0; i < n; i++) {
        int fits = fit(rows[i].path, path, parameters, &parameters_n);
        if (fits < 0) {
            continue;
        }
        *ret_allow |= UINT32_C(1) << rows[i].method;
        if (rows[i].method == method && fits > best) {
            best = fits;
            request->route = &rows[i];
            request->path_parameters_n = parameters_n;
            memcpy(request->path_parameters, parameters, parameters_n * sizeof parameters[0]);
        }
    }
    if (best >= 0) {
        return OK;
    }
    return *ret_allow == 0 ? ERR_NOT_FOUND : ERR_DENIED;
}

enum err route_find(struct request *request, struct str path, uint32_t *ret_allow)
{
    return route_find_in(routes, routes_count, request, path, ret_allow);
}
