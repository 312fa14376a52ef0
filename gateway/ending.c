/* See ending.h. DIR/ended: the epoch. */
#include "ending.h"

#include "base/log.h"
#include "folder.h"

#include "base/banned.h"

enum { PATH_BYTES = 1024, EPOCH_TEXT = 32 };

bool ending_read(const char *dir, int64_t epoch)
{
    char path[PATH_BYTES];
    char text[EPOCH_TEXT];
    size_t n = 0;
    int64_t noted = 0;
    struct buf buf;
    buf_init(&buf, path, sizeof path);
    buf_puts(&buf, dir);
    buf_puts(&buf, "/ended");
    return !buf.overflow && folder_read(path, text, sizeof text, &n) == OK &&
           str_int((struct str){text, n}, 1, INT64_MAX, &noted) == OK && noted == epoch;
}

void ending_note(const char *dir, int64_t epoch)
{
    char text[EPOCH_TEXT];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    buf_int(&buf, epoch);
    if (folder_replace(dir, "ended", buf_view(&buf)) != OK) {
        log_event(LOG_ERROR, "end_not_noted", LOG_TEXT("todo", "make room on the disk, or take the box away"));
    }
}
