/* The line in the record of who did or read what: about the child whose photo it is, else about the nursery. Part of other actions. */
#pragma once

#include "base/err.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/photo_store.h"

enum err photo_audit(struct tx *tx, const struct caller *caller, const char *action,
                     const struct photo_row *row) NODISCARD;
