/* See pictures.h. */
#include "pictures.h"

#include <png.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <turbojpeg.h>
#include <webp/encode.h>

#include "test.h"

#include "base/banned.h"

enum { WIDTH = PICTURES_WIDTH, HEIGHT = PICTURES_HEIGHT, EACH = 3 };

unsigned char pictures_file[PICTURES_FILE_MAX];
size_t pictures_n;

/* The left half is red, the right half is blue, the lowest quarter is green: which way is up can be seen. */
static void paint(unsigned char *rgb, int width, int height)
{
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            unsigned char *p = rgb + ((size_t)y * (size_t)width + (size_t)x) * EACH;
            bool low = y >= height * 3 / 4;
            p[0] = !low && x < width / 2 ? 230 : 10;
            p[1] = low ? 230 : 10;
            p[2] = !low && x >= width / 2 ? 230 : 10;
        }
    }
}

static unsigned char *painted(int width, int height)
{
    unsigned char *rgb = calloc((size_t)width * (size_t)height, EACH);
    EXPECT_NOT_NULL(rgb);
    paint(rgb, width, height);
    return rgb;
}

void pictures_jpeg_of(int width, int height, int flags)
{
    unsigned char *rgb = painted(width, height);
    unsigned char *made = NULL;
    unsigned long n = 0;
    tjhandle handle = tjInitCompress();
    EXPECT_INT(tjCompress2(handle, rgb, width, 0, height, TJPF_RGB, &made, &n, TJSAMP_444, 90, flags), 0);
    EXPECT(n <= sizeof pictures_file);
    memcpy(pictures_file, made, n);
    pictures_n = n;
    tjFree(made);
    tjDestroy(handle);
    free(rgb);
}

void pictures_jpeg(void)
{
    pictures_jpeg_of(WIDTH, HEIGHT, 0);
}

void pictures_progressive(void)
{
    pictures_jpeg_of(WIDTH, HEIGHT, TJFLAG_PROGRESSIVE);
}

void pictures_cmyk(void)
{
    static unsigned char ink[WIDTH * HEIGHT * 4];
    unsigned char *rgb = painted(WIDTH, HEIGHT);
    unsigned char *made = NULL;
    unsigned long n = 0;
    for (size_t i = 0; i < (size_t)WIDTH * HEIGHT; i++) {
        memcpy(ink + i * 4, rgb + i * EACH, EACH);
        ink[i * 4 + 3] = 255;
    }
    tjhandle handle = tjInitCompress();
    EXPECT_INT(tjCompress2(handle, ink, WIDTH, 0, HEIGHT, TJPF_CMYK, &made, &n, TJSAMP_444, 90, 0), 0);
    memcpy(pictures_file, made, n);
    pictures_n = n;
    tjFree(made);
    tjDestroy(handle);
    free(rgb);
}

static void pictures_png_as(int width, int height, png_uint_32 format, const void *points)
{
    png_image image;
    png_alloc_size_t n = sizeof pictures_file;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    image.width = (png_uint_32)width;
    image.height = (png_uint_32)height;
    image.format = format;
    EXPECT(png_image_write_to_memory(&image, pictures_file, &n, 0, points, 0, NULL) != 0);
    pictures_n = n;
}

void pictures_png(void)
{
    unsigned char *rgb = painted(WIDTH, HEIGHT);
    pictures_png_as(WIDTH, HEIGHT, PNG_FORMAT_RGB, rgb);
    free(rgb);
}

void pictures_clear_png(void)
{
    static unsigned char clear[WIDTH * HEIGHT * 4];
    pictures_png_as(WIDTH, HEIGHT, PNG_FORMAT_RGBA, clear);
}

void pictures_dot(void)
{
    static const unsigned char dot[EACH] = {1, 2, 3};
    pictures_png_as(1, 1, PNG_FORMAT_RGB, dot);
}

void pictures_webp(void)
{
    unsigned char *rgb = painted(WIDTH, HEIGHT);
    uint8_t *made = NULL;
    pictures_n = WebPEncodeRGB(rgb, WIDTH, HEIGHT, WIDTH * EACH, 90.0F, &made);
    EXPECT(pictures_n > 0);
    memcpy(pictures_file, made, pictures_n);
    WebPFree(made);
    free(rgb);
}

