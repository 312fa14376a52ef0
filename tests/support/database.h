/* The test's own statements on a database file, past the program. */
#pragma once

#include <stdint.h>

void database_change(const char *path, const char *sql);
/* The one number that it answers. */
int64_t database_count(const char *path, const char *sql);
