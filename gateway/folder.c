/* See folder.h. */
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/banned.h"

enum { PATH_BYTES = 1024 };

static enum err path_of(const char *dir, const char *name, char path[PATH_BYTES])
{
    struct buf buf;
    buf_init(&buf, path, PATH_BYTES);
    buf_puts(&buf, dir);
    buf_char(&buf, '/');
    buf_puts(&buf, name);
    return buf.overflow ? ERR_LIMIT : OK;
}

enum err folder_hold(const char *dir, int *ret_fd, const char **why)
{
    char path[PATH_BYTES];
    *why = "the data folder cannot be used: check its path and that this user may write there";
    if (mkdir(dir, 0700) != 0 && errno != EEXIST) {
        return ERR_IO;
    }
    int fd = path_of(dir, "lock", path) == OK ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (fd < 0) {
        return ERR_IO;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        *why = "another tsubame-gateway runs on this data folder: stop it first";
        return ERR_BUSY;
    }
    *ret_fd = fd;
    return OK;
}

enum err folder_read(const char *path, char *out, size_t max, size_t *ret_n)
{
    size_t n = 0;
    ssize_t had = 1;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    }
    while (n < max && had > 0) {
        had = read(fd, out + n, max - n);
        n += had > 0 ? (size_t)had : 0;
    }
    char more;
    if (had > 0 && read(fd, &more, 1) == 1) {
        close(fd);
        return ERR_LIMIT;
    }
    close(fd);
    *ret_n = n;
    return had < 0 ? ERR_IO : OK;
}

static enum err write_all(int fd, struct str bytes)
{
    for (size_t n = 0; n < bytes.n;) {
        ssize_t wrote = write(fd, bytes.p + n, bytes.n - n);
        if (wrote <= 0) {
            return ERR_IO;
        }
        n += (size_t)wrote;
    }
    return fsync(fd) == 0 ? OK : ERR_IO;
}

static enum err keep_names(const char *dir)
{
    int folder = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum err err = folder >= 0 && fsync(folder) == 0 ? OK : ERR_IO;
    if (folder >= 0) {
        close(folder);
    }
    return err;
}

enum err folder_forget(const char *dir, const char *name)
{
    char path[PATH_BYTES];
    if (path_of(dir, name, path) != OK) {
        return ERR_LIMIT;
    }
    return unlink(path) == 0 || errno == ENOENT ? keep_names(dir) : ERR_IO;
}

enum err folder_replace(const char *dir, const char *name, struct str bytes)
{
    char fresh[PATH_BYTES];
    char path[PATH_BYTES];
    if (path_of(dir, "fresh.tmp", fresh) != OK || path_of(dir, name, path) != OK) {
        return ERR_LIMIT;
    }
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) {
        return ERR_IO;
    }
    enum err err = write_all(fd, bytes);
    close(fd);
    if (err != OK || rename(fresh, path) != 0) {
        return ERR_IO;
    }
    return keep_names(dir);
}
