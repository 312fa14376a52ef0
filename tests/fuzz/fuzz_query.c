/* Whatever query is sent: it is refused, or its parameters are bounded UTF-8 without control characters and no name stands twice; encoded
 * again they decode to the same. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "http/request.h"

#include "base/banned.h"

static void encode(struct buf *out, struct str text)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        buf_char(out, '%');
        buf_char(out, digits[c >> 4]);
        buf_char(out, digits[c & 15]);
    }
}

static void check(const struct request *request)
{
    assert(request->query_n <= REQUEST_QUERY_MAX);
    for (size_t i = 0; i < request->query_n; i++) {
        struct str name = request->query[i].name;
        struct str value = request->query[i].value;
        assert(str_utf8(name));
        assert(str_utf8(value));
        for (size_t k = 0; k < value.n; k++) {
            assert((unsigned char)value.p[k] >= 0x20);
        }
        for (size_t j = 0; j < i; j++) {
            assert(!str_equal(request->query[j].name, name));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct request request;
    static struct request again;
    static char storage[8 * REQUEST_QUERY_BYTES_MAX];
    struct buf buf;
    request_init(&request);
    request_init(&again);
    if (request_parse_query(&request, (struct str){(const char *)data, size}) != OK) {
        assert(request.query_n == 0);
        return 0;
    }
    check(&request);
    buf_init(&buf, storage, sizeof storage);
    for (size_t i = 0; i < request.query_n; i++) {
        buf_puts(&buf, i > 0 ? "&" : "");
        encode(&buf, request.query[i].name);
        buf_char(&buf, '=');
        encode(&buf, request.query[i].value);
    }
    enum err err = request_parse_query(&again, buf_view(&buf));
    assert(err == OK);
    assert(again.query_n == request.query_n);
    for (size_t i = 0; i < request.query_n; i++) {
        assert(str_equal(again.query[i].name, request.query[i].name));
        assert(str_equal(again.query[i].value, request.query[i].value));
    }
    return 0;
}
