/* What a picture may be before it is taken in, and the few bytes with which the program that makes it anew (backend/photo) says what became of
 * it. R-CB-07: whatever a camera wrote beside the picture (place, time, device, a preview) is not in what is kept, because only the points of
 * the picture are carried over into a new JPEG.
 *
 * The head is 24 bytes: "TSP1", the outcome, three zero bytes, then width, height, bytes of the picture and bytes of the small picture, each 32
 * bits with the lowest byte first; both pictures follow. Anything else is no answer.
 *
 * Pure: no picture is decoded here. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum picture_outcome {
    PICTURE_MADE,
    PICTURE_EMPTY,   /* no byte at all */
    PICTURE_UNKNOWN, /* neither JPEG nor PNG nor WebP, whatever it is called */
    PICTURE_HEIC,    /* what some telephones write unless they are told not to */
    PICTURE_MOVING,  /* more than one picture */
    PICTURE_BROKEN,  /* it ends early, contradicts itself, or takes too long */
    PICTURE_HUGE,    /* too many points */
    PICTURE_TINY,    /* nobody could see anything on it */
    PICTURE_OUTCOME_COUNT
};

enum {
    PICTURE_BYTES_MAX = 8 * 1024 * 1024, /* as it comes */
    PICTURE_MADE_BYTES_MAX = 768 * 1024, /* as it is kept */
    PICTURE_SMALL_BYTES_MAX = 20000,
    PICTURE_HEAD_BYTES = 24,
    PICTURE_ANSWER_BYTES_MAX = PICTURE_HEAD_BYTES + PICTURE_MADE_BYTES_MAX + PICTURE_SMALL_BYTES_MAX,
};

struct picture_limits {
    uint64_t points_max;
    uint32_t side_min;
    uint32_t side_max;       /* the longer side of what is kept */
    uint32_t small_side_max; /* … of the small picture */
};
extern const struct picture_limits picture_limits;

/* May a picture of this size be decoded at all? PICTURE_MADE: yes. */
enum picture_outcome picture_size(uint64_t width, uint64_t height);

struct picture_head {
    enum picture_outcome outcome;
    uint32_t width;
    uint32_t height;
    uint32_t bytes;
    uint32_t small_bytes;
};
void picture_head_put(const struct picture_head *head, unsigned char out[PICTURE_HEAD_BYTES]);
/* A whole answer: head and both pictures, no byte more or less. ERR_INVALID: it is none. */
enum err picture_head_take(const unsigned char *answer, size_t n, struct picture_head *ret) NODISCARD;

/* The refusal as the door names it: "PICTURE_BROKEN" …; "" for PICTURE_MADE. */
const char *picture_code(enum picture_outcome outcome);
