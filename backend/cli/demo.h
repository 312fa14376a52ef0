/* tsubame demo: the demonstration municipality of the contract. */
#pragma once

#include "cli/cli.h"

extern const struct cli_command demo_command;
