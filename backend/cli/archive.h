/* A backup in one file: the database and the keys it needs, with their hashes. Whoever holds it can read everything: keep it as the
 * keys are kept.
 *
 *   tsubame-backup-1\n
 *   {"created_at":…,"files":[{"name":"tsubame.db","bytes":N,"blake2b":HEX},{"name":"keys",…}],…}\n    the manifest
 *   HEX\n                                                                                             BLAKE2b-256 of the manifest line
 *   the bytes of the files, in the order of the manifest */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/secret.h"
#include "cli/cli.h"

enum { ARCHIVE_FILES = 2, ARCHIVE_LINE_BYTES = 2048 };

struct archive_part {
    const char *name; /* "tsubame.db", "keys" */
    int64_t bytes;
    char hash[2 * SECRET_HASH_BYTES + 1];
};

struct archive {
    int64_t created_ms;
    int64_t taps;
    int64_t reservations;
    struct archive_part parts[ARCHIVE_FILES];
};

/* A file's bytes in memory as the kernel maps them. */
struct archive_view {
    const void *p;
    size_t n;
};
bool archive_map(const char *path, struct archive_view *ret, char failure[CLI_FAILURE_BYTES]);
void archive_unmap(struct archive_view *view);

/* Sets name, size and hash of part i. */
void archive_describe(struct archive *archive, int i, const char *name, const struct archive_view *bytes);
/* Head and bytes, in order. false: the disk. */
bool archive_write(FILE *file, const struct archive *archive, const struct archive_view bytes[ARCHIVE_FILES]);
/* Takes a mapped backup apart and verifies every hash; bytes[] point into `whole`. */
bool archive_read(const struct archive_view *whole, struct archive *ret, struct archive_view bytes[ARCHIVE_FILES],
                  char failure[CLI_FAILURE_BYTES]);
