/* tsubame what-if: what rules would say, from documents that nobody has loaded; touches no data. */
#pragma once

#include "cli/cli.h"

extern const struct cli_command what_if_window_command;
extern const struct cli_command what_if_age_command;
extern const struct cli_command what_if_care_rooms_command;
extern const struct cli_command what_if_waitlist_command;
extern const struct cli_command what_if_fee_command;
