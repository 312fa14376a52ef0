/* Files a command writes or reads whole: private ones appear complete or not at all. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/str.h"
#include "cli/cli.h"

/* Opens "PATH.new" for writing (mode 0600, emptied); files_commit makes it PATH durably, files_abandon removes it. */
FILE *files_begin(const char *path, char failure[CLI_FAILURE_BYTES]);
bool files_commit(FILE *file, const char *path, char failure[CLI_FAILURE_BYTES]);
void files_abandon(FILE *file, const char *path); /* file NULL is fine */
/* Reads at most max bytes into buf. must_be_private: refused when others may read the file. */
bool files_read(const char *path, bool must_be_private, struct buf *buf, char failure[CLI_FAILURE_BYTES]);
/* Makes the entries of the folder that holds PATH durable. */
bool files_sync_folder(const char *path);
