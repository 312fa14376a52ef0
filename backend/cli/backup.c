/* See backup.h. The copy is one moment of the database, taken by a reader beside the running server. */
#include "cli/backup.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "cli/archive.h"
#include "cli/data_dir.h"
#include "cli/files.h"
#include "store/verify_store.h"

#include "base/banned.h"

static void answer(const struct cli *cli, const struct archive *archive)
{
    char text[256];
    struct buf buf;
    struct json_out out;
    buf_init(&buf, text, sizeof text);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_instant(&out, "created_at", archive->created_ms);
    json_put_int(&out, "taps", archive->taps);
    json_put_int(&out, "reservations", archive->reservations);
    json_put_int(&out, "bytes", archive->parts[0].bytes);
    json_out_close(&out, '}');
    cli_answer(cli, buf_view(&buf));
}

static bool count(const char *database, struct archive *archive, char failure[CLI_FAILURE_BYTES])
{
    struct db *db = NULL;
    struct verify_counts counts = {0};
    char finding[128] = "";
    enum err err = db_open(database, DB_READ, &db);
    err = err == OK ? db_integrity(db, finding, sizeof finding) : err;
    err = err == OK ? verify_store_counts(db, &counts) : err;
    db_close(db);
    archive->taps = counts.taps;
    archive->reservations = counts.reservations;
    return err == OK ? true : cli_fail(failure, "%s is damaged (%s); run 'tsubame verify'.", database, finding);
}

static bool copy(const struct data_dir *dir, const char *path, char failure[CLI_FAILURE_BYTES])
{
    struct db *db = NULL;
    unlink(path); /* of a backup that was interrupted */
    enum err err = db_open(dir->database, DB_READ, &db);
    err = err == OK ? db_copy_to(db, path) : err;
    db_close(db);
    return err == OK ? true
                     : cli_fail(failure, "%s cannot be copied to %s; is there room on the disk?", dir->database, path);
}

static bool pack(const struct data_dir *dir, const char *copied, const char *out, struct archive *archive,
                 char failure[CLI_FAILURE_BYTES])
{
    struct archive_view bytes[ARCHIVE_FILES] = {{0}};
    bool mapped = archive_map(copied, &bytes[0], failure) && archive_map(dir->keys_file, &bytes[1], failure);
    FILE *file = mapped ? files_begin(out, failure) : NULL;
    bool good = file != NULL;
    if (good) {
        archive_describe(archive, 0, "tsubame.db", &bytes[0]);
        archive_describe(archive, 1, "keys", &bytes[1]);
        good = archive_write(file, archive, bytes);
        if (good) {
            good = files_commit(file, out, failure);
        } else {
            cli_fail(failure, "%s cannot be written (%s); is the disk full?", out, strerror(errno));
            files_abandon(file, out);
        }
    }
    archive_unmap(&bytes[0]);
    archive_unmap(&bytes[1]);
    return good;
}

static int run_backup(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    char copied[DATA_DIR_PATH_BYTES * 2];
    const char *out = cli_text(cli, "out");
    struct data_dir dir;
    struct archive archive = {.created_ms = clock_now_ms()};
    if (!data_dir_paths(&dir, cli_text(cli, "data"), failure)) {
        return cli_refuse(cli, "%s", failure);
    }
    if (!data_dir_exists(&dir)) {
        return cli_refuse(cli, "%s holds no data of tsubame; give the --data folder of a municipality.", dir.path);
    }
    if (snprintf(copied, sizeof copied, "%s.copy", out) >= (int)sizeof copied) {
        return cli_refuse(cli, "--out is too long; give a shorter path.");
    }
    bool done = copy(&dir, copied, failure) && count(copied, &archive, failure) &&
                pack(&dir, copied, out, &archive, failure);
    unlink(copied);
    if (!done) {
        return cli_refuse(cli, "%s", failure);
    }
    cli_say(cli, "%s holds %lld taps and %lld reservations, and the keys: keep it where the keys may be.\n", out,
            (long long)archive.taps, (long long)archive.reservations);
    answer(cli, &archive);
    return CLI_DONE;
}

static bool unpack(const struct data_dir *dir, const struct archive_view bytes[ARCHIVE_FILES],
                   char failure[CLI_FAILURE_BYTES])
{
    FILE *file = files_begin(dir->keys_file, failure);
    bool good = file != NULL && fwrite(bytes[1].p, 1, bytes[1].n, file) == bytes[1].n &&
                files_commit(file, dir->keys_file, failure);
    file = good ? files_begin(dir->database, failure) : NULL;
    return file != NULL && fwrite(bytes[0].p, 1, bytes[0].n, file) == bytes[0].n &&
           files_commit(file, dir->database, failure);
}

/* Puts the files into the locked folder and looks at what stands there. A folder that failed is left without a database. */
static bool restore(struct data_dir *dir, const struct archive_view bytes[ARCHIVE_FILES], struct archive *archive,
                    char failure[CLI_FAILURE_BYTES])
{
    struct archive restored = *archive;
    failure[0] = '\0';
    if (!unpack(dir, bytes, failure)) {
        return failure[0] != '\0'
                   ? false
                   : cli_fail(failure, "%s cannot be filled (%s); is the disk full?", dir->path, strerror(errno));
    }
    if (!count(dir->database, &restored, failure)) {
        unlink(dir->database);
        return false;
    }
    if (restored.taps != archive->taps || restored.reservations != archive->reservations) {
        unlink(dir->database);
        return cli_fail(failure,
                        "the backup holds other numbers of taps or reservations than it says; take another one.");
    }
    return true;
}

static int run_restore(const struct cli *cli)
{
    char failure[CLI_FAILURE_BYTES];
    char when[CIVIL_INSTANT_TEXT];
    struct buf buf;
    struct data_dir dir = {.lock_fd = -1};
    struct archive archive = {0};
    struct archive_view whole = {0};
    struct archive_view bytes[ARCHIVE_FILES];
    bool done = archive_map(cli_text(cli, "from"), &whole, failure) && archive_read(&whole, &archive, bytes, failure) &&
                data_dir_create(&dir, cli_text(cli, "data"), failure) && restore(&dir, bytes, &archive, failure);
    data_dir_close(&dir);
    archive_unmap(&whole);
    if (!done) {
        return cli_refuse(cli, "%s", failure);
    }
    buf_init(&buf, when, sizeof when);
    civil_put_instant(&buf, archive.created_ms);
    cli_say(cli,
            "%s is as it was at %s: %lld taps, %lld reservations. What the entrances kept since comes by itself once "
            "the server runs.\n",
            dir.path, when, (long long)archive.taps, (long long)archive.reservations);
    answer(cli, &archive);
    return CLI_DONE;
}

const struct cli_command backup_command = {
    .name = "backup",
    .summary = "database and keys of one moment, in one file",
    .help = "Works while the server runs. The file holds the keys too and may be read by this user alone; what was "
            "checked when it was\n"
            "made is checked again by 'tsubame restore'.",
    .run = run_backup,
    .options = {{"data", "DIR", "the data folder", true},
                {"out", "FILE", "the backup; an older one of that name is replaced", true}},
};

const struct cli_command restore_command = {
    .name = "restore",
    .summary = "a data folder out of a backup",
    .help = "Verifies every hash, fills an absent or empty folder, checks the database, and says how much it holds. "
            "The entrances keep\n"
            "their taps for 30 days: once the server runs on the restored folder, they send what it lacks.",
    .run = run_restore,
    .options = {{"from", "FILE", "a file of 'tsubame backup'", true},
                {"data", "DIR", "an absent or empty folder", true}},
};
