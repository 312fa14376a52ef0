/* readers/reader.c and readers/simulated.c; pcsc.c without a pcscd to talk to is tested by the journeys. */
#include "test.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "readers/reader.h"

#include "base/banned.h"

static struct reader *reader;
static struct reader_touch touch;
static int writer = -1;

static void open_fifo(void)
{
    char spec[600];
    struct buf buf;
    const char *why = "";
    buf_init(&buf, spec, sizeof spec);
    buf_puts(&buf, "simulated:");
    buf_puts(&buf, test_path("cards"));
    EXPECT_OK(reader_open(spec, &reader, &why));
    EXPECT_INT(reader_wait(reader, 0, &touch), READER_RETURNED);
    EXPECT_STR(touch.name, "simulated");
    writer = open(test_path("cards"), O_WRONLY);
    EXPECT(writer >= 0);
}

static void put(const char *text)
{
    EXPECT_INT(write(writer, text, strlen(text)), strlen(text));
}

static void expect_touch(const char *hex)
{
    char had[2 * CARD_NUMBER_BYTES + 1];
    EXPECT_INT(reader_wait(reader, 2000, &touch), READER_TOUCH);
    str_hex(touch.uid, touch.uid_n, had);
    EXPECT_STR(had, hex);
}

TEST("each line written to the FIFO is a card touched, of four, seven or eight bytes")
{
    open_fifo();
    put("04a1b2c3\n04A1B2C3D4E5F6\n 0114b34c5e1a2b3c \r\n");
    expect_touch("04a1b2c3");
    expect_touch("04a1b2c3d4e5f6");
    expect_touch("0114b34c5e1a2b3c");
    EXPECT_INT(reader_wait(reader, 0, &touch), READER_NOTHING);
    reader_close(reader);
}

TEST("a malformed line is told and the next line is a card again")
{
    static const char *const wrong[] = {
        "\n",         "04a1b2c\n",
        "04a1b2cg\n", "04a1b2c3d4\n",
        "hello\n",    "0114b34c5e1a2b3c0114b34c5e1a2b3c0114b34c5e1a2b3c0114b34c5e1a2b3c0114b34c5e1a2b3c0114b34c\n"};
    open_fifo();
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        put(wrong[i]);
        EXPECT_INT(reader_wait(reader, 2000, &touch), READER_UNREADABLE);
        EXPECT_NOT_NULL(touch.why);
        put("04a1b2c3\n");
        expect_touch("04a1b2c3");
    }
    reader_close(reader);
}

TEST("a line that arrives in pieces is one card")
{
    open_fifo();
    put("04a1");
    EXPECT_INT(reader_wait(reader, 20, &touch), READER_NOTHING);
    put("b2c3\n");
    expect_touch("04a1b2c3");
    reader_close(reader);
}

TEST("a writer that closes the FIFO does not end the reader")
{
    open_fifo();
    for (int i = 0; i < 3; i++) {
        put("04a1b2c3\n");
        close(writer);
        expect_touch("04a1b2c3");
        EXPECT_INT(reader_wait(reader, 10, &touch), READER_NOTHING);
        writer = open(test_path("cards"), O_WRONLY | O_NONBLOCK);
        EXPECT(writer >= 0);
    }
    reader_close(reader);
}

TEST("a phone's throw-away identifier is marked")
{
    open_fifo();
    put("08a1b2c3\n04a1b2c3\n08a1b2c3d4e5f6\n");
    expect_touch("08a1b2c3");
    EXPECT(touch.throwaway);
    expect_touch("04a1b2c3");
    EXPECT_NOT(touch.throwaway);
    expect_touch("08a1b2c3d4e5f6");
    EXPECT_NOT(touch.throwaway);
    reader_close(reader);
}

TEST("a path that is no FIFO, and a word that is no reader, are refused with what to do")
{
    char spec[600];
    struct buf buf;
    const char *why = NULL;
    int fd = open(test_path("file"), O_CREAT | O_WRONLY, 0600);
    close(fd);
    buf_init(&buf, spec, sizeof spec);
    buf_puts(&buf, "simulated:");
    buf_puts(&buf, test_path("file"));
    EXPECT_INT(reader_open(spec, &reader, &why), ERR_IO);
    EXPECT_NOT_NULL(why);
    EXPECT_INT(reader_open("wedge:/dev/null", &reader, &why), ERR_IO);
    EXPECT_NOT_NULL(strstr(why, "event device"));
    EXPECT_INT(reader_open("", &reader, &why), ERR_INVALID);
}
