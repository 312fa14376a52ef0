/* tsubame init: an empty municipality. */
#pragma once

#include "cli/cli.h"

extern const struct cli_command init_command;
