/* Whatever is sent as a picture: the decoders survive it (they are others' code, and stand in walls besides), and the answer is a whole one: a
 * refusal, or two JPEG files within their bounds. */
#include "fuzz.h"

#include <assert.h>
#include <string.h>

#include "photo/remake.h"

#include "base/banned.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static unsigned char answer[PICTURE_ANSWER_BYTES_MAX];
    struct picture_head head;
    size_t n = remake(data, size, answer);
    enum err err = picture_head_take(answer, n, &head);
    assert(err == OK);
    if (head.outcome == PICTURE_MADE) {
        assert(memcmp(answer + PICTURE_HEAD_BYTES, "\xFF\xD8\xFF", 3) == 0);
        assert(memcmp(answer + PICTURE_HEAD_BYTES + head.bytes, "\xFF\xD8\xFF", 3) == 0);
    }
    return 0;
}
