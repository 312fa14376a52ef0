/* Documents of a nursery's rules as files (prices of extended care, return after an illness, staffing): what the commands that take one share. */
#pragma once

#include <stdbool.h>

#include "cli/cli.h"
#include "core/extension.h"

/* The whole file as a text that lives until the next call. */
bool nursery_rules_read(const char *path, struct str *ret, char failure[CLI_FAILURE_BYTES]);
/* Reads the document of that file; false: no such file, or the failure names the first fault by pointer, sentence and rule. */
bool nursery_rules_extension(const char *path, struct extension_rules *ret, struct extension_head *ret_head,
                             char failure[CLI_FAILURE_BYTES]);
/* "FILE: /charges/0/yen: it must be said (R-EXT-01)"; always false. `rule` tells the rule of a pointer; NULL: none has one. */
bool nursery_rules_fail(const char *path, const struct json_faults *faults, const char *(*rule)(const char *pointer),
                        char failure[CLI_FAILURE_BYTES]);

/* What a command was given behind an option: a day, a time. false: refused. */
bool nursery_rules_day(const struct cli *cli, const char *option, int32_t absent, int32_t *ret);
bool nursery_rules_minute(const struct cli *cli, const char *option, int32_t absent, int32_t *ret);
