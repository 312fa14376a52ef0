/* Where time enters the program: see clock.h. */
#include "base/clock.h"

#include <assert.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/civil.h"
#include "base/str.h"

#include "base/banned.h"

static char file_path[512];
static atomic_bool pinned;
static _Atomic int64_t pinned_ms;

static int64_t read_ms(clockid_t id)
{
    struct timespec ts;
    int rc = clock_gettime(id, &ts);
    assert(rc == 0);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* A half-written or missing file leaves the last good instant standing. */
static enum err read_file(void)
{
    char text[64];
    int fd = open(file_path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return ERR_IO;
    }
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    while (n > 0 && (text[n - 1] == '\n' || text[n - 1] == ' ')) {
        n--;
    }
    int64_t instant_ms;
    enum err err = n <= 0 ? ERR_INVALID : civil_parse_instant((struct str){text, (size_t)n}, &instant_ms);
    if (err == OK) {
        pinned_ms = instant_ms;
    }
    return err;
}

int64_t clock_now_ms(void)
{
    if (!pinned) {
        return read_ms(CLOCK_REALTIME);
    }
    if (file_path[0] != '\0') {
        enum err ignored = read_file();
        (void)ignored;
    }
    return pinned_ms;
}

int64_t clock_mono_ms(void)
{
    return read_ms(CLOCK_MONOTONIC);
}

int64_t clock_mono_us(void)
{
    struct timespec ts;
    int rc = clock_gettime(CLOCK_MONOTONIC, &ts);
    assert(rc == 0);
    return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

int64_t clock_coarse_ms(void)
{
    return read_ms(CLOCK_MONOTONIC_COARSE);
}

enum err clock_follow_file(const char *path)
{
    enum err err = str_copy(str_of(path), file_path, sizeof file_path);
    if (err != OK) {
        return err;
    }
    err = read_file();
    if (err != OK) {
        file_path[0] = '\0';
        return err;
    }
    pinned = true;
    return OK;
}

void clock_pin(int64_t now_ms)
{
    pinned_ms = now_ms;
    pinned = true;
}
