/* gateway/outbox.c on a real disk. */
#include "test.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/civil.h"
#include "folder.h"
#include "outbox.h"

#include "base/banned.h"

static const char *why;

static struct outbox *opened(int64_t epoch)
{
    struct outbox *outbox = NULL;
    why = "";
    EXPECT_OK(outbox_open(test_dir(), "n01/n01-door", epoch, &outbox, &why));
    return outbox;
}

static struct str payload_of(int64_t seq)
{
    static char text[64];
    static struct buf buf;
    buf_init(&buf, text, sizeof text);
    buf_puts(&buf, "touch ");
    buf_int(&buf, seq);
    return buf_view(&buf);
}

static enum err add(struct outbox *outbox)
{
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    int64_t seq = outbox_next(outbox);
    memset(signature, (int)(seq % 251), sizeof signature);
    return outbox_add(outbox, 1000 + seq, payload_of(seq), signature);
}

/* Everything unsent, in order; returns how many, ends at the first gap. */
static int64_t unsent_from(struct outbox *outbox, int64_t epoch, int64_t first)
{
    struct outbox_tap tap;
    int64_t seq = first - 1;
    while (outbox_after(outbox, epoch, seq, &tap) == OK && tap.epoch == epoch) {
        EXPECT_INT(tap.seq, seq + 1);
        EXPECT_STR(tap.payload, payload_of(tap.seq).p);
        EXPECT_INT(tap.signature[0], tap.seq % 251);
        seq = tap.seq;
    }
    return seq - first + 1;
}

TEST("R-ATT-09 what was added is there after a reopening, in order, without gaps, byte for byte")
{
    struct outbox *outbox = opened(1);
    for (int i = 0; i < 100; i++) {
        EXPECT_OK(add(outbox));
    }
    EXPECT_INT(outbox_backlog(outbox), 100);
    outbox_close(outbox);
    outbox = opened(1);
    EXPECT_INT(outbox_next(outbox), 101);
    EXPECT_INT(outbox_backlog(outbox), 100);
    EXPECT_INT(unsent_from(outbox, 1, 1), 100);
    outbox_close(outbox);
}

/* A process that adds as fast as it can and answers each with one byte. */
static void add_until_killed(int answers)
{
    struct outbox *outbox = opened(1);
    for (;;) {
        char c = add(outbox) == OK ? '+' : '-';
        if (write(answers, &c, 1) != 1) {
            _exit(1);
        }
    }
}

/* Kills such a process in the middle; how many it answered. */
static int64_t answered_until_kill(int64_t enough)
{
    int answers[2];
    int64_t n = 0;
    char c;
    EXPECT_INT(pipe(answers), 0);
    pid_t child = fork();
    if (child == 0) {
        add_until_killed(answers[1]);
    }
    close(answers[1]);
    for (; n < enough && read(answers[0], &c, 1) == 1; n++) {
        EXPECT_INT(c, '+');
    }
    kill(child, SIGKILL);
    while (read(answers[0], &c, 1) == 1) {
        n++;
    }
    close(answers[0]);
    EXPECT_INT(waitpid(child, NULL, 0), child);
    return n;
}

TEST("R-ATT-09 what was answered survives kill -9 at any moment")
{
    int64_t had = 0;
    for (int round = 0; round < 10; round++) {
        int64_t n = answered_until_kill(20 + round);
        struct outbox *outbox = opened(1);
        int64_t last = outbox_next(outbox) - 1;
        EXPECT(last - had == n || last - had == n + 1); /* one may be committed and not yet answered */
        had = last;
        EXPECT_INT(unsent_from(outbox, 1, 1), last);
        outbox_close(outbox);
    }
}

