/* tsubame what-if extension: what a stay, or a month of stays, costs by a document of extended-care prices; touches no data. */
#pragma once

#include "cli/cli.h"

extern const struct cli_command what_if_extension_command;
