/* `tsubame gateway pair` and `tsubame gateway confirm`: a box becomes an entrance without a file being carried (wire/pairing.h). */
#pragma once

#include "cli/cli.h"
#include "cli/control.h"

extern const struct cli_command gateway_pair_command;
extern const struct cli_command gateway_confirm_command;

/* Verbs of control.h, run as the operator's own command. */
enum err gateway_verb_pair(struct tx *tx, struct control_call *call) NODISCARD;
enum err gateway_verb_confirm(struct tx *tx, struct control_call *call) NODISCARD;
