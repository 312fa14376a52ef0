/* See remake.h. What a file is, its first bytes say: neither its name nor what the sender calls it is asked. */
#include "photo/remake.h"

#include <assert.h>
#include <string.h>
#include <turbojpeg.h>

#include "photo/exif.h"
#include "photo/pixels.h"
#include "photo/read_picture.h"

#include "base/banned.h"

enum { QUALITY_BEST = 82, QUALITY_WORST = 34, QUALITY_STEP = 8, SMALL_SIDE_MIN = 40 };

static bool starts(const unsigned char *file, size_t n, const char *with, size_t with_n)
{
    return n >= with_n && memcmp(file, with, with_n) == 0;
}

/* An ISO media file whose brand is one of the still pictures: "ftyp" and its first brand. */
static bool is_heic(const unsigned char *file, size_t n)
{
    static const char brands[][5] = {"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1", "avif"};
    if (n < 12 || memcmp(file + 4, "ftyp", 4) != 0) {
        return false;
    }
    for (size_t i = 0; i < sizeof brands / sizeof brands[0]; i++) {
        if (memcmp(file + 8, brands[i], 4) == 0) {
            return true;
        }
    }
    return false;
}

static enum picture_outcome decode(const unsigned char *file, size_t n, struct pixels *ret, int *ret_orientation)
{
    if (n == 0) {
        return PICTURE_EMPTY;
    }
    if (starts(file, n, "\xFF\xD8\xFF", 3)) {
        *ret_orientation = exif_of_jpeg(file, n);
        return read_jpeg(file, n, ret);
    }
    if (starts(file, n, "\x89PNG\r\n\x1A\n", 8)) {
        *ret_orientation = exif_of_png(file, n);
        return read_png(file, n, ret);
    }
    if (starts(file, n, "RIFF", 4) && n >= 16 && memcmp(file + 8, "WEBPVP8", 7) == 0) {
        *ret_orientation = exif_of_webp(file, n);
        return read_webp(file, n, ret);
    }
    return is_heic(file, n) ? PICTURE_HEIC : PICTURE_UNKNOWN;
}

static enum err upright(struct pixels *pixels, int orientation, uint32_t side_max)
{
    struct pixels smaller = {.rgb = NULL};
    struct pixels turned = {.rgb = NULL};
    enum err err = pixels_shrink(pixels, side_max, &smaller);
    pixels_close(pixels);
    err = err == OK ? pixels_turn(&smaller, orientation, &turned) : err;
    pixels_close(&smaller);
    *pixels = turned;
    return err;
}

/* As good as fits into bytes_max; 0: it does not fit. */
static size_t compress(tjhandle handle, const struct pixels *pixels, unsigned char *out, size_t bytes_max)
{
    size_t made = 0;
    for (int quality = QUALITY_BEST; made == 0 && quality >= QUALITY_WORST; quality -= QUALITY_STEP) {
        unsigned char *jpeg = NULL; /* the library's own */
        unsigned long n = 0;
        int rc = tjCompress2(handle, pixels->rgb, (int)pixels->width, 0, (int)pixels->height, TJPF_RGB, &jpeg, &n,
                             TJSAMP_420, quality, 0);
        if (rc == 0 && n <= bytes_max) {
            memcpy(out, jpeg, n);
            made = n;
        }
        tjFree(jpeg);
    }
    return made;
}

/* Noise does not compress: then the picture becomes smaller until it fits. */
static size_t write_within(tjhandle handle, const struct pixels *pixels, uint32_t side, unsigned char *out,
                           size_t bytes_max, struct picture_head *head)
{
    size_t made = 0;
    for (; made == 0 && side >= SMALL_SIDE_MIN; side = side * 3 / 4) {
        struct pixels smaller = {.rgb = NULL};
        if (pixels_shrink(pixels, side, &smaller) == OK) {
            made = compress(handle, &smaller, out, bytes_max);
            head->width = smaller.width;
            head->height = smaller.height;
        }
        pixels_close(&smaller);
    }
    return made;
}

static bool write_both(const struct pixels *pixels, struct picture_head *head, unsigned char *out)
{
    struct picture_head ignored;
    tjhandle handle = tjInitCompress();
    if (handle == NULL) {
        return false;
    }
    head->bytes = (uint32_t)write_within(handle, pixels, picture_limits.side_max, out, PICTURE_MADE_BYTES_MAX, head);
    head->small_bytes = (uint32_t)write_within(handle, pixels, picture_limits.small_side_max, out + head->bytes,
                                               PICTURE_SMALL_BYTES_MAX, &ignored);
    tjDestroy(handle);
    return head->bytes > 0 && head->small_bytes > 0;
}

size_t remake(const unsigned char *file, size_t n, unsigned char *out)
{
    struct pixels pixels = {.rgb = NULL};
    struct picture_head head = {.outcome = PICTURE_MADE};
    int orientation = 1;
    head.outcome = decode(file, n, &pixels, &orientation);
    if (head.outcome == PICTURE_MADE && upright(&pixels, orientation, picture_limits.side_max) != OK) {
        head.outcome = PICTURE_HUGE;
    }
    if (head.outcome == PICTURE_MADE && !write_both(&pixels, &head, out + PICTURE_HEAD_BYTES)) {
        head.outcome = PICTURE_BROKEN;
    }
    if (head.outcome != PICTURE_MADE) {
        head = (struct picture_head){.outcome = head.outcome};
    }
    pixels_close(&pixels);
    picture_head_put(&head, out);
    return PICTURE_HEAD_BYTES + head.bytes + head.small_bytes;
}

void remake_warm_up(unsigned char *out)
{
    enum { SIDE = 64 };
    static unsigned char grey[SIDE * SIDE * PIXELS_BYTES_EACH];
    static unsigned char file[PICTURE_SMALL_BYTES_MAX];
    const struct pixels pixels = {.rgb = grey, .width = SIDE, .height = SIDE};
    tjhandle handle = tjInitCompress();
    if (handle != NULL) {
        size_t n = compress(handle, &pixels, file, sizeof file);
        tjDestroy(handle);
        size_t ignored = remake(file, n, out);
        (void)ignored;
    }
}
