/* tsubame policy check|load|list|show|schema: the rules of a municipality and of its sick-care rooms as documents. */
#pragma once

#include "cli/cli.h"

extern const struct cli_command policy_check_command;
extern const struct cli_command policy_load_command;
extern const struct cli_command policy_list_command;
extern const struct cli_command policy_show_command;
extern const struct cli_command policy_schema_command;
