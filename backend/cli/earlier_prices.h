/* An earlier answer of export extension beside the new one (R-EXT-06): a correction changes a month that may have been invoiced, so old, new
 * and difference are said, day by day and for the child's month. One comparison in a process. */
#pragma once

#include <stdbool.h>

#include "actions/price_extension.h"
#include "base/csv.h"
#include "base/json.h"
#include "cli/cli.h"

/* path NULL: there is nothing to compare with, and the others do nothing. false: it is no such answer. */
bool earlier_prices_read(const char *path, char failure[CLI_FAILURE_BYTES]);
void earlier_prices_compare(const char *child, const struct price_child *now);
/* "changes":[{child_id, day (absent: the month), old, new, difference}] */
void earlier_prices_json(struct json_out *out);
/* Behind an empty line: child_id,day,old,new,difference. */
void earlier_prices_csv(struct csv *csv);
