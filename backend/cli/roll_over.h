/* `tsubame roll-over`: the classes of the new fiscal year (R-CAL-09). Everything is looked through by reading first; then each nursery turns in
 * a transaction of its own, by the running server if there is one. */
#pragma once

#include "cli/cli.h"

extern const struct cli_command roll_over_command;
