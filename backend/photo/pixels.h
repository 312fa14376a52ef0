/* A decoded picture: three bytes for each point, row by row. The decoders are libraries that allocate by themselves and as they like; so does this
 * program. It lives for one picture, under a limit of memory, and its end gives everything back. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { PIXELS_BYTES_EACH = 3 };

struct pixels {
    unsigned char *rgb;
    uint32_t width;
    uint32_t height;
};

/* ERR_LIMIT: no memory for so many points. */
enum err pixels_open(uint32_t width, uint32_t height, struct pixels *ret) NODISCARD;
void pixels_close(struct pixels *pixels);
/* The same picture with a longer side of at most side_max; never larger than it was. Each new point is the exact mean of the area that it covers. */
enum err pixels_shrink(const struct pixels *from, uint32_t side_max, struct pixels *ret) NODISCARD;
/* Upright, by the orientation of EXIF (1 to 8; anything else: as it is). */
enum err pixels_turn(const struct pixels *from, int orientation, struct pixels *ret) NODISCARD;
