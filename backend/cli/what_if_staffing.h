/* tsubame what-if staffing: how many teachers a group needs by a document of ratios; touches no data. */
#pragma once

#include "cli/cli.h"

extern const struct cli_command what_if_staffing_command;
