/* Whatever is sent to …/tap: it is refused, or quarantined under its number, or decodes to a tap that encodes and decodes to itself. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "wire/tap.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char first[TAP_BYTES_MAX * 2];
    static char again[TAP_BYTES_MAX * 2];
    struct tap tap;
    struct tap back;
    struct json_faults faults;
    struct buf buf;
    enum err err = tap_decode((struct str){(const char *)data, size}, &tap, &faults);
    if (err == ERR_CONFLICT) {
        assert(topics_is_id(str_of(tap.gateway)));
        assert(tap.epoch >= 1);
        assert(tap.seq >= 1);
    }
    if (err != OK) {
        return 0;
    }
    buf_init(&buf, first, sizeof first);
    tap_encode(&tap, &buf);
    assert(!buf.overflow);
    err = tap_decode(buf_view(&buf), &back, &faults);
    assert(err == OK);
    buf_init(&buf, again, sizeof again);
    tap_encode(&back, &buf);
    assert(strcmp(first, again) == 0);
    return 0;
}
