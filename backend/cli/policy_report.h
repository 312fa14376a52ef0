/* What is to be said of a policy document: its faults, and what it would change for which room. Written as JSON, by the command itself or by the
 * write lane of a running server, and told to people from that. */
#pragma once

#include <stdbool.h>

#include "actions/compare_policy.h"
#include "base/err.h"
#include "base/json.h"
#include "cli/cli.h"
#include "store/db.h"

enum { POLICY_REPORT_BYTES = 96 * 1024 };

/* The members of the report into an open object. *ret_right: it may be loaded. ERR_NOT_FOUND: there is no such
 * room. */
enum err policy_report_write(struct db *db, struct str document, struct compare_policy_scratch *scratch,
                             struct json_out *out, bool *ret_right) NODISCARD;
/* Faults alone, for a document that is compared with nothing. */
void policy_report_faults(struct json_out *out, const struct json_faults *faults);
/* Prints a report for people; nothing with --json. true: there are no faults in it. */
bool policy_report_tell(const struct cli *cli, const char *file, struct str report);
