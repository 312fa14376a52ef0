/* See pixels.h. */
#include "photo/pixels.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

enum err pixels_open(uint32_t width, uint32_t height, struct pixels *ret)
{
    assert(width > 0);
    assert(height > 0);
    ret->rgb = calloc((size_t)width * height, PIXELS_BYTES_EACH);
    ret->width = width;
    ret->height = height;
    return ret->rgb == NULL ? ERR_LIMIT : OK;
}

void pixels_close(struct pixels *pixels)
{
    free(pixels->rgb);
    pixels->rgb = NULL;
}

static const unsigned char *point(const struct pixels *pixels, uint32_t x, uint32_t y)
{
    return pixels->rgb + ((size_t)y * pixels->width + x) * PIXELS_BYTES_EACH;
}

/* Lengths are counted in parts so small that points of both pictures are whole numbers of them: no fraction is needed. */
struct span {
    uint32_t first;
    uint32_t last;
    uint32_t from; /* points there were */
    uint32_t to;   /* points there are */
    uint32_t at;
};

static struct span span_of(uint32_t at, uint32_t from, uint32_t to)
{
    return (struct span){.first = (uint32_t)((uint64_t)at * from / to),
                         .last = (uint32_t)(((uint64_t)(at + 1) * from - 1) / to),
                         .from = from,
                         .to = to,
                         .at = at};
}

static uint64_t overlap(const struct span *span, uint32_t i)
{
    uint64_t begins = (uint64_t)i * span->to;
    uint64_t ends = begins + span->to;
    uint64_t wanted_begins = (uint64_t)span->at * span->from;
    uint64_t wanted_ends = wanted_begins + span->from;
    return (ends < wanted_ends ? ends : wanted_ends) - (begins > wanted_begins ? begins : wanted_begins);
}

static void mean(const struct pixels *from, const struct span *across, const struct span *down, unsigned char *out)
{
    uint64_t sum[PIXELS_BYTES_EACH] = {0};
    const uint64_t whole = (uint64_t)across->from * down->from;
    for (uint32_t y = down->first; y <= down->last; y++) {
        const uint64_t rows = overlap(down, y);
        for (uint32_t x = across->first; x <= across->last; x++) {
            const unsigned char *p = point(from, x, y);
            const uint64_t weight = rows * overlap(across, x);
            sum[0] += weight * p[0];
            sum[1] += weight * p[1];
            sum[2] += weight * p[2];
        }
    }
    for (int i = 0; i < PIXELS_BYTES_EACH; i++) {
        out[i] = (unsigned char)((sum[i] + whole / 2) / whole);
    }
}

static uint32_t scaled(uint32_t side, uint32_t longer, uint32_t side_max)
{
    uint32_t n = (uint32_t)(((uint64_t)side * side_max + longer / 2) / longer);
    return n == 0 ? 1 : n;
}

enum err pixels_shrink(const struct pixels *from, uint32_t side_max, struct pixels *ret)
{
    const uint32_t longer = from->width > from->height ? from->width : from->height;
    const bool fits = longer <= side_max;
    enum err err = pixels_open(fits ? from->width : scaled(from->width, longer, side_max),
                               fits ? from->height : scaled(from->height, longer, side_max), ret);
    if (err != OK) {
        return err;
    }
    if (fits) {
        memcpy(ret->rgb, from->rgb, (size_t)from->width * from->height * PIXELS_BYTES_EACH);
        return OK;
    }
    unsigned char *out = ret->rgb;
    for (uint32_t y = 0; y < ret->height; y++) {
        const struct span down = span_of(y, from->height, ret->height);
        for (uint32_t x = 0; x < ret->width; x++) {
            const struct span across = span_of(x, from->width, ret->width);
            mean(from, &across, &down, out);
            out += PIXELS_BYTES_EACH;
        }
    }
    return OK;
}

/* Where the point of the upright picture is taken from: mirrored across, mirrored down, then rows and columns exchanged. */
struct turn {
    bool across;
    bool down;
    bool exchanged;
};

static const unsigned char *point_of_turn(const struct pixels *from, const struct turn *turn, uint32_t x, uint32_t y)
{
    uint32_t column = turn->exchanged ? y : x;
    uint32_t row = turn->exchanged ? x : y;
    column = turn->across ? from->width - 1 - column : column;
    row = turn->down ? from->height - 1 - row : row;
    return point(from, column, row);
}

enum err pixels_turn(const struct pixels *from, int orientation, struct pixels *ret)
{
    static const struct turn turns[] = {{false, false, false}, {false, false, false}, {true, false, false},
                                        {true, true, false},   {false, true, false},  {false, false, true},
                                        {false, true, true},   {true, true, true},    {true, false, true}};
    const struct turn turn = turns[orientation >= 1 && orientation <= 8 ? orientation : 1];
    enum err err = pixels_open(turn.exchanged ? from->height : from->width, turn.exchanged ? from->width : from->height,
                               ret);
    if (err != OK) {
        return err;
    }
    unsigned char *out = ret->rgb;
    for (uint32_t y = 0; y < ret->height; y++) {
        for (uint32_t x = 0; x < ret->width; x++) {
            memcpy(out, point_of_turn(from, &turn, x, y), PIXELS_BYTES_EACH);
            out += PIXELS_BYTES_EACH;
        }
    }
    return OK;
}
