/* tsubame verify-draw: the record of a draw, recomputed by whoever wants to (core/draw.h). */
#pragma once

#include "cli/cli.h"

extern const struct cli_command verify_draw_command;
