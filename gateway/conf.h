/* The gateway's configuration is its credentials file. What is wrong with it is said on stderr, each member by its name. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "wire/credentials.h"

/* Says "tsubame-gateway: WHAT: what to do next" on stderr. */
void conf_refuse(const char *what, const char *todo);
/* False when it was refused, and why was said. */
bool conf_load(const char *path, struct credentials *ret);
/* The configuration's path with .data in place of .json; false when it is too long. */
bool conf_default_data(const char *path, char *out, size_t max);
