/* JPEG by libjpeg-turbo. Its own halving (in the frequencies, before any point is made) keeps the memory of large pictures small. */
#include <string.h>
#include <turbojpeg.h>

#include "photo/read_picture.h"

#include "base/banned.h"

enum { HALVINGS_MAX = 3, CMYK_BYTES_EACH = 4, FULL = 255 };

struct reading {
    tjhandle handle;
    const unsigned char *file;
    unsigned long n;
    int width;
    int height;
    int space;
};

/* A telephone's odd bytes between two markers are nothing; an end before the end is a lost half of the picture. */
static enum picture_outcome judge(const struct reading *reading, int rc)
{
    if (rc == 0) {
        return PICTURE_MADE;
    }
    if (tjGetErrorCode(reading->handle) != TJERR_WARNING) {
        return PICTURE_BROKEN;
    }
    return strstr(tjGetErrorStr2(reading->handle), "remature end") != NULL ? PICTURE_BROKEN : PICTURE_MADE;
}

/* What cameras and printers' programs write as CMYK is inverted: 255 is no ink. */
static enum picture_outcome from_cmyk(const struct reading *reading, struct pixels *out)
{
    struct pixels four;
    /* Four bytes for each point in place of three: a third more rows hold them. */
    if (pixels_open(out->width, out->height + out->height / 3 + 1, &four) != OK) {
        return PICTURE_HUGE;
    }
    int rc = tjDecompress2(reading->handle, reading->file, reading->n, four.rgb, (int)out->width,
                           (int)out->width * CMYK_BYTES_EACH, (int)out->height, TJPF_CMYK, TJFLAG_LIMITSCANS);
    const size_t points = (size_t)out->width * out->height;
    for (size_t i = 0; i < points; i++) {
        const unsigned char *ink = four.rgb + i * CMYK_BYTES_EACH;
        for (size_t c = 0; c < PIXELS_BYTES_EACH; c++) {
            out->rgb[i * PIXELS_BYTES_EACH + c] = (unsigned char)(ink[c] * ink[3] / FULL);
        }
    }
    pixels_close(&four);
    return judge(reading, rc);
}

static enum picture_outcome decode(const struct reading *reading, struct pixels *ret)
{
    int halvings = 0;
    int longer = reading->width > reading->height ? reading->width : reading->height;
    while (halvings < HALVINGS_MAX && longer >> (halvings + 1) >= (int)picture_limits.side_max) {
        halvings++;
    }
    const tjscalingfactor factor = {1, 1 << halvings};
    const int width = TJSCALED(reading->width, factor);
    const int height = TJSCALED(reading->height, factor);
    if (pixels_open((uint32_t)width, (uint32_t)height, ret) != OK) {
        return PICTURE_HUGE;
    }
    enum picture_outcome outcome;
    if (reading->space == TJCS_CMYK || reading->space == TJCS_YCCK) {
        outcome = from_cmyk(reading, ret);
    } else {
        outcome = judge(reading, tjDecompress2(reading->handle, reading->file, reading->n, ret->rgb, width, 0, height,
                                               TJPF_RGB, TJFLAG_LIMITSCANS));
    }
    if (outcome != PICTURE_MADE) {
        pixels_close(ret);
    }
    return outcome;
}

enum picture_outcome read_jpeg(const unsigned char *file, size_t n, struct pixels *ret)
{
    struct reading reading = {.handle = tjInitDecompress(), .file = file, .n = n};
    int sampling;
    if (reading.handle == NULL) {
        return PICTURE_HUGE;
    }
    enum picture_outcome outcome = PICTURE_BROKEN;
    if (tjDecompressHeader3(reading.handle, file, n, &reading.width, &reading.height, &sampling, &reading.space) == 0 &&
        reading.width > 0 && reading.height > 0) {
        outcome = picture_size((uint64_t)reading.width, (uint64_t)reading.height);
    }
    if (outcome == PICTURE_MADE) {
        outcome = decode(&reading, ret);
    }
    tjDestroy(reading.handle);
    return outcome;
}
