/* The key file: "tsubame-keys-1" and four lines of name and hexadecimal. See keys.h. */
#include "store/keys.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

#include "base/banned.h"

static const char header[] = "tsubame-keys-1\n";

enum {
    FILE_KEYS = 3,
    LINE_BYTES = 5 + 2 * SECRET_KEY_BYTES + 1,
    FILE_BYTES = sizeof header - 1 + FILE_KEYS * LINE_BYTES
};

/* Order of the lines; the signing key is kept as its 32-byte seed. */
static const char *const line_name[FILE_KEYS] = {"sign ", "card ", "colm "};

static enum err write_all(int fd, const char *p, size_t n)
{
    while (n > 0) {
        ssize_t written = write(fd, p, n);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            return ERR_IO;
        }
        p += written;
        n -= (size_t)written;
    }
    return OK;
}

enum err keys_create(const char *path)
{
    char text[FILE_BYTES + 1];
    unsigned char key[SECRET_KEY_BYTES];
    char hex[2 * SECRET_KEY_BYTES + 1];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    buf_puts(&buf, header);
    for (size_t i = 0; i < FILE_KEYS; i++) {
        randombytes_buf(key, sizeof key); /* never from a simulation's seed */
        str_hex(key, sizeof key, hex);
        buf_puts(&buf, line_name[i]);
        buf_puts(&buf, hex);
        buf_char(&buf, '\n');
    }
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    enum err err = fd < 0 ? (errno == EEXIST ? ERR_CONFLICT : ERR_IO) : write_all(fd, buf.p, buf.n);
    if (fd >= 0) {
        err = err == OK && fsync(fd) != 0 ? ERR_IO : err;
        close(fd);
    }
    secret_wipe(key, sizeof key);
    secret_wipe(hex, sizeof hex);
    secret_wipe(text, sizeof text);
    return err;
}

/* The file's whole text; others must not be able to read it. */
static enum err read_private(const char *path, char text[FILE_BYTES + 1])
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
    }
    enum err err = OK;
    if (fstat(fd, &st) != 0) {
        err = ERR_IO;
    } else if ((st.st_mode & 077) != 0) {
        err = ERR_DENIED;
    } else if (st.st_size != FILE_BYTES || read(fd, text, FILE_BYTES) != FILE_BYTES) {
        err = ERR_INVALID;
    }
    text[FILE_BYTES] = '\0';
    close(fd);
    return err;
}

static enum err parse(const char *text, unsigned char keys[FILE_KEYS][SECRET_KEY_BYTES])
{
    const char *at = text + sizeof header - 1;
    if (memcmp(text, header, sizeof header - 1) != 0) {
        return ERR_INVALID;
    }
    for (size_t i = 0; i < FILE_KEYS; i++, at += LINE_BYTES) {
        if (memcmp(at, line_name[i], 5) != 0 || at[LINE_BYTES - 1] != '\n' ||
            str_unhex((struct str){at + 5, 2 * SECRET_KEY_BYTES}, keys[i], SECRET_KEY_BYTES) != OK) {
            return ERR_INVALID;
        }
    }
    return OK;
}

enum err keys_load(const char *path, struct keys **ret)
{
    char text[FILE_BYTES + 1];
    unsigned char raw[FILE_KEYS][SECRET_KEY_BYTES];
    enum err err = read_private(path, text);
    err = err == OK ? parse(text, raw) : err;
    struct keys *keys = err == OK ? sodium_malloc(sizeof *keys) : NULL;
    if (err == OK && keys == NULL) {
        err = ERR_IO;
    }
    if (err == OK) {
        secret_sign_keys(raw[0], keys->sign_public, keys->sign_secret);
        memcpy(keys->card, raw[1], sizeof keys->card);
        memcpy(keys->column, raw[2], sizeof keys->column);
        *ret = keys;
    }
    secret_wipe(text, sizeof text);
    secret_wipe(raw, sizeof raw);
    return err;
}

void keys_close(struct keys *keys)
{
    sodium_free(keys);
}
