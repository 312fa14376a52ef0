/* See data_dir.h. */
#include "cli/data_dir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/site_store.h"

#include "base/banned.h"

bool data_dir_paths(struct data_dir *dir, const char *path, char failure[CLI_FAILURE_BYTES])
{
    memset(dir, 0, sizeof *dir);
    dir->lock_fd = -1;
    if (path[0] == '\0' || str_copy(str_of(path), dir->path, sizeof dir->path) != OK) {
        return cli_fail(failure, "--data is empty or longer than %d bytes; give a shorter path.",
                        DATA_DIR_PATH_BYTES - 1);
    }
    snprintf(dir->database, sizeof dir->database, "%s/tsubame.db", path);
    snprintf(dir->keys_file, sizeof dir->keys_file, "%s/keys", path);
    snprintf(dir->lock_file, sizeof dir->lock_file, "%s/lock", path);
    snprintf(dir->control, sizeof dir->control, "%s/control.sock", path);
    return true;
}

bool data_dir_exists(const struct data_dir *dir)
{
    return access(dir->database, F_OK) == 0;
}

struct db *data_dir_read(struct data_dir *dir, const char *path, char failure[CLI_FAILURE_BYTES])
{
    struct db *db = NULL;
    if (!data_dir_paths(dir, path, failure)) {
        return NULL;
    }
    if (!data_dir_exists(dir) || db_open(dir->database, DB_READ, &db) != OK) {
        cli_fail(failure, "%s cannot be read; give the --data folder of a municipality.", dir->database);
        return NULL;
    }
    return db;
}

/* Absent, or holding nothing but its own lock file? */
static bool is_empty(const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return errno == ENOENT;
    }
    bool empty = true;
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        struct str name = str_of(entry->d_name);
        empty = empty && (str_is(name, ".") || str_is(name, "..") || str_is(name, "lock"));
    }
    closedir(folder);
    return empty;
}

static bool take_lock(struct data_dir *dir, bool *ret_busy, char failure[CLI_FAILURE_BYTES])
{
    int fd = open(dir->lock_file, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) {
        return cli_fail(failure, "%s cannot be opened (%s); check that this user owns the folder.", dir->lock_file,
                        strerror(errno));
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        if (ret_busy != NULL) {
            *ret_busy = true;
        }
        return cli_fail(failure, "%s is in use by another tsubame; stop that one first, or give another --data folder.",
                        dir->path);
    }
    dir->lock_fd = fd;
    return true;
}

bool data_dir_create(struct data_dir *dir, const char *path, char failure[CLI_FAILURE_BYTES])
{
    if (!data_dir_paths(dir, path, failure)) {
        return false;
    }
    if (!is_empty(path)) {
        return cli_fail(failure, "%s holds something already; give an absent or empty folder.", path);
    }
    if (mkdir(path, 0700) != 0 && errno != EEXIST) {
        return cli_fail(failure, "%s cannot be made (%s); make the folder above it first.", path, strerror(errno));
    }
    return take_lock(dir, NULL, failure);
}

static bool load_keys(struct data_dir *dir, char failure[CLI_FAILURE_BYTES])
{
    enum err err = keys_load(dir->keys_file, &dir->keys);
    if (err == OK) {
        return true;
    }
    if (err == ERR_NOT_FOUND) {
        return cli_fail(failure, "%s is missing; restore it from a backup, the database is of no use without it.",
                        dir->keys_file);
    }
    if (err == ERR_DENIED) {
        return cli_fail(failure, "%s may be read by others; run 'chmod 600 %s'.", dir->keys_file, dir->keys_file);
    }
    return cli_fail(failure, "%s is not a key file of tsubame; restore it from a backup.", dir->keys_file);
}

bool data_dir_open(struct data_dir *dir, const char *path, bool *ret_busy, char failure[CLI_FAILURE_BYTES])
{
    if (!data_dir_paths(dir, path, failure)) {
        return false;
    }
    if (!data_dir_exists(dir)) {
        return cli_fail(failure,
                        "%s holds no data of tsubame; make it with 'tsubame init --data %s' or 'tsubame demo'.", path,
                        path);
    }
    if (!take_lock(dir, ret_busy, failure)) {
        return false;
    }
    return load_keys(dir, failure);
}

static bool migrate(struct data_dir *dir, char failure[CLI_FAILURE_BYTES])
{
    enum err err = migrate_up(dir->database, &dir->migrated);
    if (err == OK) {
        return true;
    }
    if (err == ERR_CONFLICT) {
        return cli_fail(failure, "%s was written by a newer tsubame (version %d of the schema); install that version.",
                        dir->database, dir->migrated.from);
    }
    return cli_fail(failure, "%s cannot be brought to this version (%s)%s%s.", dir->database, dir->migrated.failure,
                    dir->migrated.backup[0] == '\0' ? "; nothing was changed" : "; what it was before stands in ",
                    dir->migrated.backup);
}

static bool read_kind(struct data_dir *dir, char failure[CLI_FAILURE_BYTES])
{
    struct db *db = NULL;
    if (db_open(dir->database, DB_READ, &db) != OK) {
        return cli_fail(failure, "%s cannot be read; run 'tsubame verify' or restore a backup.", dir->database);
    }
    char kind[64];
    dir->filled = site_meta_get(db, "kind", kind, sizeof kind) == OK;
    dir->test = site_meta_is(db, "test", "1");
    dir->demo = dir->filled && str_is(str_of(kind), "demo");
    db_close(db);
    return true;
}

bool data_dir_prepare(struct data_dir *dir, char failure[CLI_FAILURE_BYTES])
{
    if (dir->keys == NULL) {
        if (keys_create(dir->keys_file) != OK) {
            return cli_fail(failure, "%s cannot be written; check the disk.", dir->keys_file);
        }
        if (!load_keys(dir, failure)) {
            return false;
        }
    }
    dir->prepared = migrate(dir, failure) && read_kind(dir, failure);
    return dir->prepared;
}

bool data_dir_start(struct data_dir *dir, char failure[CLI_FAILURE_BYTES])
{
    if (!dir->prepared && !data_dir_prepare(dir, failure)) {
        return false;
    }
    dir->changes = changes_open();
    if (dir->changes == NULL || lane_start(dir->database, dir->keys, dir->changes, &dir->lane) != OK) {
        return cli_fail(failure, "%s cannot be opened for writing; check the disk and who owns the folder.",
                        dir->database);
    }
    return true;
}

void data_dir_close(struct data_dir *dir)
{
    lane_stop(dir->lane);
    changes_close(dir->changes);
    keys_close(dir->keys);
    if (dir->lock_fd >= 0) {
        close(dir->lock_fd);
    }
    dir->lane = NULL;
    dir->changes = NULL;
    dir->keys = NULL;
    dir->lock_fd = -1;
}
