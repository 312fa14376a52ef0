/* See wedge.h. Keys are read as the kernel numbers them, so the keyboard layout of the box does not matter. */
#include "readers/wedge.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/secret.h"

#include "base/banned.h"

enum { PATH_BYTES = 512, STILL_MS = 500, TRY_MS = 500, EVENTS = 32, PRESSED = 1 };

struct wedge {
    char path[PATH_BYTES];
    int fd; /* -1: it is not there */
    bool told;
    bool had; /* as last told */
    struct wedge_line line;
    struct input_event events[EVENTS];
    size_t events_n;
    size_t next;
};

/* The letter of a key, NUL for those that no number has. */
static char letter_of(int key)
{
    static const char letters[] = {
        [KEY_1] = '1',   [KEY_2] = '2',   [KEY_3] = '3',   [KEY_4] = '4',   [KEY_5] = '5',   [KEY_6] = '6',
        [KEY_7] = '7',   [KEY_8] = '8',   [KEY_9] = '9',   [KEY_0] = '0',   [KEY_KP1] = '1', [KEY_KP2] = '2',
        [KEY_KP3] = '3', [KEY_KP4] = '4', [KEY_KP5] = '5', [KEY_KP6] = '6', [KEY_KP7] = '7', [KEY_KP8] = '8',
        [KEY_KP9] = '9', [KEY_KP0] = '0', [KEY_A] = 'A',   [KEY_B] = 'B',   [KEY_C] = 'C',   [KEY_D] = 'D',
        [KEY_E] = 'E',   [KEY_F] = 'F',   [KEY_G] = 'G',   [KEY_H] = 'H',   [KEY_I] = 'I',   [KEY_J] = 'J',
        [KEY_K] = 'K',   [KEY_L] = 'L',   [KEY_M] = 'M',   [KEY_N] = 'N',   [KEY_O] = 'O',   [KEY_P] = 'P',
        [KEY_Q] = 'Q',   [KEY_R] = 'R',   [KEY_S] = 'S',   [KEY_T] = 'T',   [KEY_U] = 'U',   [KEY_V] = 'V',
        [KEY_W] = 'W',   [KEY_X] = 'X',   [KEY_Y] = 'Y',   [KEY_Z] = 'Z',
    };
    return key >= 0 && (size_t)key < sizeof letters ? letters[key] : '\0';
}

static bool shifts(int key)
{
    return key == KEY_LEFTSHIFT || key == KEY_RIGHTSHIFT || key == KEY_CAPSLOCK || key == KEY_NUMLOCK;
}

bool wedge_key(struct wedge_line *line, int key, int64_t now_ms)
{
    if (line->n > 0 && now_ms - line->typed_ms > STILL_MS) {
        secret_wipe(line->text, sizeof line->text);
        line->n = 0;
        line->too_long = false;
    }
    line->typed_ms = now_ms;
    if (shifts(key)) {
        return false;
    }
    if (key == KEY_ENTER || key == KEY_KPENTER || key == KEY_TAB) {
        line->n = line->too_long ? 0 : line->n;
        return true;
    }
    if (line->n == sizeof line->text) {
        line->too_long = true;
        return false;
    }
    char letter = letter_of(key);
    line->text[line->n++] = letter != '\0' ? letter : '?';
    return false;
}

/* Opens the device and takes it for us alone. */
static bool plug(struct wedge *self)
{
    self->fd = open(self->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (self->fd >= 0 && ioctl(self->fd, EVIOCGRAB, 1) != 0) {
        close(self->fd);
        self->fd = -1;
        errno = ENOTTY;
    }
    self->events_n = 0;
    self->next = 0;
    self->line.n = 0;
    return self->fd >= 0;
}

enum err wedge_open(const char *device, void **ret, const char **why)
{
    struct wedge *self = calloc(1, sizeof *self);
    if (self == NULL) {
        abort();
    }
    if (str_copy(str_of(device), self->path, sizeof self->path) != OK) {
        free(self);
        *why = "the path of the reader that types is too long";
        return ERR_INVALID;
    }
    if (!plug(self) && errno != ENOENT && errno != ENODEV) {
        free(self);
        *why = "what stands at the path of the reader that types cannot be taken: let the gateway's user read it "
               "(group input), name "
               "an event device of /dev/input, and let no other program take it";
        return ERR_IO;
    }
    *ret = self;
    return OK;
}

static enum reader_event tell(struct wedge *self, struct reader_touch *ret)
{
    bool have = self->fd >= 0;
    if (self->told && have == self->had) {
        return READER_NOTHING;
    }
    self->told = true;
    self->had = have;
    enum err err = str_copy(STR("wedge"), ret->name, sizeof ret->name);
    assert(err == OK);
    ret->why = have ? NULL : "the reader that types is not plugged in: plug it in";
    return have ? READER_RETURNED : READER_LOST;
}

static enum reader_event whole_line(struct wedge *self, struct reader_touch *ret)
{
    bool good = reader_read_line((struct str){self->line.text, self->line.n}, ret);
    secret_wipe(self->line.text, sizeof self->line.text);
    self->line.n = 0;
    self->line.too_long = false;
    enum err err = str_copy(STR("wedge"), ret->name, sizeof ret->name);
    assert(err == OK);
    ret->why = good ? NULL
                    : "the reader types something that is no card number: set it to hexadecimal digits and Enter";
    return good ? READER_TOUCH : READER_UNREADABLE;
}

/* The keys that were read and not yet looked at, up to the end of a line. */
static enum reader_event next_line(struct wedge *self, struct reader_touch *ret)
{
    while (self->next < self->events_n) {
        const struct input_event *event = &self->events[self->next++];
        if (event->type == EV_KEY && event->value == PRESSED && wedge_key(&self->line, event->code, clock_mono_ms())) {
            return whole_line(self, ret);
        }
    }
    return READER_NOTHING;
}

/* Waits for keys; a device that went away is closed. */
static void fill(struct wedge *self, int timeout_ms)
{
    struct pollfd waited = {.fd = self->fd, .events = POLLIN};
    self->events_n = 0;
    self->next = 0;
    if (poll(&waited, 1, timeout_ms) != 1) {
        return;
    }
    ssize_t n = read(self->fd, self->events, sizeof self->events);
    if (n > 0) {
        self->events_n = (size_t)n / sizeof self->events[0];
    } else if (n == 0 || (errno != EAGAIN && errno != EINTR)) {
        close(self->fd);
        self->fd = -1;
    }
}

static enum reader_event wedge_wait(void *self_, int timeout_ms, struct reader_touch *ret)
{
    struct wedge *self = self_;
    int64_t until_ms = clock_mono_ms() + timeout_ms;
    for (;;) {
        enum reader_event event = tell(self, ret);
        event = event == READER_NOTHING ? next_line(self, ret) : event;
        int64_t left_ms = until_ms - clock_mono_ms();
        if (event != READER_NOTHING || left_ms <= 0) {
            return event;
        }
        if (self->fd >= 0) {
            fill(self, (int)left_ms);
        } else if (!plug(self) && poll(NULL, 0, (int)(left_ms < TRY_MS ? left_ms : TRY_MS)) != 0) {
            return READER_NOTHING; /* a signal came */
        }
    }
}

static void wedge_close(void *self_)
{
    struct wedge *self = self_;
    if (self->fd >= 0) {
        close(self->fd);
    }
    secret_wipe(self, sizeof *self);
    free(self);
}

const struct reader_kind wedge_kind = {wedge_wait, wedge_close, NULL};
