/* See broker_accounts.h. */
#include "mqtt/broker_accounts.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <unistd.h>

#include "base/banned.h"

enum { PATH_BYTES = 300 };

static const char *word_of(const struct gateway *gateway)
{
    if (gateway->revoked_ms != 0) {
        return "revoked";
    }
    return gateway->broker_hash[0] != '\0' ? gateway->broker_hash : "-";
}

static enum err write_lines(const char *path, const struct gateway *list, size_t n)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    if (file == NULL) {
        if (fd >= 0) {
            close(fd);
        }
        return ERR_IO;
    }
    for (size_t i = 0; i < n; i++) {
        fprintf(file, "%s %s %s\n", list[i].site, list[i].name, word_of(&list[i]));
    }
    bool good = fflush(file) == 0 && fsync(fd) == 0;
    return fclose(file) == 0 && good ? OK : ERR_IO;
}

enum err broker_accounts_write(const char *path, const struct gateway *list, size_t n)
{
    char fresh[PATH_BYTES];
    struct buf buf;
    buf_init(&buf, fresh, sizeof fresh);
    buf_puts(&buf, path);
    buf_puts(&buf, ".tmp");
    if (buf.overflow || write_lines(fresh, list, n) != OK) {
        return ERR_IO;
    }
    return rename(fresh, path) == 0 ? OK : ERR_IO;
}
