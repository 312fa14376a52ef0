/* See picture.h. */
#include "core/picture.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

const struct picture_limits picture_limits = {
    .points_max = 40 * 1000 * 1000,
    .side_min = 16,
    .side_max = 1600,
    .small_side_max = 320,
};

static const char magic[4] = {'T', 'S', 'P', '1'};
enum { OUTCOME_AT = 4, ZERO_AT = 5, WIDTH_AT = 8, HEIGHT_AT = 12, BYTES_AT = 16, SMALL_AT = 20 };

enum picture_outcome picture_size(uint64_t width, uint64_t height)
{
    if (width < picture_limits.side_min || height < picture_limits.side_min) {
        return PICTURE_TINY;
    }
    /* Divided, so that no product overflows. */
    return width > picture_limits.points_max / height ? PICTURE_HUGE : PICTURE_MADE;
}

static void put(unsigned char *out, uint32_t value)
{
    for (int i = 0; i < 4; i++) {
        out[i] = (unsigned char)(value >> (8 * i));
    }
}

static uint32_t take(const unsigned char *in)
{
    uint32_t value = 0;
    for (int i = 3; i >= 0; i--) {
        value = value << 8 | in[i];
    }
    return value;
}

void picture_head_put(const struct picture_head *head, unsigned char out[PICTURE_HEAD_BYTES])
{
    memset(out, 0, PICTURE_HEAD_BYTES);
    memcpy(out, magic, sizeof magic);
    out[OUTCOME_AT] = (unsigned char)head->outcome;
    put(out + WIDTH_AT, head->width);
    put(out + HEIGHT_AT, head->height);
    put(out + BYTES_AT, head->bytes);
    put(out + SMALL_AT, head->small_bytes);
}

/* What is made has a size and two pictures within their bounds; what is refused has nothing. */
static bool is_possible(const struct picture_head *head)
{
    if (head->outcome != PICTURE_MADE) {
        return head->width == 0 && head->height == 0 && head->bytes == 0 && head->small_bytes == 0;
    }
    return head->width >= 1 && head->height >= 1 && head->width <= picture_limits.side_max &&
           head->height <= picture_limits.side_max && head->bytes >= 1 && head->bytes <= PICTURE_MADE_BYTES_MAX &&
           head->small_bytes >= 1 && head->small_bytes <= PICTURE_SMALL_BYTES_MAX;
}

enum err picture_head_take(const unsigned char *answer, size_t n, struct picture_head *ret)
{
    if (n < PICTURE_HEAD_BYTES || memcmp(answer, magic, sizeof magic) != 0 ||
        answer[OUTCOME_AT] >= PICTURE_OUTCOME_COUNT || answer[ZERO_AT] != 0 || answer[ZERO_AT + 1] != 0 ||
        answer[ZERO_AT + 2] != 0) {
        return ERR_INVALID;
    }
    const struct picture_head head = {.outcome = (enum picture_outcome)answer[OUTCOME_AT],
                                      .width = take(answer + WIDTH_AT),
                                      .height = take(answer + HEIGHT_AT),
                                      .bytes = take(answer + BYTES_AT),
                                      .small_bytes = take(answer + SMALL_AT)};
    if (!is_possible(&head) || n - PICTURE_HEAD_BYTES != (size_t)head.bytes + head.small_bytes) {
        return ERR_INVALID;
    }
    *ret = head;
    return OK;
}

const char *picture_code(enum picture_outcome outcome)
{
    static const char *const codes[PICTURE_OUTCOME_COUNT] = {
        [PICTURE_MADE] = "",
        [PICTURE_EMPTY] = "PICTURE_EMPTY",
        [PICTURE_UNKNOWN] = "PICTURE_UNKNOWN",
        [PICTURE_HEIC] = "PICTURE_HEIC",
        [PICTURE_MOVING] = "PICTURE_MOVING",
        [PICTURE_BROKEN] = "PICTURE_BROKEN",
        [PICTURE_HUGE] = "PICTURE_HUGE",
        [PICTURE_TINY] = "PICTURE_TINY",
    };
    assert((size_t)outcome < PICTURE_OUTCOME_COUNT);
    return codes[outcome];
}
