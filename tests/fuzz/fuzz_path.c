/* Whatever path is asked for: it fits no row of the route table, or putting the parameters back into the row's pattern gives the path. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "http/route.h"

#include "base/banned.h"

static void rebuild(const struct request *request, struct buf *out)
{
    const char *pattern = request->route->path;
    size_t parameter = 0;
    while (*pattern != '\0') {
        if (*pattern == '{') {
            assert(parameter < request->path_parameters_n);
            struct str value = request->path_parameters[parameter].value;
            assert(value.n > 0);
            assert(memchr(value.p, '/', value.n) == NULL);
            buf_str(out, value);
            parameter++;
            pattern = strchr(pattern, '}') + 1;
        } else {
            buf_char(out, *pattern++);
        }
    }
    assert(parameter == request->path_parameters_n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct request request;
    static char storage[1024];
    struct str path = {(const char *)data + 1, size - 1};
    struct buf buf;
    uint32_t allow;
    if (size == 0) {
        return 0;
    }
    request_init(&request);
    request.method = (enum method)(data[0] % METHOD_COUNT);
    enum err err = route_find(&request, path, &allow);
    if (err != OK) {
        assert(request.route == NULL);
        assert((err == ERR_DENIED) == (allow != 0));
        return 0;
    }
    buf_init(&buf, storage, sizeof storage);
    rebuild(&request, &buf);
    assert(str_equal(buf_view(&buf), path));
    for (size_t i = 0; i < request.path_parameters_n; i++) {
        assert(request.path_parameters[i].value.p >= path.p);
        assert(request.path_parameters[i].value.p + request.path_parameters[i].value.n <= path.p + path.n);
    }
    return 0;
}
