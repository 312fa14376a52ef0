/* tsubame what-if return-date: when a child that was ill may come back, by a document of rules; touches no data. */
#pragma once

#include "cli/cli.h"

extern const struct cli_command what_if_return_date_command;
