/* See policy_verbs.h. */
#include "cli/policy_verbs.h"

#include "actions/compare_policy.h"
#include "actions/load_policy.h"
#include "cli/policy_report.h"

#include "base/banned.h"

static enum err store(struct tx *tx, struct control_call *call, struct str document)
{
    struct load_policy load = {.document = document};
    enum err err = load_policy(tx, &load);
    if (err == OK) {
        json_put_bool(&call->out, "stored", true);
        json_put_int(&call->out, "days_replanned", load.days_replanned);
        json_put_int(&call->out, "days_kept", load.days_kept);
    }
    return err;
}

enum err policy_verb_load(struct tx *tx, struct control_call *call)
{
    bool right = false;
    _Static_assert(sizeof(struct compare_policy_scratch) <= LANE_SCRATCH_BYTES,
                   "a comparison fits into the scratch memory");
    struct str document = json_text(&call->in, "document", JSON_REQUIRED, POLICY_DOCUMENT_BYTES_MAX);
    enum err err = policy_report_write(tx->db, document, tx->scratch, &call->out, &right);
    if (err == ERR_NOT_FOUND) {
        cli_fail(call->refusal, "there is no such sick-care room; 'site' is the room's id, for example s01.");
        return err;
    }
    if (err == OK && right) {
        return store(tx, call, document);
    }
    json_put_bool(&call->out, "stored", false);
    return err;
}
