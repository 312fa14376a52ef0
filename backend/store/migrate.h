/* Forward-only migrations: each in its own transaction, numbered by PRAGMA user_version. */
#pragma once

#include "base/err.h"

struct migrate_report {
    int from;          /* version found */
    int to;            /* version now */
    char backup[512];  /* copy made before migrating a database that held something; "" when none was needed */
    char failure[256]; /* what SQLite said, "" on OK */
};

/* Brings DATA/tsubame.db to this program's version. ERR_CONFLICT: the database is newer than the program (from says its version). */
enum err migrate_up(const char *path, struct migrate_report *ret) NODISCARD;
