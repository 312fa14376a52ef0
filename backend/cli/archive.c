/* See archive.h. */
#include "cli/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/json.h"

#include "base/banned.h"

static const char magic[] = "tsubame-backup-1\n";
static const char *const names[ARCHIVE_FILES] = {"tsubame.db", "keys"};

enum { HEX_BYTES = 2 * SECRET_HASH_BYTES };

bool archive_map(const char *path, struct archive_view *ret, char failure[CLI_FAILURE_BYTES])
{
    struct stat st = {0};
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool readable = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0;
    void *p = readable ? mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    int problem = errno;
    if (fd >= 0) {
        close(fd);
    }
    if (p == MAP_FAILED) {
        return cli_fail(failure, "%s cannot be read (%s); check the path.", path,
                        readable || fd < 0 ? strerror(problem) : "no file, or empty");
    }
    *ret = (struct archive_view){p, (size_t)st.st_size};
    return true;
}

void archive_unmap(struct archive_view *view)
{
    if (view->p != NULL) {
        munmap((void *)(uintptr_t)view->p, view->n);
        *view = (struct archive_view){0};
    }
}

static void hash_hex(const void *p, size_t n, char hex[HEX_BYTES + 1])
{
    unsigned char hash[SECRET_HASH_BYTES];
    secret_hash(p, n, hash);
    str_hex(hash, sizeof hash, hex);
}

void archive_describe(struct archive *archive, int i, const char *name, const struct archive_view *bytes)
{
    archive->parts[i].name = name;
    archive->parts[i].bytes = (int64_t)bytes->n;
    hash_hex(bytes->p, bytes->n, archive->parts[i].hash);
}

static void put_manifest(const struct archive *archive, struct buf *buf)
{
    struct json_out out;
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_put_instant(&out, "created_at", archive->created_ms);
    json_put_int(&out, "taps", archive->taps);
    json_put_int(&out, "reservations", archive->reservations);
    json_out_key(&out, "files");
    json_out_open(&out, '[');
    for (int i = 0; i < ARCHIVE_FILES; i++) {
        json_out_open(&out, '{');
        json_put_word(&out, "name", archive->parts[i].name);
        json_put_int(&out, "bytes", archive->parts[i].bytes);
        json_put_word(&out, "blake2b", archive->parts[i].hash);
        json_out_close(&out, '}');
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
}

bool archive_write(FILE *file, const struct archive *archive, const struct archive_view bytes[ARCHIVE_FILES])
{
    char text[ARCHIVE_LINE_BYTES];
    char hash[HEX_BYTES + 1];
    struct buf buf;
    buf_init(&buf, text, sizeof text);
    put_manifest(archive, &buf);
    hash_hex(buf.p, buf.n, hash);
    bool good = !buf.overflow && fprintf(file, "%s%s\n%s\n", magic, buf.p, hash) > 0;
    for (int i = 0; good && i < ARCHIVE_FILES; i++) {
        good = fwrite(bytes[i].p, 1, bytes[i].n, file) == bytes[i].n;
    }
    return good;
}

static bool read_part(struct json_in *in, int i, struct archive_part *ret)
{
    struct json_in part;
    if (!json_list_object(in, "files", (size_t)i, &part)) {
        return false;
    }
    struct str name = json_text(&part, "name", JSON_REQUIRED, 32);
    struct str hash = json_text(&part, "blake2b", JSON_REQUIRED, HEX_BYTES);
    ret->name = names[i];
    ret->bytes = json_int(&part, "bytes", JSON_REQUIRED, 1, INT64_MAX, 0);
    bool good = str_is(name, names[i]) && hash.n == HEX_BYTES && str_copy(hash, ret->hash, sizeof ret->hash) == OK;
    json_nested_end(&part);
    return good;
}

static bool read_manifest(struct str line, struct archive *ret)
{
    struct json_faults faults = {0};
    struct json_in in;
    if (json_open(line, &in, &faults) != OK) {
        return false;
    }
    ret->created_ms = json_instant(&in, "created_at", JSON_REQUIRED, 0);
    ret->taps = json_int(&in, "taps", JSON_REQUIRED, 0, INT64_MAX, 0);
    ret->reservations = json_int(&in, "reservations", JSON_REQUIRED, 0, INT64_MAX, 0);
    bool good = json_list(&in, "files", JSON_REQUIRED, ARCHIVE_FILES) == ARCHIVE_FILES;
    for (int i = 0; good && i < ARCHIVE_FILES; i++) {
        good = read_part(&in, i, &ret->parts[i]);
    }
    return json_close(&in) == OK && good;
}

/* The line that begins at *at, without its break; moves *at behind it. */
static bool take_line(const struct archive_view *whole, size_t *at, struct str *ret)
{
    const char *p = whole->p;
    size_t left = whole->n - *at;
    const char *end = memchr(p + *at, '\n', left < ARCHIVE_LINE_BYTES ? left : ARCHIVE_LINE_BYTES);
    if (end == NULL) {
        return false;
    }
    *ret = (struct str){p + *at, (size_t)(end - (p + *at))};
    *at += ret->n + 1;
    return true;
}

static bool read_head(const struct archive_view *whole, struct archive *ret, size_t *ret_at)
{
    struct str line[3];
    char hash[HEX_BYTES + 1];
    size_t at = 0;
    for (int i = 0; i < 3; i++) {
        if (!take_line(whole, &at, &line[i])) {
            return false;
        }
    }
    hash_hex(line[1].p, line[1].n, hash);
    *ret_at = at;
    return line[0].n == sizeof magic - 2 && memcmp(line[0].p, magic, line[0].n) == 0 && str_is(line[2], hash) &&
           read_manifest(line[1], ret);
}

bool archive_read(const struct archive_view *whole, struct archive *ret, struct archive_view bytes[ARCHIVE_FILES],
                  char failure[CLI_FAILURE_BYTES])
{
    size_t at = 0;
    if (!read_head(whole, ret, &at)) {
        return cli_fail(failure,
                        "the file is no backup of this tsubame, or its beginning is damaged; take another backup.");
    }
    for (int i = 0; i < ARCHIVE_FILES; i++) {
        char hash[HEX_BYTES + 1];
        if ((uint64_t)ret->parts[i].bytes > whole->n - at) {
            return cli_fail(failure, "the backup is cut short in '%s'; take another one.", ret->parts[i].name);
        }
        bytes[i] = (struct archive_view){(const char *)whole->p + at, (size_t)ret->parts[i].bytes};
        at += bytes[i].n;
        hash_hex(bytes[i].p, bytes[i].n, hash);
        if (!str_is(str_of(hash), ret->parts[i].hash)) {
            return cli_fail(failure,
                            "'%s' in the backup is not what was put there; the file is damaged, take another one.",
                            ret->parts[i].name);
        }
    }
    return at == whole->n ? true : cli_fail(failure, "the backup has something behind its end; take another one.");
}
