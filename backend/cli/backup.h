/* tsubame backup and tsubame restore. */
#pragma once

#include "cli/cli.h"

extern const struct cli_command backup_command;
extern const struct cli_command restore_command;
