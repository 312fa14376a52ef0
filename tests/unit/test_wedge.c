/* readers/wedge.c: what its keys mean; and through the kernel's own input devices where this machine lets a test make one. */
#include "test.h"

#include <fcntl.h>
#include <linux/input.h>
#include <linux/uinput.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "readers/wedge.h"

#include "base/banned.h"

enum { KEYS_MAX = 128 };

static const int hex_keys[] = {KEY_0, KEY_1, KEY_2, KEY_3, KEY_4, KEY_5, KEY_6, KEY_7, KEY_8, KEY_9};

/* The key of a letter of a card number or code. */
static int key_of(char letter)
{
    switch (letter) {
    case 'A':
        return KEY_A;
    case 'B':
        return KEY_B;
    case 'C':
        return KEY_C;
    case 'P':
        return KEY_P;
    case 'S':
        return KEY_S;
    case 'T':
        return KEY_T;
    case '\n':
        return KEY_ENTER;
    case '^':
        return KEY_LEFTSHIFT;
    case 'z':
        return KEY_Z;
    default:
        return hex_keys[letter - '0'];
    }
}

/* Types; at the first whole line gives what was typed. */
static bool type(struct wedge_line *line, const char *text, int64_t *now_ms, int64_t pace_ms)
{
    for (const char *p = text; *p != '\0'; p++) {
        *now_ms += pace_ms;
        if (wedge_key(line, key_of(*p), *now_ms)) {
            return true;
        }
    }
    return false;
}

TEST("what a reader types up to Enter is one line, with shifts between its letters")
{
    struct wedge_line line = {.n = 0};
    struct reader_touch touch = {.uid_n = 0};
    int64_t now_ms = 1000;
    EXPECT(type(&line, "04^A1^B2^C3\n", &now_ms, 5));
    EXPECT(reader_read_line((struct str){line.text, line.n}, &touch));
    EXPECT_INT(touch.uid_n, 4);
    EXPECT_INT(touch.uid[1], 0xA1);
    line.n = 0;
    EXPECT(type(&line, "TSBP00112233445566778899001122334455\n", &now_ms, 5));
    EXPECT(reader_read_line((struct str){line.text, line.n}, &touch));
    EXPECT(touch.code);
}

TEST("half a line that stands still is thrown away, a key that no number has makes it no card, a long one is none")
{
    struct wedge_line line = {.n = 0};
    struct reader_touch touch = {.uid_n = 0};
    int64_t now_ms = 1000;
    EXPECT_NOT(type(&line, "04A", &now_ms, 5));
    now_ms += 600;
    EXPECT(type(&line, "04A1B2C3\n", &now_ms, 5));
    EXPECT_INT(line.n, 8);
    line.n = 0;
    EXPECT(type(&line, "04A1z2C3\n", &now_ms, 5));
    EXPECT_NOT(reader_read_line((struct str){line.text, line.n}, &touch));
    line.n = 0;
    for (int i = 0; i <= READER_LINE_BYTES; i++) {
        EXPECT_NOT(type(&line, "0", &now_ms, 1));
    }
    EXPECT(type(&line, "\n", &now_ms, 1));
    EXPECT_INT(line.n, 0);
}

TEST("what is no input device is refused in words; one that is not there is waited for")
{
    struct reader *reader;
    struct reader_touch touch;
    const char *why = "";
    EXPECT_INT(reader_open("wedge:/dev/null", &reader, &why), ERR_IO);
    EXPECT_NOT_NULL(strstr(why, "/dev/input"));
    EXPECT_OK(reader_open("wedge:/dev/input/event-of-nobody", &reader, &why));
    EXPECT_INT(reader_wait(reader, 0, &touch), READER_LOST);
    EXPECT_NOT_NULL(strstr(touch.why, "plug it in"));
    EXPECT_INT(reader_wait(reader, 10, &touch), READER_NOTHING);
    reader_close(reader);
}

/* --- a keyboard made by the kernel ------------------------------------------------------------------------------------ */

static void emit(int fd, int type_, int code, int value)
{
    struct input_event event = {.type = (__u16)type_, .code = (__u16)code, .value = value};
    EXPECT_INT(write(fd, &event, sizeof event), sizeof event);
}

/* -1: this machine has no uinput. `spec` gets the reader to open. */
static int make_keyboard(char *spec, size_t spec_bytes)
{
    char name[64];
    int fd = open("/dev/uinput", O_WRONLY | O_NONBLOCK);
    if (fd < 0) {
        return -1;
    }
    struct uinput_setup setup = {.id = {.bustype = BUS_USB, .vendor = 0xffff, .product = 0x35}, .name = "wedge"};
    ioctl(fd, UI_SET_EVBIT, EV_KEY);
    for (int key = 1; key < KEYS_MAX; key++) {
        ioctl(fd, UI_SET_KEYBIT, key);
    }
    ioctl(fd, UI_DEV_SETUP, &setup);
    if (ioctl(fd, UI_DEV_CREATE) != 0 || ioctl(fd, UI_GET_SYSNAME(sizeof name), name) < 0) {
        close(fd);
        return -1;
    }
    for (int i = 0; i < 32; i++) {
        char path[256];
        snprintf(path, sizeof path, "/sys/devices/virtual/input/%s/event%d", name, i);
        if (access(path, F_OK) == 0) {
            snprintf(spec, spec_bytes, "wedge:/dev/input/event%d", i);
            return fd;
        }
    }
    close(fd);
    return -1;
}

TEST("a keyboard of the kernel is read, lost and found again, where this machine has uinput")
{
    char spec[64];
    struct reader *reader;
    struct reader_touch touch;
    const char *why = "";
    int fd = make_keyboard(spec, sizeof spec);
    if (fd < 0) {
        print_message("not tried: this machine has no /dev/uinput\n");
        return;
    }
    EXPECT_OK(reader_open(spec, &reader, &why));
    EXPECT_INT(reader_wait(reader, 1000, &touch), READER_RETURNED);
    for (const char *p = "04A1B2C3\n"; *p != '\0'; p++) {
        emit(fd, EV_KEY, key_of(*p), 1);
        emit(fd, EV_KEY, key_of(*p), 0);
        emit(fd, EV_SYN, SYN_REPORT, 0);
    }
    EXPECT_INT(reader_wait(reader, 2000, &touch), READER_TOUCH);
    EXPECT_INT(touch.uid[0], 4);
    ioctl(fd, UI_DEV_DESTROY);
    EXPECT_INT(reader_wait(reader, 2000, &touch), READER_LOST);
    reader_close(reader);
    close(fd);
}
