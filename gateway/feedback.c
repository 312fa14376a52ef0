/* See feedback.h. One write(2) per line: a reader at the other end of a pipe never sees half of it. */
#include "feedback.h"

#include <unistd.h>

#include "base/str.h"

#include "base/banned.h"

enum { LINE_BYTES = 256 };

static void say(struct buf *line, int bells)
{
    for (int i = 0; i < bells && isatty(STDOUT_FILENO) == 1; i++) {
        buf_char(line, '\a');
    }
    buf_char(line, '\n');
    ssize_t written = write(STDOUT_FILENO, line->p, line->n);
    (void)written; /* nobody listens: the touch is kept all the same */
}

void feedback_chime(int64_t epoch, int64_t seq, enum punch_meaning said)
{
    char text[LINE_BYTES];
    struct buf line;
    buf_init(&line, text, sizeof text);
    buf_puts(&line, "chime ");
    buf_int(&line, epoch);
    buf_char(&line, ' ');
    buf_int(&line, seq);
    buf_char(&line, ' ');
    buf_puts(&line, punch_word(said));
    say(&line, said == PUNCH_UNKNOWN ? 3 : 1);
}

void feedback_roll_call(int64_t children)
{
    char text[LINE_BYTES];
    struct buf line;
    buf_init(&line, text, sizeof text);
    buf_puts(&line, "roll_call ");
    buf_int(&line, children);
    say(&line, 3);
}

void feedback_sorry(const char *why)
{
    char text[LINE_BYTES];
    struct buf line;
    buf_init(&line, text, sizeof text);
    buf_puts(&line, "sorry ");
    buf_puts(&line, why);
    say(&line, 3);
}