void pictures_clear_webp(void)
{
    static unsigned char clear[WIDTH * HEIGHT * 4];
    uint8_t *made = NULL;
    pictures_n = WebPEncodeLosslessRGBA(clear, WIDTH, HEIGHT, WIDTH * 4, &made);
    EXPECT(pictures_n > 0);
    memcpy(pictures_file, made, pictures_n);
    WebPFree(made);
}

static void put(const void *bytes, size_t n)
{
    memcpy(pictures_file + pictures_n, bytes, n);
    pictures_n += n;
}

void pictures_empty(void)
{
    pictures_n = 0;
}

static void halve(void)
{
    pictures_n /= 2;
}

void pictures_half_jpeg(void)
{
    pictures_jpeg_of(640, 480, 0);
    halve();
}

void pictures_half_progressive(void)
{
    pictures_jpeg_of(640, 480, TJFLAG_PROGRESSIVE);
    halve();
}

void pictures_half_png(void)
{
    pictures_png();
    halve();
}

void pictures_half_webp(void)
{
    pictures_webp();
    halve();
}

void pictures_jpeg_head(void)
{
    pictures_n = 0;
    put("\xFF\xD8\xFF\xE0", 4);
}

/* A picture, and behind it an archive: what is kept is the picture. */
void pictures_polyglot(void)
{
    pictures_jpeg();
    put("PK\x03\x04 here a program could stand", 30);
}

void pictures_page(void)
{
    static const char page[] = "<!doctype html><script>alert(1)</script>";
    pictures_n = 0;
    put(page, sizeof page - 1);
}

void pictures_drawing(void)
{
    static const char drawing[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
    pictures_n = 0;
    put(drawing, sizeof drawing - 1);
}

void pictures_gif(void)
{
    pictures_n = 0;
    put("GIF89a\x01\0\x01\0\0\0\0;", 14);
}

void pictures_paper(void)
{
    pictures_n = 0;
    put("%PDF-1.7\n", 9);
}

void pictures_heic(void)
{
    pictures_n = 0;
    put("\0\0\0\x18"
        "ftypheic\0\0\0\0mif1heic",
        24);
}

/* 30,000 points by 30,000 that would fill 2.7 GB: said in 33 bytes. */
void pictures_bomb(void)
{
    pictures_png();
    static const unsigned char huge[8] = {0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30};
    memcpy(pictures_file + 16, huge, sizeof huge);
    /* The checksum of the chunk, so that it is the size that is refused. */
    static const unsigned char sum[4] = {0xE9, 0x45, 0x6F, 0xED};
    memcpy(pictures_file + 29, sum, sizeof sum);
}

void pictures_wide_jpeg(void)
{
    pictures_jpeg();
    for (size_t i = 2; i + 9 < pictures_n; i++) {
        if (pictures_file[i] == 0xFF && pictures_file[i + 1] == 0xC0) {
            static const unsigned char huge[4] = {0xFF, 0, 0xFF, 0};
            memcpy(pictures_file + i + 5, huge, sizeof huge);
            return;
        }
    }
}

void pictures_insert(size_t at, const void *bytes, size_t n)
{
    memmove(pictures_file + at + n, pictures_file + at, pictures_n - at);
    memcpy(pictures_file + at, bytes, n);
    pictures_n += n;
}

void pictures_moving_png(void)
{
    pictures_png();
    pictures_insert(33,
                    "\0\0\0\x08"
                    "acTL"
                    "\0\0\0\x02\0\0\0\0"
                    "\xF3\x8D\x93\x70",
                    20);
}

void pictures_moving_webp(void)
{
    static const unsigned char moving[] = "RIFF\x2A\0\0\0WEBPVP8X\x0A\0\0\0\x02\0\0\0\x2F\0\0\x1F\0\0"
                                          "ANIM\x06\0\0\0\xFF\xFF\xFF\xFF\0\0";
    pictures_n = 0;
    put(moving, sizeof moving - 1);
}

void pictures_noise(void)
{
    enum { SIDE = 900 };
    unsigned char *rgb = calloc((size_t)SIDE * SIDE, EACH);
    uint32_t state = 1;
    EXPECT_NOT_NULL(rgb);
    for (size_t i = 0; i < (size_t)SIDE * SIDE * EACH; i++) {
        state = state * 1664525U + 1013904223U;
        rgb[i] = (unsigned char)(state >> 24);
    }
    pictures_png_as(SIDE, SIDE, PNG_FORMAT_RGB, rgb);
    free(rgb);
}
