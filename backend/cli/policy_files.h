/* Policy documents as files: what the commands that take one share. */
#pragma once

#include <stdbool.h>

#include "cli/cli.h"
#include "core/policy.h"

struct policy_file {
    struct policy policy; /* the document over the municipality's, over the defaults */
    struct policy_head head;
    struct json_faults faults;
    struct str document; /* as it stands in the file */
    char text[POLICY_DOCUMENT_BYTES_MAX + 1];
    char town_text[POLICY_DOCUMENT_BYTES_MAX + 1];
};

/* Reads a document and looks whether it fits together. municipality: the file of what stands under a room's rules, or NULL: the defaults.
 * false: failure says in one sentence why there is nothing to judge (no such file, no JSON). Faults of the document are in to->faults. */
bool policy_file_read(struct policy_file *to, const char *path, const char *municipality,
                      char failure[CLI_FAILURE_BYTES]);
/* The same for whoever can only go on with a right one: the first fault is the failure. */
bool policy_file_need(struct policy_file *to, const char *path, const char *municipality,
                      char failure[CLI_FAILURE_BYTES]);
/* "/booking/windows/0: it is never open (R-RSV-04)" */
void policy_fault_line(const struct json_fault *fault, char line[CLI_FAILURE_BYTES]);
