/* See simulated.h. The FIFO is opened for reading and writing, so that the last writer leaving is not an end of file. */
#include "readers/simulated.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/secret.h"

#include "base/banned.h"

struct simulated {
    int fd;
    char text[READER_LINE_BYTES]; /* read and not yet handed out */
    size_t n;
    bool skipping; /* inside a line longer than any card number */
    bool announced;
};

enum err simulated_open(const char *path, void **ret, const char **why)
{
    struct stat st;
    if (mkfifo(path, 0600) != 0 && errno != EEXIST) {
        *why = "the FIFO of the simulated reader cannot be made: check its folder";
        return ERR_IO;
    }
    int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) != 0 || !S_ISFIFO(st.st_mode)) {
        *why = "what stands at the simulated reader's path is no FIFO that can be opened: choose another path";
        if (fd >= 0) {
            close(fd);
        }
        return ERR_IO;
    }
    struct simulated *self = calloc(1, sizeof *self);
    if (self == NULL) {
        abort();
    }
    self->fd = fd;
    *ret = self;
    return OK;
}

/* Takes `used` bytes from the front. */
static void drop(struct simulated *self, size_t used)
{
    assert(used <= self->n);
    memmove(self->text, self->text + used, self->n - used);
    self->n -= used;
    secret_wipe(self->text + self->n, used);
}

/* Hands out the next whole line, if one is there. */
static enum reader_event next_line(struct simulated *self, struct reader_touch *ret)
{
    char *end = memchr(self->text, '\n', self->n);
    if (end == NULL) {
        if (self->n == sizeof self->text) {
            self->skipping = true;
            drop(self, self->n);
        }
        return READER_NOTHING;
    }
    size_t line_n = (size_t)(end - self->text);
    bool whole = !self->skipping;
    self->skipping = false;
    bool good = whole && reader_read_line((struct str){self->text, line_n}, ret);
    drop(self, line_n + 1);
    enum err err = str_copy(STR("simulated"), ret->name, sizeof ret->name);
    assert(err == OK);
    ret->why = !good ? "write each card as 8, 14 or 16 hexadecimal digits and a line break" : NULL;
    return good ? READER_TOUCH : READER_UNREADABLE;
}

static void fill(struct simulated *self, int timeout_ms)
{
    struct pollfd waited = {.fd = self->fd, .events = POLLIN};
    if (poll(&waited, 1, timeout_ms) == 1) {
        ssize_t n = read(self->fd, self->text + self->n, sizeof self->text - self->n);
        self->n += n > 0 ? (size_t)n : 0;
    }
}

static enum reader_event simulated_wait(void *self_, int timeout_ms, struct reader_touch *ret)
{
    struct simulated *self = self_;
    int64_t until_ms = clock_mono_ms() + timeout_ms;
    if (!self->announced) {
        self->announced = true;
        enum err err = str_copy(STR("simulated"), ret->name, sizeof ret->name);
        assert(err == OK);
        return READER_RETURNED;
    }
    for (;;) {
        enum reader_event event = next_line(self, ret);
        int64_t left_ms = until_ms - clock_mono_ms();
        if (event != READER_NOTHING || left_ms <= 0) {
            return event;
        }
        size_t had = self->n;
        fill(self, (int)left_ms);
        if (self->n == had) {
            return READER_NOTHING; /* the time is over, or a signal came */
        }
    }
}

static void simulated_close(void *self_)
{
    struct simulated *self = self_;
    close(self->fd);
    secret_wipe(self->text, sizeof self->text);
    free(self);
}

const struct reader_kind simulated_kind = {simulated_wait, simulated_close, NULL};
