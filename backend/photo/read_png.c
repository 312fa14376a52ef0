/* PNG by libpng's simple door, which needs no jumping. What shines through is laid on white. */
#include <png.h>
#include <stdbool.h>
#include <string.h>

#include "photo/read_picture.h"

#include "base/banned.h"

enum { HEAD_BYTES = 8, CHUNK_BYTES = 12, NAME_AT = 4 };

/* An animated PNG says so before its first points. */
static bool moves(const unsigned char *file, size_t n)
{
    size_t at = HEAD_BYTES;
    while (at + CHUNK_BYTES <= n) {
        const size_t bytes = (size_t)file[at] << 24 | (size_t)file[at + 1] << 16 | (size_t)file[at + 2] << 8 |
                             file[at + 3];
        if (memcmp(file + at + NAME_AT, "acTL", 4) == 0) {
            return true;
        }
        if (bytes > n - at - CHUNK_BYTES || memcmp(file + at + NAME_AT, "IDAT", 4) == 0) {
            return false;
        }
        at += CHUNK_BYTES + bytes;
    }
    return false;
}

static enum picture_outcome decode(png_image *image, struct pixels *ret)
{
    const png_color white = {255, 255, 255};
    enum picture_outcome outcome = picture_size(image->width, image->height);
    if (outcome != PICTURE_MADE) {
        return outcome;
    }
    image->format = PNG_FORMAT_RGB;
    if (pixels_open(image->width, image->height, ret) != OK) {
        return PICTURE_HUGE;
    }
    if (png_image_finish_read(image, &white, ret->rgb, 0, NULL) == 0) {
        pixels_close(ret);
        return PICTURE_BROKEN;
    }
    return PICTURE_MADE;
}

enum picture_outcome read_png(const unsigned char *file, size_t n, struct pixels *ret)
{
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (moves(file, n)) {
        return PICTURE_MOVING;
    }
    enum picture_outcome outcome = PICTURE_BROKEN;
    if (png_image_begin_read_from_memory(&image, file, n) != 0) {
        outcome = decode(&image, ret);
    }
    png_image_free(&image);
    return outcome;
}
