/* tsubame what-if replay: a past month under other rules. */
#pragma once

#include "cli/cli.h"
#include "cli/control.h"

extern const struct cli_command what_if_replay_command;

/* {"verb":"what_if_replay","month":"2026-03","document":TEXT} -> the answer of the command; faults of the document are answered, not refused. */
enum err what_if_verb_replay(struct tx *tx, struct control_call *call) NODISCARD;
