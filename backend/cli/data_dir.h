/* The data folder: DATA/lock (held exclusively by whoever may write), DATA/tsubame.db, DATA/keys (0600), DATA/control.sock (0600).
 * A folder belongs to one process at a time; this is where that is decided. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "cli/cli.h"
#include "store/changes.h"
#include "store/keys.h"
#include "store/lane.h"
#include "store/migrate.h"

enum { DATA_DIR_PATH_BYTES = 256 };

struct data_dir {
    char path[DATA_DIR_PATH_BYTES];
    char database[DATA_DIR_PATH_BYTES + 16];
    char keys_file[DATA_DIR_PATH_BYTES + 16];
    char lock_file[DATA_DIR_PATH_BYTES + 16];
    char control[DATA_DIR_PATH_BYTES + 16];
    int lock_fd; /* −1: not held */
    struct keys *keys;
    struct changes *changes;
    struct lane *lane;
    struct migrate_report migrated;
    bool prepared;
    bool filled; /* says what kind of data it is: init or demo came to its end */
    bool test;   /* made for testing: a clock file is allowed */
    bool demo;   /* marked as demonstration */
};

/* Fills the paths alone. false: the path is too long. */
bool data_dir_paths(struct data_dir *dir, const char *path, char failure[CLI_FAILURE_BYTES]);
/* Is there a database in it? */
bool data_dir_exists(const struct data_dir *dir);
/* For looking on, also while somebody else has the folder: the database of an existing one, read only. NULL: failure says why. */
struct db *data_dir_read(struct data_dir *dir, const char *path, char failure[CLI_FAILURE_BYTES]);
/* Makes the folder (absent, or there and empty), takes the lock, makes keys. data_dir_start comes next. */
bool data_dir_create(struct data_dir *dir, const char *path, char failure[CLI_FAILURE_BYTES]);
/* Takes the lock of an existing folder and loads its keys. ret_busy (may be NULL): another process has the folder. */
bool data_dir_open(struct data_dir *dir, const char *path, bool *ret_busy, char failure[CLI_FAILURE_BYTES]);
/* Migrates and reads what kind of data it is. Starts no thread. */
bool data_dir_prepare(struct data_dir *dir, char failure[CLI_FAILURE_BYTES]);
/* Prepares, unless that is done, and starts changes and lane. */
bool data_dir_start(struct data_dir *dir, char failure[CLI_FAILURE_BYTES]);
/* Stops the lane (what waits is finished, the log is copied back), wipes the keys, gives the lock back. */
void data_dir_close(struct data_dir *dir);
