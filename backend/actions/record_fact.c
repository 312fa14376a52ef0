/* See record_fact.h. */
#include "actions/record_fact.h"

#include <assert.h>
#include <string.h>

#include "actions/rerate_fees.h"
#include "store/household_store.h"

#include "base/banned.h"

static enum err audit(struct tx *tx, int64_t account_id, const char *action, const char *household, const char *reason)
{
    return tx_audit_of(tx, account_id, action, "household", str_of(household), str_of(reason));
}

/* R-FEE-03: what is known now changes what days cost that are not paid for yet. */
static enum err rerate(struct tx *tx, const struct caller *caller, int64_t household_id, const struct fact *fact)
{
    const struct rerate_fees of = {.household_id = household_id,
                                   .child_id = fact->child_id,
                                   .kind = fact->kind,
                                   .from_day = fact->from_day,
                                   .to_day = fact->to_day,
                                   .account_id = caller->account_id};
    return rerate_fees(tx, &of);
}

static enum err add(struct tx *tx, const struct caller *caller, struct record_fact *ask,
                    const struct household *household, int64_t child_id)
{
    struct fact fact = {.household_id = household->id,
                        .child_id = child_id,
                        .kind = ask->kind,
                        .from_day = ask->from_day,
                        .to_day = ask->to_day,
                        .account_id = caller->account_id,
                        .recorded_ms = tx->now_ms};
    enum err err = str_copy(ask->value, fact.value, sizeof fact.value);
    assert(err == OK);
    secret_public_id(tx->now_ms, fact.public_id);
    memcpy(ask->id, fact.public_id, sizeof ask->id);
    err = fact_add(tx->db, &fact);
    err = err == OK ? rerate(tx, caller, household->id, &fact) : err;
    tx_change(tx, CHANGE_HOUSEHOLD, household->id, 0);
    return err == OK ? audit(tx, caller->account_id, "record_fact", household->public_id, fact_kind_word(ask->kind))
                     : err;
}

enum err record_fact(struct tx *tx, const struct caller *caller, void *arg)
{
    struct record_fact *ask = arg;
    struct household household;
    int64_t child_id = 0;
    enum err err = household_find(tx->db, ask->household, &household);
    if (err == OK && ask->child.n > 0) {
        err = household_child(tx->db, household.id, ask->child, &child_id);
        ask->no_such_child = err == ERR_NOT_FOUND;
        if (ask->no_such_child) {
            return OK;
        }
    }
    return err == OK ? add(tx, caller, ask, &household, child_id) : err;
}

enum err end_fact(struct tx *tx, const struct caller *caller, void *arg)
{
    struct end_fact *ask = arg;
    struct household household;
    struct fact fact;
    enum err err = fact_household(tx->db, ask->id, &household);
    err = err == OK ? fact_span(tx->db, ask->id, &fact) : err;
    if (err != OK) {
        return err;
    }
    err = fact_end(tx->db, household.id, ask->id, tx->now_ms);
    ask->over = err == ERR_NOT_FOUND;
    if (ask->over) {
        return OK;
    }
    err = err == OK ? rerate(tx, caller, household.id, &fact) : err;
    tx_change(tx, CHANGE_HOUSEHOLD, household.id, 0);
    return err == OK ? audit(tx, caller->account_id, "end_fact", household.public_id, "") : err;
}

static void take(void *arg, const struct fact *fact)
{
    struct read_facts *in = arg;
    in->list[in->list_n++] = *fact;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_facts *in = arg;
    struct household household;
    in->list_n = 0;
    enum err err = household_find(tx->db, in->household, &household);
    err = err == OK ? audit(tx, in->caller->account_id, "read_facts", household.public_id, "") : err;
    return err == OK ? fact_each(tx->db, household.id, READ_FACTS_MAX, take, in) : err;
}

enum err read_facts(struct lane *lane, struct read_facts *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
