/* See load_nursery_rules.h. */
#include "actions/load_nursery_rules.h"

#include <string.h>

#include "actions/agree_extension.h"
#include "core/house_rules.h"
#include "core/return_date.h"
#include "store/policy_store.h"
#include "store/return_store.h"
#include "store/site_store.h"

#include "base/banned.h"

enum { KIND_BYTES = 16 };

static const char *const kind_words[] = {"nursery", "extension", "return", "staffing", "register", NULL};

enum kind { KIND_NURSERY, KIND_EXTENSION, KIND_RETURN, KIND_STAFFING, KIND_REGISTER, KIND_OTHER };

static enum kind kind_of(struct str document)
{
    struct json_in in;
    struct json_faults faults;
    enum kind found = KIND_OTHER;
    if (json_open(document, &in, &faults) != OK) {
        return KIND_OTHER;
    }
    struct str word = json_text(&in, "policy", JSON_OPTIONAL, KIND_BYTES);
    for (int i = 0; kind_words[i] != NULL; i++) {
        found = str_is(word, kind_words[i]) ? (enum kind)i : found;
    }
    json_drop(&in);
    return found;
}

bool load_nursery_rules_is(struct str document)
{
    return kind_of(document) != KIND_OTHER;
}

static enum err audit(struct tx *tx, const char *action, const char *site)
{
    return tx_audit_of(tx, 0, action, "site", str_of(site), STR(""));
}

/* --- hours, ladder, meals, naps ---------------------------------------------------------------------------------------------- */

struct housing {
    struct tx *tx;
    struct load_nursery_rules *in;
    const struct house_rules *rules;
    int32_t valid_from_day;
};

static enum err house_one(void *arg, const struct site *site)
{
    struct housing *housing = arg;
    struct tx *tx = housing->tx;
    bool begun = false;
    if (housing->in->outcome != LOAD_NURSERY_DONE) {
        return OK; /* one nursery for which it does not do is enough: nothing is kept */
    }
    enum err err = policy_nursery_begun(tx->db, site->id, housing->valid_from_day, &begun);
    if (err != OK || begun) {
        housing->in->outcome = LOAD_NURSERY_DAYS_BEGUN;
        return err;
    }
    err = policy_nursery_create(tx->db, site->id, housing->valid_from_day, housing->rules);
    if (err == ERR_CONFLICT) {
        housing->in->outcome = LOAD_NURSERY_TWICE;
        return OK;
    }
    housing->in->nurseries++;
    if (err == OK) {
        tx_change(tx, CHANGE_ROSTER, site->id, 0);
    }
    return err == OK ? audit(tx, "load_nursery_rules", site->public_id) : err;
}

static enum err load_house(struct tx *tx, struct load_nursery_rules *in)
{
    struct house_rules rules;
    struct house_head head;
    struct site site;
    if (house_rules_decode(in->document, &rules, &head, &in->faults) != OK) {
        in->outcome = LOAD_NURSERY_FAULTS;
        return OK;
    }
    struct housing housing = {tx, in, &rules, head.valid_from_day};
    if (head.site[0] == '\0') {
        return site_each(tx->db, SITE_NURSERY, house_one, &housing);
    }
    enum err err = site_by_public_id(tx->db, str_of(head.site), &site);
    if (err == ERR_NOT_FOUND || (err == OK && site.kind != SITE_NURSERY)) {
        in->outcome = LOAD_NURSERY_UNKNOWN_SITE;
        return OK;
    }
    return err == OK ? house_one(&housing, &site) : err;
}

/* --- prices, and coming back --------------------------------------------------------------------------------------------------- */

static enum err load_prices(struct tx *tx, struct load_nursery_rules *in)
{
    struct load_extension_prices ask = {.document = in->document};
    const struct caller operator_command = {.account_id = 0};
    enum err err = load_extension_prices(tx, &operator_command, &ask);
    in->faults = ask.faults;
    if (ask.faults.malformed != NULL || ask.faults.n > 0) {
        in->outcome = LOAD_NURSERY_FAULTS;
    } else if (ask.unknown_site || ask.step_out) {
        in->outcome = ask.unknown_site ? LOAD_NURSERY_UNKNOWN_SITE : LOAD_NURSERY_STEP_OUT;
    }
    return err;
}

static enum err load_return(struct tx *tx, struct load_nursery_rules *in)
{
    struct return_rules *rules = tx->scratch;
    struct return_head head;
    _Static_assert(sizeof *rules <= LANE_SCRATCH_BYTES, "the lane's room is enough");
    if (return_decode(in->document, rules, &head, &in->faults) != OK) {
        in->outcome = LOAD_NURSERY_FAULTS;
        return OK;
    }
    enum err err = return_policy_add(tx->db, head.valid_from_day, in->document, tx->now_ms);
    return err == OK ? tx_audit(tx, 0, "load_return_table", STR("municipality:1"), STR("")) : err;
}

enum err load_nursery_rules(struct tx *tx, struct load_nursery_rules *in)
{
    in->outcome = LOAD_NURSERY_DONE;
    in->faults = (struct json_faults){.n = 0};
    in->nurseries = 0;
    switch (kind_of(in->document)) {
    case KIND_NURSERY:
        return load_house(tx, in);
    case KIND_EXTENSION:
        return load_prices(tx, in);
    case KIND_RETURN:
        return load_return(tx, in);
    case KIND_STAFFING:
    case KIND_REGISTER:
    case KIND_OTHER:
        break;
    }
    in->outcome = LOAD_NURSERY_NOT_LOADED;
    return OK;
}
