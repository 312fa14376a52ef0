/* policy check for the documents of a nursery: prices of extended care, return after an illness, staffing, the register's signs. */
#pragma once

#include <stdbool.h>

#include "cli/cli.h"

/* Is the file one of these? Then it is judged, and *ret_code is how the command ends. */
bool nursery_check(const struct cli *cli, const char *path, int *ret_code);
