#include "core/picture.h"

#include <string.h>

#include "test.h"

#include "base/banned.h"

enum { BYTES = 7, SMALL = 3, WHOLE = PICTURE_HEAD_BYTES + BYTES + SMALL };

static void make_answer(unsigned char *answer)
{
    const struct picture_head head = {PICTURE_MADE, 40, 30, BYTES, SMALL};
    memset(answer, 0xAB, WHOLE);
    picture_head_put(&head, answer);
}

TEST("an answer is taken as it was put")
{
    unsigned char answer[WHOLE];
    struct picture_head head;
    make_answer(answer);
    EXPECT_OK(picture_head_take(answer, WHOLE, &head));
    EXPECT_INT(head.width, 40);
    EXPECT_INT(head.height, 30);
    EXPECT_INT(head.bytes, BYTES);
    EXPECT_INT(head.small_bytes, SMALL);
}

TEST("an answer that is cut, padded or changed in its head is none")
{
    unsigned char answer[WHOLE + 1];
    struct picture_head head;
    for (size_t n = 0; n <= WHOLE + 1; n++) {
        make_answer(answer);
        EXPECT_INT(picture_head_take(answer, n, &head), n == WHOLE ? OK : ERR_INVALID);
    }
    for (size_t i = 0; i < PICTURE_HEAD_BYTES; i++) {
        make_answer(answer);
        answer[i] ^= 0x80;
        if (i == 8 || i == 12) {
            continue; /* another size, and a possible one */
        }
        EXPECT_INT(picture_head_take(answer, WHOLE, &head), ERR_INVALID);
    }
}

TEST("a refusal has no picture behind it")
{
    unsigned char answer[PICTURE_HEAD_BYTES + 1] = {0};
    struct picture_head head = {.outcome = PICTURE_MOVING};
    picture_head_put(&head, answer);
    EXPECT_OK(picture_head_take(answer, PICTURE_HEAD_BYTES, &head));
    EXPECT_INT(head.outcome, PICTURE_MOVING);
    EXPECT_INT(picture_head_take(answer, PICTURE_HEAD_BYTES + 1, &head), ERR_INVALID);
    head.bytes = 1;
    picture_head_put(&head, answer);
    EXPECT_INT(picture_head_take(answer, PICTURE_HEAD_BYTES + 1, &head), ERR_INVALID);
}

TEST("40 million points are decoded, one more is not, and no product overflows")
{
    static const struct {
        uint64_t width;
        uint64_t height;
        enum picture_outcome outcome;
    } rows[] = {
        {16, 16, PICTURE_MADE},
        {15, 4000, PICTURE_TINY},
        {4000, 15, PICTURE_TINY},
        {8000, 5000, PICTURE_MADE},
        {40000001, 16, PICTURE_HUGE},
        {8001, 5000, PICTURE_HUGE},
        {2500000, 16, PICTURE_MADE},
        {UINT64_MAX, 16, PICTURE_HUGE},
        {UINT64_MAX, UINT64_MAX, PICTURE_HUGE},
        {4294967296, 4294967296, PICTURE_HUGE},
        {0, 0, PICTURE_TINY},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        EXPECT_INT(picture_size(rows[i].width, rows[i].height), rows[i].outcome);
    }
}

TEST("every refusal has a code of its own")
{
    for (int a = PICTURE_MADE + 1; a < PICTURE_OUTCOME_COUNT; a++) {
        EXPECT(strlen(picture_code((enum picture_outcome)a)) > 0);
        for (int b = PICTURE_MADE; b < a; b++) {
            EXPECT(strcmp(picture_code((enum picture_outcome)a), picture_code((enum picture_outcome)b)) != 0);
        }
    }
}