TEST("only what is receipted is not sent again, and a receipt for more than was given out is refused")
{
    struct outbox *outbox = opened(1);
    for (int i = 0; i < 10; i++) {
        EXPECT_OK(add(outbox));
    }
    EXPECT_OK(outbox_receipted(outbox, 1, 4, 5000));
    EXPECT_INT(outbox_backlog(outbox), 6);
    EXPECT_INT(unsent_from(outbox, 1, 5), 6);
    EXPECT_OK(outbox_receipted(outbox, 1, 2, 5000)); /* too low: changes nothing */
    EXPECT_INT(outbox_backlog(outbox), 6);
    EXPECT_INT(outbox_receipted(outbox, 1, 11, 5000), ERR_INVALID);
    EXPECT_INT(outbox_receipted(outbox, 2, 1, 5000), ERR_INVALID);
    EXPECT_INT(outbox_backlog(outbox), 6);
    EXPECT_OK(outbox_receipted(outbox, 1, 10, 5000));
    EXPECT_INT(outbox_backlog(outbox), 0);
    outbox_close(outbox);
}

TEST("a server restored from yesterday's backup gets everything again from the number it asks for")
{
    struct outbox *outbox = opened(1);
    int64_t n = 0;
    for (int i = 0; i < 10; i++) {
        EXPECT_OK(add(outbox));
    }
    EXPECT_OK(outbox_receipted(outbox, 1, 10, 5000));
    EXPECT_OK(outbox_resend(outbox, 1, 7, &n));
    EXPECT_INT(n, 4);
    EXPECT_INT(unsent_from(outbox, 1, 7), 4);
    outbox_close(outbox);
}

TEST("what is receipted is kept thirty days and then forgotten, what is not is kept for ever, and no number is used "
     "twice")
{
    int64_t n = 0;
    struct outbox *outbox = opened(1);
    for (int i = 0; i < 10; i++) {
        EXPECT_OK(add(outbox));
    }
    EXPECT_OK(outbox_receipted(outbox, 1, 8, 5000));
    EXPECT_OK(outbox_prune(outbox, 5000 + 30 * CIVIL_MS_PER_DAY, &n));
    EXPECT_INT(n, 0);
    EXPECT_OK(outbox_prune(outbox, 5001 + 30 * CIVIL_MS_PER_DAY, &n));
    EXPECT_INT(n, 8);
    EXPECT_OK(outbox_receipted(outbox, 1, 10, 5000));
    EXPECT_OK(outbox_prune(outbox, 5001 + 30 * CIVIL_MS_PER_DAY, &n));
    EXPECT_INT(n, 2);
    outbox_close(outbox);
    outbox = opened(1);
    EXPECT_INT(outbox_next(outbox), 11);
    outbox_close(outbox);
}

TEST("a new enrolment counts from one again and still sends what the old one left")
{
    struct outbox_tap tap;
    struct outbox *outbox = opened(1);
    EXPECT_OK(add(outbox));
    EXPECT_OK(add(outbox));
    outbox_close(outbox);
    outbox = opened(3);
    EXPECT_INT(outbox_next(outbox), 1);
    EXPECT_OK(add(outbox));
    EXPECT_INT(outbox_backlog(outbox), 3);
    EXPECT_OK(outbox_receipted(outbox, 3, 1, 5000));
    EXPECT_OK(outbox_after(outbox, 0, 0, &tap));
    EXPECT_INT(tap.epoch, 1);
    EXPECT_INT(tap.seq, 1);
    EXPECT_INT(outbox_last(outbox, 1), 2);
    EXPECT_OK(outbox_receipted(outbox, 1, 2, 5000));
    EXPECT_INT(outbox_after(outbox, 0, 0, &tap), ERR_NOT_FOUND);
    outbox_close(outbox);
    EXPECT_INT(outbox_open(test_dir(), "n01/n01-door", 2, &outbox, &why), ERR_CONFLICT);
    EXPECT_NOT_NULL(strstr(why, "latest enrolment"));
}

TEST("another gateway's memory is refused with what to do")
{
    struct outbox *outbox = opened(1);
    outbox_close(outbox);
    EXPECT_INT(outbox_open(test_dir(), "n02/n02-door", 1, &outbox, &why), ERR_CONFLICT);
    EXPECT_NOT_NULL(strstr(why, "--data"));
    EXPECT_INT(outbox_open("/nonexistent", "n02/n02-door", 1, &outbox, &why), ERR_IO);
}

