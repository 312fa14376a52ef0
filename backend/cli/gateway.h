/* tsubame gateway enrol · revoke · list: the entrance boxes. */
#pragma once

#include "cli/cli.h"

extern const struct cli_command gateway_enrol_command;
extern const struct cli_command gateway_revoke_command;
extern const struct cli_command gateway_list_command;
