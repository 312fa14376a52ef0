/* See exif.h. A TIFF inside a chunk inside a file: every length is checked against what is there before it is believed. */
#include "photo/exif.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/banned.h"

enum {
    UPRIGHT = 1,
    TIFF_HEAD_BYTES = 8,
    ENTRY_BYTES = 12,
    TAG_ORIENTATION = 0x0112,
    TYPE_SHORT = 3,
    MARKER_APP1 = 0xE1,
    MARKER_SCAN = 0xDA,
    CHUNK_BYTES = 8,      /* length and name */
    PNG_CHUNK_BYTES = 12, /* … and a checksum behind it */
    PNG_HEAD_BYTES = 8,
    WEBP_HEAD_BYTES = 12,
};

struct view {
    const unsigned char *p;
    size_t n;
};

static uint32_t number(const unsigned char *p, int bytes, bool little)
{
    uint32_t value = 0;
    for (int i = 0; i < bytes; i++) {
        value = value << 8 | p[little ? bytes - 1 - i : i];
    }
    return value;
}

static int of_entry(const unsigned char *entry, bool little)
{
    if (number(entry, 2, little) != TAG_ORIENTATION || number(entry + 2, 2, little) != TYPE_SHORT) {
        return 0;
    }
    uint32_t value = number(entry + 8, 2, little);
    return value >= 1 && value <= 8 ? (int)value : UPRIGHT;
}

static int of_tiff(struct view tiff)
{
    if (tiff.n >= 6 && memcmp(tiff.p, "Exif\0\0", 6) == 0) {
        tiff = (struct view){tiff.p + 6, tiff.n - 6};
    }
    if (tiff.n < TIFF_HEAD_BYTES || (memcmp(tiff.p, "II", 2) != 0 && memcmp(tiff.p, "MM", 2) != 0)) {
        return UPRIGHT;
    }
    const bool little = tiff.p[0] == 'I';
    const size_t at = number(tiff.p + 4, 4, little);
    if (at > tiff.n - 2) {
        return UPRIGHT;
    }
    const size_t entries = number(tiff.p + at, 2, little);
    for (size_t i = 0; i < entries && at + 2 + (i + 1) * ENTRY_BYTES <= tiff.n; i++) {
        int found = of_entry(tiff.p + at + 2 + i * ENTRY_BYTES, little);
        if (found != 0) {
            return found;
        }
    }
    return UPRIGHT;
}

int exif_of_jpeg(const unsigned char *file, size_t n)
{
    size_t at = 2;
    while (at + 4 <= n && file[at] == 0xFF && file[at + 1] != MARKER_SCAN) {
        const size_t bytes = number(file + at + 2, 2, false);
        if (bytes < 2 || bytes > n - at - 2) {
            return UPRIGHT;
        }
        const struct view segment = {file + at + 4, bytes - 2};
        if (file[at + 1] == MARKER_APP1 && segment.n >= 6 && memcmp(segment.p, "Exif\0\0", 6) == 0) {
            return of_tiff(segment);
        }
        at += 2 + bytes;
    }
    return UPRIGHT;
}

int exif_of_png(const unsigned char *file, size_t n)
{
    size_t at = PNG_HEAD_BYTES;
    while (at + PNG_CHUNK_BYTES <= n) {
        const size_t bytes = number(file + at, 4, false);
        if (bytes > n - at - PNG_CHUNK_BYTES) {
            return UPRIGHT;
        }
        if (memcmp(file + at + 4, "eXIf", 4) == 0) {
            return of_tiff((struct view){file + at + CHUNK_BYTES, bytes});
        }
        at += PNG_CHUNK_BYTES + bytes;
    }
    return UPRIGHT;
}

int exif_of_webp(const unsigned char *file, size_t n)
{
    size_t at = WEBP_HEAD_BYTES;
    while (at + CHUNK_BYTES <= n) {
        const size_t bytes = number(file + at + 4, 4, true);
        if (bytes > n - at - CHUNK_BYTES) {
            return UPRIGHT;
        }
        if (memcmp(file + at, "EXIF", 4) == 0) {
            return of_tiff((struct view){file + at + CHUNK_BYTES, bytes});
        }
        at += CHUNK_BYTES + bytes + (bytes & 1);
    }
    return UPRIGHT;
}
