/* See conf.h. */
#include "conf.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "folder.h"

#include "base/banned.h"

void conf_refuse(const char *what, const char *todo)
{
    static const char name[] = "tsubame-gateway: ";
    char text[1024];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    buf_puts(&buf, name);
    buf_puts(&buf, what);
    buf_puts(&buf, ": ");
    buf_puts(&buf, todo);
    buf_char(&buf, '\n');
    ssize_t ignored = write(STDERR_FILENO, buf.p, buf.n);
    (void)ignored;
}

/* Says every bad member by its name. */
static void refuse_members(const char *path, const struct json_faults *faults)
{
    if (faults->malformed != NULL) {
        conf_refuse(path, "this is no credentials file: take the one that `tsubame gateway enrol` wrote");
        return;
    }
    for (size_t i = 0; i < faults->n; i++) {
        char text[512];
        struct buf buf;
        buf_init(&buf, text, sizeof text);
        buf_puts(&buf, "member ");
        buf_puts(&buf, faults->list[i].pointer[0] == '/' ? faults->list[i].pointer + 1 : faults->list[i].pointer);
        buf_puts(&buf, " is ");
        buf_puts(&buf, faults->list[i].code);
        buf_puts(&buf, "; correct it, or enrol the gateway again");
        conf_refuse(path, text);
    }
}

bool conf_load(const char *path, struct credentials *ret)
{
    static char text[CREDENTIALS_BYTES_MAX];
    struct stat st;
    struct json_faults faults;
    size_t n = 0;
    if (stat(path, &st) != 0 || folder_read(path, text, sizeof text, &n) != OK) {
        conf_refuse(path, "the credentials file cannot be read; name the one that `tsubame gateway enrol` wrote");
        return false;
    }
    if ((st.st_mode & 077) != 0) {
        secret_wipe(text, sizeof text);
        conf_refuse(
            path, "others can read these keys; run chmod 600 on it, and enrol the gateway again if somebody may have");
        return false;
    }
    enum err err = credentials_decode((struct str){text, n}, ret, &faults);
    secret_wipe(text, sizeof text);
    if (err != OK) {
        refuse_members(path, &faults);
        return false;
    }
    if (ret->tls) {
        conf_refuse(path,
                    "brokers over TLS (mqtts://) are not built yet; use mqtt:// on this machine or inside a tunnel");
        return false;
    }
    return true;
}

bool conf_default_data(const char *path, char *out, size_t max)
{
    struct buf buf;
    struct str stem = str_of(path);
    static const char json[] = ".json";
    if (stem.n > sizeof json - 1 && strcmp(path + stem.n - (sizeof json - 1), json) == 0) {
        stem.n -= sizeof json - 1;
    }
    buf_init(&buf, out, max);
    buf_str(&buf, stem);
    buf_puts(&buf, ".data");
    return !buf.overflow;
}
