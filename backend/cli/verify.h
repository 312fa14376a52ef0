/* tsubame verify: re-derives every day, recounts every slot, walks the audit chain, checks the file. */
#pragma once

#include "cli/cli.h"

extern const struct cli_command verify_command;
