/* See files.h. */
#include "cli/files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/secret.h"

#include "base/banned.h"

enum { PATH_BYTES = 1024 };

static bool new_name(const char *path, char name[PATH_BYTES])
{
    int n = snprintf(name, PATH_BYTES, "%s.new", path);
    return n > 0 && n < PATH_BYTES;
}

FILE *files_begin(const char *path, char failure[CLI_FAILURE_BYTES])
{
    char name[PATH_BYTES];
    int fd = new_name(path, name) ? open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;
    if (fd >= 0 && fchmod(fd, 0600) == 0) {
        return fdopen(fd, "w");
    }
    cli_fail(failure, "%s cannot be written (%s); check the folder and who owns it.", path, strerror(errno));
    if (fd >= 0) {
        close(fd);
    }
    return NULL;
}

bool files_sync_folder(const char *path)
{
    char folder[PATH_BYTES];
    if (str_copy(str_of(path), folder, sizeof folder) != OK) {
        return false;
    }
    char *slash = strrchr(folder, '/');
    if (slash == NULL) {
        folder[0] = '.';
        folder[1] = '\0';
    } else {
        slash[slash == folder ? 1 : 0] = '\0';
    }
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool synced = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return synced;
}

bool files_commit(FILE *file, const char *path, char failure[CLI_FAILURE_BYTES])
{
    char name[PATH_BYTES];
    bool written = ferror(file) == 0 && fflush(file) == 0 && fsync(fileno(file)) == 0;
    written = fclose(file) == 0 && written && new_name(path, name) && rename(name, path) == 0 &&
              files_sync_folder(path);
    return written ? true : cli_fail(failure, "%s cannot be written (%s); is the disk full?", path, strerror(errno));
}

void files_abandon(FILE *file, const char *path)
{
    char name[PATH_BYTES];
    if (file != NULL) {
        fclose(file);
        if (new_name(path, name)) {
            unlink(name);
        }
    }
}

static bool read_whole(int fd, struct buf *buf)
{
    char piece[1024];
    ssize_t n = read(fd, piece, sizeof piece);
    while (n > 0 && !buf->overflow) {
        buf_add(buf, piece, (size_t)n);
        n = read(fd, piece, sizeof piece);
    }
    secret_wipe(piece, sizeof piece);
    return n == 0 && !buf->overflow;
}

/* What systemd's LoadCredential hands over lies in a folder of this service alone, but shows a group's bit for its access list. */
static bool is_handed_over(const char *path)
{
    const char *folder = getenv("CREDENTIALS_DIRECTORY");
    return folder != NULL && folder[0] == '/' && str_starts(str_of(path), folder);
}

bool files_read(const char *path, bool must_be_private, struct buf *buf, char failure[CLI_FAILURE_BYTES])
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return cli_fail(failure, "%s cannot be read (%s); check the path and who owns the file.", path,
                        strerror(errno));
    }
    mode_t unwanted = is_handed_over(path) ? 037 : 077;
    bool open_to_others = fstat(fd, &st) != 0 || (st.st_mode & unwanted) != 0;
    bool whole = (!must_be_private || !open_to_others) && read_whole(fd, buf);
    close(fd);
    if (must_be_private && open_to_others) {
        return cli_fail(failure, "%s holds secrets but may be read by others; run 'chmod 600 %s'.", path, path);
    }
    return whole ? true
                 : cli_fail(failure, "%s is longer than %zu bytes or cannot be read; is it the right file?", path,
                            buf->max);
}