TEST("a data folder that is in use is refused until its holder ends")
{
    int first = -1;
    int second = -1;
    EXPECT_OK(folder_hold(test_path("data"), &first, &why));
    EXPECT_INT(folder_hold(test_path("data"), &second, &why), ERR_BUSY);
    EXPECT_NOT_NULL(strstr(why, "stop it first"));
    close(first);
    EXPECT_OK(folder_hold(test_path("data"), &second, &why));
    close(second);
    EXPECT_INT(folder_hold("/nonexistent/data", &second, &why), ERR_IO);
}

TEST("a small file is replaced whole and read back, and one that is too large is a limit")
{
    char text[8];
    size_t n = 0;
    EXPECT_INT(folder_read(test_path("x"), text, sizeof text, &n), ERR_NOT_FOUND);
    EXPECT_OK(folder_replace(test_dir(), "x", STR("hello")));
    EXPECT_OK(folder_replace(test_dir(), "x", STR("12345678")));
    EXPECT_OK(folder_read(test_path("x"), text, sizeof text, &n));
    EXPECT_INT(n, 8);
    EXPECT_INT(folder_read(test_path("x"), text, 7, &n), ERR_LIMIT);
}

TEST("a full disk keeps nothing and says so, and when there is room again nothing is lost and no number is used twice")
{
    struct rlimit none;
    struct outbox *outbox = opened(1);
    signal(SIGXFSZ, SIG_IGN);
    for (int i = 0; i < 5; i++) {
        EXPECT_OK(add(outbox));
    }
    EXPECT_INT(getrlimit(RLIMIT_FSIZE, &none), 0);
    struct rlimit full = {.rlim_cur = 4096, .rlim_max = none.rlim_max};
    EXPECT_INT(setrlimit(RLIMIT_FSIZE, &full), 0);
    for (int i = 0; i < 3; i++) {
        EXPECT_INT(add(outbox), ERR_IO);
    }
    EXPECT_INT(setrlimit(RLIMIT_FSIZE, &none), 0);
    EXPECT_OK(add(outbox));
    EXPECT_INT(outbox_next(outbox), 7);
    EXPECT_INT(outbox_backlog(outbox), 6);
    EXPECT_INT(unsent_from(outbox, 1, 1), 6);
    outbox_close(outbox);
    outbox = opened(1);
    EXPECT_INT(unsent_from(outbox, 1, 1), 6);
    outbox_close(outbox);
}

static void count(void *context, const struct outbox_tap *tap)
{
    int64_t *n = context;
    *n += tap->seq;
}

TEST("today's touches are walked in order, receipted or not")
{
    int64_t sum = 0;
    struct outbox *outbox = opened(1);
    for (int i = 0; i < 5; i++) {
        EXPECT_OK(add(outbox));
    }
    EXPECT_OK(outbox_receipted(outbox, 1, 4, 5000));
    EXPECT_OK(outbox_walk(outbox, 1003, count, &sum));
    EXPECT_INT(sum, 3 + 4 + 5);
    outbox_close(outbox);
}

/* Ten thousand commits on a real disk take as long as the disk likes; how long is not asked here, so they go to memory where there is some. */
TEST("R-ATT-09 ten thousand touches without a server fit and are handed out in order")
{
    char dir[] = "/dev/shm/tsubame-outbox-XXXXXX";
    bool in_memory = mkdtemp(dir) != NULL;
    struct outbox_tap tap = {.epoch = 0, .seq = 0};
    struct outbox *outbox = NULL;
    int64_t n = 0;
    EXPECT_OK(outbox_open(in_memory ? dir : test_dir(), "n01/n01-door", 1, &outbox, &why));
    for (int i = 0; i < 10000; i++) {
        EXPECT_OK(add(outbox));
    }
    while (outbox_after(outbox, tap.epoch, tap.seq, &tap) == OK) {
        n++;
        EXPECT_INT(tap.seq, n);
    }
    EXPECT_INT(n, 10000);
    EXPECT_OK(outbox_receipted(outbox, 1, 10000, 5000));
    EXPECT_INT(outbox_backlog(outbox), 0);
    outbox_close(outbox);
    if (in_memory) {
        EXPECT_INT(chdir(dir), 0);
        EXPECT_INT(unlink("outbox.db"), 0);
        EXPECT_INT(rmdir(dir), 0);
    }
}
