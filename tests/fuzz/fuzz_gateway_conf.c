/* Whatever stands in a gateway's credentials file: it is refused with a member named, or encodes and decodes to itself. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "wire/credentials.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char first[CREDENTIALS_BYTES_MAX];
    static char again[CREDENTIALS_BYTES_MAX];
    struct credentials credentials;
    struct json_faults faults;
    struct buf buf;
    secret_init();
    if (credentials_decode((struct str){(const char *)data, size}, &credentials, &faults) != OK) {
        assert(faults.malformed != NULL || faults.n > 0);
        return 0;
    }
    buf_init(&buf, first, sizeof first);
    credentials_encode(&credentials, &buf);
    enum err err = credentials_decode(buf_view(&buf), &credentials, &faults);
    assert(err == OK);
    buf_init(&buf, again, sizeof again);
    credentials_encode(&credentials, &buf);
    assert(strcmp(first, again) == 0);
    return 0;
}
