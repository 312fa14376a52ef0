/* The box's data folder: who may use it, and small files that are replaced whole. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"

/* Makes DIR (0700) when it is not there and holds DIR/lock until the process ends. ERR_BUSY: another process has it. *why: what to do. */
enum err folder_hold(const char *dir, int *ret_fd, const char **why) NODISCARD;
/* Reads a whole file of at most max bytes into out. ERR_NOT_FOUND, ERR_LIMIT, ERR_IO. */
enum err folder_read(const char *path, char *out, size_t max, size_t *ret_n) NODISCARD;
/* Takes DIR/name away, durably; one that is not there is fine. */
enum err folder_forget(const char *dir, const char *name) NODISCARD;
/* Replaces DIR/name by one rename, durably; nobody ever sees half of it. Mode 0600. */
enum err folder_replace(const char *dir, const char *name, struct str bytes) NODISCARD;
