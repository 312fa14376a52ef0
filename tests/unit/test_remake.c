/* What a parent or a teacher may hand in as a picture, and what becomes of it (tests/support/pictures.h makes the files). */
#include "photo/remake.h"

#include <stdlib.h>
#include <string.h>

#include "photo/exif.h"
#include "photo/pixels.h"
#include "photo/read_picture.h"
#include "pictures.h"
#include "test.h"

#include "base/banned.h"

enum { WIDTH = PICTURES_WIDTH, HEIGHT = PICTURES_HEIGHT, EACH = PIXELS_BYTES_EACH };

static unsigned char answer[PICTURE_ANSWER_BYTES_MAX];

static struct picture_head remade(void)
{
    struct picture_head head;
    /* Not a byte behind the pictures_file may be looked at. */
    unsigned char *exact = malloc(pictures_n + 1);
    EXPECT_NOT_NULL(exact);
    memcpy(exact, pictures_file, pictures_n);
    unsigned char *whole = realloc(exact, pictures_n == 0 ? 1 : pictures_n);
    EXPECT_NOT_NULL(whole);
    size_t n = remake(whole, pictures_n, answer);
    free(whole);
    EXPECT_OK(picture_head_take(answer, n, &head));
    return head;
}

TEST("R-CB-07: every kind of file is made anew or refused with what the sender is told")
{
    static const struct {
        const char *what;
        void (*make)(void);
        enum picture_outcome outcome;
    } rows[] = {
        {"a JPEG", pictures_jpeg, PICTURE_MADE},
        {"a progressive JPEG", pictures_progressive, PICTURE_MADE},
        {"a JPEG in printers' colours", pictures_cmyk, PICTURE_MADE},
        {"a PNG", pictures_png, PICTURE_MADE},
        {"a PNG that one sees through", pictures_clear_png, PICTURE_MADE},
        {"a WebP", pictures_webp, PICTURE_MADE},
        {"a WebP that one sees through", pictures_clear_webp, PICTURE_MADE},
        {"a JPEG with an archive behind it", pictures_polyglot, PICTURE_MADE},
        {"noise, which does not compress", pictures_noise, PICTURE_MADE},
        {"no byte", pictures_empty, PICTURE_EMPTY},
        {"half a JPEG", pictures_half_jpeg, PICTURE_BROKEN},
        {"half a progressive JPEG", pictures_half_progressive, PICTURE_BROKEN},
        {"half a PNG", pictures_half_png, PICTURE_BROKEN},
        {"half a WebP", pictures_half_webp, PICTURE_BROKEN},
        {"four bytes of a JPEG", pictures_jpeg_head, PICTURE_BROKEN},
        {"a page of the web called a picture", pictures_page, PICTURE_UNKNOWN},
        {"a drawing with a program in it", pictures_drawing, PICTURE_UNKNOWN},
        {"a GIF", pictures_gif, PICTURE_UNKNOWN},
        {"a PDF", pictures_paper, PICTURE_UNKNOWN},
        {"a telephone's own kind", pictures_heic, PICTURE_HEIC},
        {"a PNG of 900 million points", pictures_bomb, PICTURE_HUGE},
        {"a JPEG of 65280 by 65280", pictures_wide_jpeg, PICTURE_HUGE},
        {"a single point", pictures_dot, PICTURE_TINY},
        {"a PNG that moves", pictures_moving_png, PICTURE_MOVING},
        {"a WebP that moves", pictures_moving_webp, PICTURE_MOVING},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rows[i].make();
        struct picture_head head = remade();
        if (head.outcome != rows[i].outcome) {
            print_message("%s: %s\n", rows[i].what, picture_code(head.outcome));
        }
        EXPECT_INT(head.outcome, rows[i].outcome);
    }
}

static bool holds(const unsigned char *bytes, size_t n, const char *word)
{
    return memmem(bytes, n, word, strlen(word)) != NULL;
}

/* An EXIF block that says an orientation, a place and who made the camera, behind the first two bytes of a JPEG. */
static void add_exif(int orientation)
{
    unsigned char block[] = "\xFF\xE1\x00\x3C"
                            "Exif\0\0"
                            "MM\0\x2A\0\0\0\x08"
                            "\0\x02"
                            "\x01\x12\0\x03\0\0\0\x01\0\x06\0\0"
                            "\x01\x0F\0\x02\0\0\0\x08\0\0\0\x26"
                            "\0\0\0\0"
                            "GPSPLACE"
                            "SECRET99";
    block[2 + 2 + 6 + 8 + 2 + 9] = (unsigned char)orientation;
    pictures_insert(2, block, 2 + 0x3C);
}

TEST("R-CB-07: nothing that a camera wrote beside the picture is in what is kept")
{
    pictures_jpeg();
    add_exif(1);
    EXPECT(holds(pictures_file, pictures_n, "GPSPLACE"));
    struct picture_head head = remade();
    EXPECT_INT(head.outcome, PICTURE_MADE);
    const size_t n = PICTURE_HEAD_BYTES + head.bytes + head.small_bytes;
    EXPECT_NOT(holds(answer, n, "Exif"));
    EXPECT_NOT(holds(answer, n, "GPSPLACE"));
    EXPECT_NOT(holds(answer, n, "SECRET99"));
    pictures_polyglot();
    head = remade();
    EXPECT_NOT(holds(answer, PICTURE_HEAD_BYTES + head.bytes + head.small_bytes, "here a program"));
}

