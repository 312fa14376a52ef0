/* See policy_verbs.h. */
#include "cli/policy_verbs.h"

#include "actions/compare_policy.h"
#include "actions/load_nursery_rules.h"
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

static enum err load_nursery(struct tx *tx, struct control_call *call, struct str document)
{
    static const char *const refusals[] = {
        [LOAD_NURSERY_FAULTS] = "the document is not right; 'tsubame policy check' names every fault.",
        [LOAD_NURSERY_UNKNOWN_SITE] = "there is no such nursery; 'site' is the nursery's id, for example n01.",
        [LOAD_NURSERY_STEP_OUT] = "prices that do not count a child that is out for a while cannot be used yet.",
        [LOAD_NURSERY_DAYS_BEGUN] =
            "there is attendance from valid_from on already: rules of days that have begun are not changed; choose a "
            "later day.",
        [LOAD_NURSERY_TWICE] = "a nursery has rules from that very day already; choose another day.",
        [LOAD_NURSERY_NOT_LOADED] =
            "documents of this kind are not loaded: the commands that use one are told the file.",
    };
    struct load_nursery_rules load = {.document = document};
    enum err err = load_nursery_rules(tx, &load);
    if (err != OK) {
        return err;
    }
    if (load.outcome != LOAD_NURSERY_DONE) {
        cli_fail(call->refusal, "%s", refusals[load.outcome]);
        return ERR_CONFLICT;
    }
    json_put_bool(&call->out, "stored", true);
    json_put_int(&call->out, "nurseries", load.nurseries);
    return OK;
}

enum err policy_verb_load(struct tx *tx, struct control_call *call)
{
    bool right = false;
    _Static_assert(sizeof(struct compare_policy_scratch) <= LANE_SCRATCH_BYTES,
                   "a comparison fits into the scratch memory");
    struct str document = json_text(&call->in, "document", JSON_REQUIRED, POLICY_DOCUMENT_BYTES_MAX);
    if (load_nursery_rules_is(document)) {
        return load_nursery(tx, call, document);
    }
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
