/* WebP by libwebp. What shines through is laid on white. */
#include <string.h>
#include <webp/decode.h>

#include "photo/read_picture.h"

#include "base/banned.h"

enum { RGBA_BYTES_EACH = 4, FULL = 255 };

/* In place: the three bytes of a point never stand behind the four that they come from. */
static void lay_on_white(unsigned char *points, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const unsigned char *from = points + i * RGBA_BYTES_EACH;
        const unsigned int opaque = from[3];
        for (size_t c = 0; c < PIXELS_BYTES_EACH; c++) {
            points[i * PIXELS_BYTES_EACH + c] = (unsigned char)((from[c] * opaque + FULL * (FULL - opaque)) / FULL);
        }
    }
}

static enum picture_outcome decode(const unsigned char *file, size_t n, const WebPBitstreamFeatures *features,
                                   struct pixels *ret)
{
    const size_t each = features->has_alpha ? RGBA_BYTES_EACH : PIXELS_BYTES_EACH;
    const uint32_t width = (uint32_t)features->width;
    const uint32_t height = (uint32_t)features->height;
    const uint32_t more = features->has_alpha ? height / 3 + 1 : 0;
    if (pixels_open(width, height + more, ret) != OK) {
        return PICTURE_HUGE;
    }
    const size_t room = (size_t)width * (height + more) * PIXELS_BYTES_EACH;
    const int stride = (int)(width * each);
    const uint8_t *made = features->has_alpha ? WebPDecodeRGBAInto(file, n, ret->rgb, room, stride)
                                              : WebPDecodeRGBInto(file, n, ret->rgb, room, stride);
    ret->height = height;
    if (made == NULL) {
        pixels_close(ret);
        return PICTURE_BROKEN;
    }
    if (features->has_alpha) {
        lay_on_white(ret->rgb, (size_t)width * height);
    }
    return PICTURE_MADE;
}

enum picture_outcome read_webp(const unsigned char *file, size_t n, struct pixels *ret)
{
    WebPBitstreamFeatures features;
    memset(&features, 0, sizeof features);
    if (WebPGetFeatures(file, n, &features) != VP8_STATUS_OK || features.width <= 0 || features.height <= 0) {
        return PICTURE_BROKEN;
    }
    if (features.has_animation) {
        return PICTURE_MOVING;
    }
    enum picture_outcome outcome = picture_size((uint64_t)features.width, (uint64_t)features.height);
    return outcome == PICTURE_MADE ? decode(file, n, &features, ret) : outcome;
}
