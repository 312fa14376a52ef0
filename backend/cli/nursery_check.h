/* policy check for the documents of a nursery: hours, ladder, meals and naps, prices of extended care, return after an illness, staffing, the register's signs. */
#pragma once

#include <stdbool.h>

#include "cli/cli.h"

/* Is the file one of these? Then it is judged, and *ret_code is how the command ends. */
bool nursery_check(const struct cli *cli, const char *path, int *ret_code);
/* The same for whoever goes on with a right one: nothing is said of it, and *ret is the document. */
bool nursery_check_right(const struct cli *cli, const char *path, struct str *ret, int *ret_code);
