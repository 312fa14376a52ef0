/* Whatever stands in a Cookie, an If-None-Match, an Accept-Language or an Accept-Encoding: what is found lies inside it. The first byte
 * says which. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "http/assets_http.h"
#include "http/request.h"

#include "base/banned.h"

static void try_cookie(struct str text)
{
    struct str value = request_cookie(text, "session");
    if (value.n > 0) {
        assert(value.p >= text.p);
        assert(value.p + value.n <= text.p + text.n);
        assert(memchr(value.p, ';', value.n) == NULL);
        assert(memcmp(value.p - sizeof "session=" + 1, "session=", sizeof "session=" - 1) == 0);
    }
}

static void try_tags(struct str text)
{
    struct str tag = STR("\"abc\"");
    bool named = request_tag_in(text, tag);
    if (named && !str_is(text, "*")) {
        assert(memmem(text.p, text.n, tag.p, tag.n) != NULL);
    }
    assert(request_tag_in(tag, tag));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char copy[4096];
    if (size == 0 || size >= sizeof copy) {
        return 0;
    }
    /* Header values end in a NUL inside the library's buffer. */
    memcpy(copy, data + 1, size - 1);
    copy[size - 1] = '\0';
    struct str text = str_of(copy);
    switch (data[0] % 4) {
    case 0:
        try_cookie(text);
        break;
    case 1:
        try_tags(text);
        break;
    case 2: {
        enum request_language language = request_language_of(text);
        assert(language == REQUEST_JA || language == REQUEST_EN);
        break;
    }
    case 3:
        if (assets_accepts(text, "br")) {
            assert(strstr(copy, "br") != NULL);
        }
        break;
    }
    return 0;
}
