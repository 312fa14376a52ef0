/* See verb.h. */
#include "support/verb.h"

struct doing {
    struct caller caller;
    verb_fn *verb;
    void *arg;
};

static enum err run(struct tx *tx, void *arg)
{
    struct doing *doing = arg;
    return doing->verb(tx, &doing->caller, doing->arg);
}

enum err verb_do(struct lane *lane, struct caller caller, verb_fn *verb, void *arg)
{
    struct doing doing = {caller, verb, arg};
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = &doing};
    return lane_do(lane, &job);
}