/* The colour in the middle of a quarter: 'r', 'g' or 'b'. */
static char colour(const struct pixels *pixels, uint32_t x, uint32_t y)
{
    const unsigned char *p = pixels->rgb + ((size_t)y * pixels->width + x) * EACH;
    if (p[0] > p[1] && p[0] > p[2]) {
        return 'r';
    }
    return p[1] > p[2] ? 'g' : 'b';
}

TEST("the picture stands upright however the camera was held")
{
    /* The colours at the top left, top right, bottom left and bottom right of the upright picture. */
    static const struct {
        int orientation;
        const char *corners;
    } rows[] = {{1, "rbgg"}, {2, "brgg"}, {3, "ggbr"}, {4, "ggrb"}, {5, "rgbg"},
                {6, "grgb"}, {7, "gbgr"}, {8, "bgrg"}, {9, "rbgg"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct pixels pixels;
        char corners[5] = "";
        pictures_jpeg();
        add_exif(rows[i].orientation);
        EXPECT_INT(exif_of_jpeg(pictures_file, pictures_n), rows[i].orientation > 8 ? 1 : rows[i].orientation);
        struct picture_head head = remade();
        bool lies = rows[i].orientation >= 5 && rows[i].orientation <= 8;
        EXPECT_INT(head.width, lies ? HEIGHT : WIDTH);
        EXPECT_INT(read_jpeg(answer + PICTURE_HEAD_BYTES, head.bytes, &pixels), PICTURE_MADE);
        corners[0] = colour(&pixels, 2, 2);
        corners[1] = colour(&pixels, pixels.width - 3, 2);
        corners[2] = colour(&pixels, 2, pixels.height - 3);
        corners[3] = colour(&pixels, pixels.width - 3, pixels.height - 3);
        pixels_close(&pixels);
        EXPECT_STR(corners, rows[i].corners);
    }
}

TEST("an EXIF block that lies about its lengths says nothing and is not followed")
{
    static const unsigned char blocks[][24] = {
        "\xFF\xD8\xFF\xE1\0\x14"
        "Exif\0\0"
        "MM\0\x2A\xFF\xFF\xFF\xFF",
        "\xFF\xD8\xFF\xE1\0\x14"
        "Exif\0\0"
        "MM\0\x2A\0\0\0\x08\xFF",
        "\xFF\xD8\xFF\xE1\xFF\xFF"
        "Exif\0\0"
        "II\x2A\0",
        "\xFF\xD8\xFF\xE1\0\0",
        "\xFF\xD8\xFF\xE1\0\x0A"
        "Exif\0\0"
        "MM",
    };
    for (size_t i = 0; i < sizeof blocks / sizeof blocks[0]; i++) {
        for (size_t n = 2; n <= sizeof blocks[i]; n++) {
            unsigned char *exact = malloc(n);
            EXPECT_NOT_NULL(exact);
            memcpy(exact, blocks[i], n);
            EXPECT_INT(exif_of_jpeg(exact, n), 1);
            free(exact);
        }
    }
}

TEST("a large picture becomes one of 1600 points at most, and a small one of at most 20 kB beside it")
{
    pictures_jpeg_of(3300, 2100, 0);
    struct picture_head head = remade();
    EXPECT_INT(head.width, 1600);
    EXPECT_INT(head.height, 1018);
    EXPECT(head.small_bytes <= PICTURE_SMALL_BYTES_MAX);
    pictures_noise();
    head = remade();
    EXPECT_INT(head.outcome, PICTURE_MADE);
    EXPECT(head.small_bytes <= PICTURE_SMALL_BYTES_MAX);
    EXPECT(head.bytes <= PICTURE_MADE_BYTES_MAX);
}

TEST("what shines through lies on white, and printers' colours are the same colours")
{
    struct pixels pixels;
    static void (*const makes[])(void) = {pictures_clear_png, pictures_clear_webp};
    for (size_t i = 0; i < sizeof makes / sizeof makes[0]; i++) {
        makes[i]();
        struct picture_head head = remade();
        EXPECT_INT(read_jpeg(answer + PICTURE_HEAD_BYTES, head.bytes, &pixels), PICTURE_MADE);
        EXPECT(pixels.rgb[0] >= 250);
        EXPECT(pixels.rgb[(size_t)WIDTH * HEIGHT * EACH - 1] >= 250);
        pixels_close(&pixels);
    }
    pictures_cmyk();
    struct picture_head head = remade();
    EXPECT_INT(read_jpeg(answer + PICTURE_HEAD_BYTES, head.bytes, &pixels), PICTURE_MADE);
    EXPECT_INT(colour(&pixels, 2, 2), 'r');
    EXPECT_INT(colour(&pixels, WIDTH - 3, 2), 'b');
    EXPECT_INT(colour(&pixels, 2, HEIGHT - 3), 'g');
    pixels_close(&pixels);
}
