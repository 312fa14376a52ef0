/* See load_policy.h. */
#include "actions/load_policy.h"

#include "actions/plan_day.h"
#include "base/civil.h"
#include "store/policy_store.h"
#include "store/sick_day_store.h"
#include "store/site_store.h"

#include "base/banned.h"

/* Reads the document over what it builds upon, and looks whether all of it fits together. */
static enum err read_document(struct tx *tx, struct load_policy *in)
{
    struct policy *policy = tx->scratch;
    _Static_assert(sizeof *policy <= LANE_SCRATCH_BYTES, "a policy fits into the scratch memory");
    policy_init(policy);
    enum err err = policy_decode(in->document, policy, &in->head, &in->faults);
    if (err != OK || in->head.kind == POLICY_MUNICIPALITY) {
        return err;
    }
    const struct policy *town = NULL;
    err = policy_on(tx->db, 0, in->head.valid_from_day, &town);
    if (err != OK) {
        return err;
    }
    *policy = *town;
    err = policy_decode(in->document, policy, &in->head, &in->faults);
    if (err == OK) {
        policy_check(policy, &in->faults);
        err = in->faults.n > 0 ? ERR_INVALID : OK;
    }
    return err;
}

struct replanning {
    struct tx *tx;
    struct site_id site;
    struct load_policy *in;
};

static enum err replan_day(void *arg, int32_t day)
{
    struct replanning *replanning = arg;
    const struct policy *policy = NULL;
    enum err err = policy_on(replanning->tx->db, replanning->site.v, day, &policy);
    replanning->in->days_replanned += err == OK ? 1 : 0;
    return err == OK ? plan_day_again(replanning->tx, replanning->site, day, policy) : err;
}

static enum err replan(struct tx *tx, struct site_id site, struct load_policy *in)
{
    struct replanning replanning = {tx, site, in};
    int32_t today = civil_day_of_ms(tx->now_ms);
    int32_t from_day = in->head.valid_from_day > today ? in->head.valid_from_day : today;
    int32_t kept = 0;
    enum err err = sick_day_recount(tx->db, site, from_day, &kept);
    in->days_kept += kept;
    return err == OK ? sick_day_each(tx->db, site, from_day, replan_day, &replanning) : err;
}

struct replanning_all {
    struct tx *tx;
    struct load_policy *in;
};

static enum err replan_one(void *arg, const struct site *room)
{
    const struct replanning_all *all = arg;
    return replan(all->tx, (struct site_id){room->id}, all->in);
}

static enum err replan_all(struct tx *tx, struct load_policy *in)
{
    struct replanning_all all = {tx, in};
    return site_each(tx->db, SITE_SICKROOM, replan_one, &all);
}

enum err load_policy(struct tx *tx, struct load_policy *in)
{
    struct site site = {.id = 0};
    struct policy_new new = {.document = in->document, .account_id = in->account_id, .now_ms = tx->now_ms};
    enum err err = read_document(tx, in);
    if (err == OK && in->head.kind == POLICY_SICK_ROOM) {
        err = site_by_public_id(tx->db, str_of(in->head.site), &site);
        err = err == OK && site.kind != SITE_SICKROOM ? ERR_NOT_FOUND : err;
    }
    if (err != OK) {
        return err;
    }
    new.site_id = site.id;
    new.valid_from_day = in->head.valid_from_day;
    err = policy_add(tx->db, &new);
    if (err == OK) {
        err = site.id != 0 ? replan(tx, (struct site_id){site.id}, in) : replan_all(tx, in);
    }
    tx_change(tx, CHANGE_POLICY, site.id, 0);
    return err == OK ? tx_audit(tx, in->account_id, "load_policy",
                                str_of(site.id == 0 ? "municipality:1" : site.public_id), STR(""))
                     : err;
}
