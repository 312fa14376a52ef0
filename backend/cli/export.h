/* tsubame export: what the ward takes away, as CSV or JSON on standard output. */
#pragma once

#include "cli/cli.h"

extern const struct cli_command export_sick_care_command;
extern const struct cli_command export_settlement_command;
extern const struct cli_command export_same_day_command;
extern const struct cli_command export_promotions_command;
extern const struct cli_command export_open_data_command;
