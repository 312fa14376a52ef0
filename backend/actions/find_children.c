/* See find_children.h. */
#include "actions/find_children.h"

#include "actions/registration_rules.h"
#include "base/civil.h"
#include "core/kana.h"
#include "store/site_store.h"

#include "base/banned.h"

static bool works_there(const struct caller *caller, int64_t site_id)
{
    bool works = false;
    for (size_t i = 0; i < caller->grants_n; i++) {
        bool role = caller->grants[i].role == ROLE_NURSE || caller->grants[i].role == ROLE_SICKROOM_STAFF;
        works = works || (role && caller->grants[i].site_id == site_id);
    }
    return works;
}

static void take(void *arg, const struct registration_found *found)
{
    struct find_children *in = arg;
    if (in->list_n < FIND_CHILDREN_MAX) {
        in->list[in->list_n++] = *found;
    }
}

/* "T000001", "R12-000007": a letter that no reading of a name begins with, and a digit. */
static bool is_number(struct str query)
{
    return query.n >= 2 && (query.p[0] == 'T' || query.p[0] == 'R') && query.p[1] >= '0' && query.p[1] <= '9';
}

/* The audit says that somebody searched and where, not for whom: that would be a name. */
static enum err audit(struct tx *tx, const struct find_children *in)
{
    return tx_audit_of(tx, in->caller->account_id, "find_children", "room", in->room,
                       str_of(is_number(in->query) ? "number" : "name"));
}

/* ゆうま finds ユウマ too. */
static enum err find_in_other_script(struct tx *tx, struct registration_search *search, struct find_children *in)
{
    char storage[FIND_QUERY_BYTES_MAX];
    struct str other;
    enum err err = kana_other_script(in->query, storage, sizeof storage, &other);
    if (err != OK || str_equal(other, in->query)) {
        return err;
    }
    search->text = other;
    return registration_find(tx->db, search, take, in);
}

static enum err run(struct tx *tx, void *arg)
{
    struct find_children *in = arg;
    struct registration_scope scope;
    struct site site;
    int32_t today = civil_day_of_ms(tx->now_ms);
    in->list_n = 0;
    enum err err = site_by_public_id(tx->db, in->room, &site);
    if (err != OK || site.kind != SITE_SICKROOM || !works_there(in->caller, site.id)) {
        return err == OK ? ERR_NOT_FOUND : err;
    }
    err = registration_scope_of(tx->db, site.id, today, &scope);
    if (err != OK) {
        return err;
    }
    struct registration_search search = {.scope_site_id = scope.policy->registration.scope == SCOPE_FACILITY ? site.id
                                                                                                             : 0,
                                         .text = in->query,
                                         .number = is_number(in->query),
                                         .today = today,
                                         .limit = FIND_CHILDREN_MAX};
    err = audit(tx, in);
    err = err == OK ? registration_find(tx->db, &search, take, in) : err;
    return err == OK && !search.number ? find_in_other_script(tx, &search, in) : err;
}

enum err find_children(struct lane *lane, struct find_children *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
