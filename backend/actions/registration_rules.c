/* See registration_rules.h. */
#include "actions/registration_rules.h"

#include "core/calendar.h"
#include "store/policy_store.h"

#include "base/banned.h"

/* Walks the rooms that have rules on a day. */
struct walk {
    struct db *db;
    int32_t day;
    /* Anything but OK ends the walk with it. */
    enum err (*room)(void *arg, const struct registration_scope *scope);
    void *arg;
};

static enum err walk_one(void *arg, const struct site *site)
{
    const struct walk *walk = arg;
    struct registration_scope scope = {.site = *site};
    enum err err = policy_on(walk->db, site->id, walk->day, &scope.policy);
    if (err == ERR_NOT_FOUND) {
        return OK; /* not yet open */
    }
    return err == OK ? walk->room(walk->arg, &scope) : err;
}

static enum err walk_rooms(struct walk *walk)
{
    return site_each(walk->db, SITE_SICKROOM, walk_one, walk);
}

static bool shares(const struct registration_scope *scope)
{
    return scope->policy->registration.scope == SCOPE_MUNICIPALITY;
}

struct find {
    struct registration_scope *ret;
    bool found;
};

static enum err take_first(void *arg, const struct registration_scope *scope)
{
    struct find *find = arg;
    if (!find->found && shares(scope)) {
        *find->ret = *scope;
        find->ret->site = (struct site){.id = 0};
        find->found = true;
    }
    return OK;
}

static enum err find_all(struct db *db, int32_t day, struct registration_scope *ret)
{
    struct find find = {.ret = ret};
    struct walk walk = {db, day, take_first, &find};
    enum err err = walk_rooms(&walk);
    return err == OK && !find.found ? ERR_NOT_FOUND : err;
}

static enum err find_room(struct db *db, int32_t day, struct registration_scope *ret)
{
    enum err err = policy_on(db, ret->site.id, day, &ret->policy);
    return err == OK && shares(ret) ? ERR_NOT_FOUND : err;
}

enum err registration_scope_find(struct db *db, struct str scope, int32_t day, struct registration_scope *ret)
{
    if (str_is(scope, REGISTRATION_ALL)) {
        return find_all(db, day, ret);
    }
    enum err err = site_by_public_id(db, scope, &ret->site);
    return err == OK ? find_room(db, day, ret) : err;
}

enum err registration_scope_of(struct db *db, int64_t site_id, int32_t day, struct registration_scope *ret)
{
    if (site_id == 0) {
        return find_all(db, day, ret);
    }
    enum err err = site_by_id(db, site_id, &ret->site);
    return err == OK ? policy_on(db, site_id, day, &ret->policy) : err;
}

struct each {
    enum err (*row)(void *arg, const struct registration_scope *scope);
    void *arg;
};

static enum err take_own(void *arg, const struct registration_scope *scope)
{
    const struct each *each = arg;
    return shares(scope) ? OK : each->row(each->arg, scope);
}

enum err registration_scopes(struct db *db, int32_t day,
                             enum err (*row)(void *arg, const struct registration_scope *scope), void *arg)
{
    struct registration_scope all;
    struct each each = {row, arg};
    struct walk walk = {db, day, take_own, &each};
    enum err err = find_all(db, day, &all);
    if (err == OK) {
        err = row(arg, &all);
    }
    return err == OK || err == ERR_NOT_FOUND ? walk_rooms(&walk) : err;
}

struct oldest {
    int64_t site_id;
    int32_t birth_day;
    int32_t last_day;
    bool any;
};

static enum err take_age(void *arg, const struct registration_scope *scope)
{
    struct oldest *oldest = arg;
    bool in = oldest->site_id == 0 ? shares(scope) : scope->site.id == oldest->site_id;
    int32_t last_day = calendar_last_day(oldest->birth_day, scope->policy->eligibility.age_high);
    if (in && (!oldest->any || last_day > oldest->last_day)) {
        oldest->last_day = last_day;
        oldest->any = true;
    }
    return OK;
}

enum err registration_last_day(struct db *db, int64_t site_id, int32_t birth_day, int32_t today, int32_t *ret)
{
    struct oldest oldest = {.site_id = site_id, .birth_day = birth_day};
    struct walk walk = {db, today, take_age, &oldest};
    enum err err = walk_rooms(&walk);
    if (err == OK) {
        *ret = oldest.any ? oldest.last_day : INT32_MAX;
    }
    return err;
}
