/* Asked of programs that every Debian has. */
#include "base/helper.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "test.h"

#include "base/banned.h"

enum { OUT_BYTES = 256 * 1024 };
static unsigned char out[OUT_BYTES];
static char in[200 * 1024];

/* A program that neither reads nor writes nor ends. */
static const char *sleeper(void)
{
    const char *path = test_path("sleeper");
    FILE *file = fopen(path, "w");
    EXPECT_NOT_NULL(file);
    fputs("#!/bin/sh\nexec sleep 1000\n", file);
    fclose(file);
    EXPECT_INT(chmod(path, 0700), 0);
    return path;
}

TEST("what goes in comes out, more than any pipe holds")
{
    size_t n;
    memset(in, 'x', sizeof in);
    EXPECT_OK(helper_run("/bin/cat", (struct str){in, sizeof in}, 20000, out, sizeof out, &n));
    EXPECT_INT(n, sizeof in);
    EXPECT_MEM(out, in, sizeof in);
    EXPECT_OK(helper_run("/bin/cat", (struct str){in, 0}, 20000, out, sizeof out, &n));
    EXPECT_INT(n, 0);
}

TEST("a program that says more than there is room for is ended")
{
    size_t n;
    EXPECT_INT(helper_run("/bin/cat", (struct str){in, sizeof in}, 20000, out, 1000, &n), ERR_LIMIT);
    EXPECT_INT(n, 1000);
}

TEST("a program that never ends is ended, and so is one that takes nothing")
{
    size_t n;
    EXPECT_INT(helper_run("/usr/bin/yes", (struct str){in, 0}, 20000, out, sizeof out, &n), ERR_LIMIT);
    EXPECT_INT(helper_run(sleeper(), (struct str){in, sizeof in}, 200, out, sizeof out, &n), ERR_LIMIT);
}

TEST("a program that ends without having read is no failure; one that is not there is")
{
    size_t n;
    EXPECT_OK(helper_run("/bin/true", (struct str){in, sizeof in}, 20000, out, sizeof out, &n));
    EXPECT_INT(n, 0);
    EXPECT_INT(helper_run("/nonexistent/program", (struct str){in, 1}, 20000, out, sizeof out, &n), ERR_IO);
}

TEST("nothing of the environment goes along")
{
    size_t n;
    EXPECT_OK(helper_run("/usr/bin/env", (struct str){in, 0}, 20000, out, sizeof out, &n));
    EXPECT_INT(n, 0);
}
