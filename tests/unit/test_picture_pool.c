/* The program in its walls, as the server starts it: it lies beside this one. */
#include "http/picture_pool.h"

#include <libgen.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <turbojpeg.h>
#include <unistd.h>

#include "test.h"

#include "base/banned.h"

static const char *program(void)
{
    static char path[4096];
    static char self[3000];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    EXPECT(n > 0);
    snprintf(path, sizeof path, "%s/tsubame-photo", dirname(self));
    return path;
}

static size_t make_jpeg(unsigned char *out, int side, int flags)
{
    static unsigned char rgb[6400 * 6200 * 3];
    unsigned long n = 0;
    unsigned char *made = NULL;
    const int height = side > 6200 ? 6200 : side;
    for (size_t i = 0; i < (size_t)side * (size_t)height * 3; i++) {
        rgb[i] = (unsigned char)(i / 97 * 31);
    }
    tjhandle handle = tjInitCompress();
    EXPECT_INT(tjCompress2(handle, rgb, side, 0, height, TJPF_RGB, &made, &n, TJSAMP_444, 40, flags), 0);
    EXPECT(n <= PICTURE_BYTES_MAX);
    memcpy(out, made, n);
    tjFree(made);
    tjDestroy(handle);
    return n;
}

TEST("R-CB-07: a picture is made anew by a program in walls, and a refusal comes out of them too")
{
    struct pictures *pictures = pictures_open(program());
    struct picture_desk desk;
    bool died;
    EXPECT_OK(pictures_desk(pictures, &desk));
    size_t n = make_jpeg(desk.in, 2000, 0);
    EXPECT_OK(pictures_make(pictures, &desk, n, &died));
    EXPECT_NOT(died);
    EXPECT_INT(desk.head.outcome, PICTURE_MADE);
    EXPECT_INT(desk.head.width, 1600);
    EXPECT_MEM(desk.made.p, "\xFF\xD8\xFF", 3);
    EXPECT_MEM(desk.small.p, "\xFF\xD8\xFF", 3);
    memcpy(desk.in, "GIF89a", 6);
    EXPECT_OK(pictures_make(pictures, &desk, 6, &died));
    EXPECT_NOT(died);
    EXPECT_INT(desk.head.outcome, PICTURE_UNKNOWN);
    pictures_desk_return(pictures, &desk);
    pictures_close(pictures);
}

TEST("the largest picture that is decoded fits into the memory that the program may have, also a progressive one")
{
    struct pictures *pictures = pictures_open(program());
    struct picture_desk desk;
    bool died;
    EXPECT_OK(pictures_desk(pictures, &desk));
    size_t n = make_jpeg(desk.in, 6400, TJFLAG_PROGRESSIVE);
    EXPECT_OK(pictures_make(pictures, &desk, n, &died));
    EXPECT_NOT(died);
    EXPECT_INT(desk.head.outcome, PICTURE_MADE);
    pictures_desk_return(pictures, &desk);
    pictures_close(pictures);
}

static const char *script(const char *text)
{
    const char *path = test_path("program");
    FILE *file = fopen(path, "w");
    EXPECT_NOT_NULL(file);
    fputs(text, file);
    fclose(file);
    EXPECT_INT(chmod(path, 0700), 0);
    return path;
}

TEST("a program that dies, or talks nonsense, has met a broken picture; one that is not there is our failure")
{
    static const char *const texts[] = {"#!/bin/sh\nkill -SYS $$\n", "#!/bin/sh\necho TSP1\n", "#!/bin/sh\ncat\n"};
    struct picture_desk desk;
    bool died;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct pictures *pictures = pictures_open(script(texts[i]));
        EXPECT_OK(pictures_desk(pictures, &desk));
        memset(desk.in, 'x', 100);
        EXPECT_OK(pictures_make(pictures, &desk, 100, &died));
        EXPECT(died);
        EXPECT_INT(desk.head.outcome, PICTURE_BROKEN);
        pictures_desk_return(pictures, &desk);
        pictures_close(pictures);
    }
    struct pictures *pictures = pictures_open("/nonexistent");
    EXPECT_OK(pictures_desk(pictures, &desk));
    EXPECT_INT(pictures_make(pictures, &desk, 1, &died), ERR_IO);
    pictures_desk_return(pictures, &desk);
    pictures_close(pictures);
}

static void *give_back(void *arg)
{
    struct picture_desk *desk = arg;
    pictures_desk_return((struct pictures *)desk->answer, desk);
    return NULL;
}

TEST("two are made at once, a third waits until one is done, and finds nothing of the one before")
{
    struct pictures *pictures = pictures_open("/nonexistent");
    struct picture_desk first;
    struct picture_desk second;
    struct picture_desk third;
    pthread_t thread;
    EXPECT_OK(pictures_desk(pictures, &first));
    EXPECT_OK(pictures_desk(pictures, &second));
    memset(first.in, 'x', 1000);
    struct picture_desk back = {.in = first.in, .answer = (unsigned char *)pictures};
    EXPECT_INT(pthread_create(&thread, NULL, give_back, &back), 0);
    EXPECT_OK(pictures_desk(pictures, &third));
    pthread_join(thread, NULL);
    EXPECT(third.in == first.in);
    EXPECT_INT(third.in[500], 0);
    pictures_desk_return(pictures, &second);
    pictures_desk_return(pictures, &third);
    pictures_close(pictures);
}
