/* A verb as somebody, on the real lane: what response_act does, without its answer. */
#pragma once

#include "core/access.h"
#include "store/lane.h"

typedef enum err verb_fn(struct tx *tx, const struct caller *caller, void *arg);

enum err verb_do(struct lane *lane, struct caller caller, verb_fn *verb, void *arg);
