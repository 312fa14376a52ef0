/* tsubame export attendance and extension: a month of the nurseries on standard output, as CSV (UTF-8 with a byte order mark) or JSON. They
 * look on: a running server is not disturbed, and nothing is written. */
#pragma once

#include "cli/cli.h"

extern const struct cli_command export_attendance_command;
extern const struct cli_command export_extension_command;

/* What both read: --data, --month, --site. */
struct db;
struct export_nursery {
    struct db *db;
    int32_t from_day; /* the first of the month */
    int32_t year;
    int32_t month;
};

/* Opens the data of the command; false: refused, *ret_code says how. Close with db_close. */
bool export_nursery_open(const struct cli *cli, struct export_nursery *to, int *ret_code);
