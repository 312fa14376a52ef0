/* See notice_aim.h. */
#include "actions/notice_aim.h"

#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

struct notice_aim *notice_aim_begin(struct tx *tx, enum notice_audience audience)
{
    struct notice_aim *aim = tx->scratch;
    memset(aim, 0, sizeof *aim);
    aim->tx = tx;
    aim->audience = audience;
    return aim;
}

/* --- children by id --------------------------------------------------------------------------------------------------- */

struct asking {
    struct notice_aim *aim;
    const struct str *children;
    size_t n;
};

static enum err take_asked(void *arg, const struct notice_child *child)
{
    struct asking *asking = arg;
    struct notice_targets *targets = &asking->aim->targets;
    for (size_t i = 0; child->here && i < asking->n; i++) {
        if (str_equal(asking->children[i], child->public_id) && targets->children_n < NOTICE_CHILDREN_MAX) {
            targets->children[targets->children_n++] = child->id;
        }
    }
    return OK;
}

enum err notice_aim_children(struct notice_aim *aim, int64_t site_id, const struct str *children, size_t n)
{
    struct asking asking = {aim, children, n};
    enum err err = n == 0 ? OK
                          : notice_children(aim->tx->db, site_id, civil_day_of_ms(aim->tx->now_ms), 0, take_asked,
                                            &asking);
    aim->size.unknown = aim->targets.children_n != n;
    return err;
}

/* --- the walk --------------------------------------------------------------------------------------------------------- */

static bool is_child(const struct notice_targets *targets, int64_t id)
{
    for (size_t i = 0; i < targets->children_n; i++) {
        if (targets->children[i] == id) {
            return true;
        }
    }
    return false;
}

static bool is_class(const struct notice_targets *targets, struct str name)
{
    for (size_t i = 0; i < targets->classes_n; i++) {
        if (str_is(name, targets->classes[i])) {
            return true;
        }
    }
    return false;
}

static bool concerns(const struct notice_aim *aim, const struct notice_child *child)
{
    switch (aim->audience) {
    case NOTICE_TO_SITE:
        return child->here;
    case NOTICE_TO_CLASSES:
        return child->here && is_class(&aim->targets, child->class_name);
    case NOTICE_TO_CHILDREN:
        break;
    }
    return child->here && is_child(&aim->targets, child->id);
}

static bool insert(int64_t *list, size_t *n, size_t max, int64_t value)
{
    for (size_t i = 0; i < *n; i++) {
        if (list[i] == value) {
            return true;
        }
    }
    if (*n == max) {
        return false;
    }
    list[(*n)++] = value;
    return true;
}

static enum err reach(struct notice_aim *aim, const struct notice_child *child)
{
    int64_t guardians[NOTICE_GUARDIANS_MAX];
    size_t n = 0;
    enum err err = notice_guardians(aim->tx->db, child->id, guardians, &n);
    bool room = true;
    for (size_t i = 0; err == OK && i < n; i++) {
        room = room && insert(aim->accounts, &aim->accounts_n, NOTICE_AIM_ACCOUNTS_MAX, guardians[i]);
        err = aim->send == 0 ? OK : notice_recipient_add(aim->tx->db, aim->send, guardians[i], child);
    }
    if (n > 0) {
        room = room && insert(aim->households, &aim->households_n, NOTICE_AIM_HOUSEHOLDS_MAX, child->household_id);
    }
    aim->size.unreached += n == 0;
    return err == OK && !room ? ERR_LIMIT : err;
}

static enum err take_child(void *arg, const struct notice_child *child)
{
    struct notice_aim *aim = arg;
    if (aim->guard.n > 0) {
        name_guard_child(&aim->guard, child->name, child->kana);
    }
    if (!concerns(aim, child)) {
        return OK;
    }
    /* The children come class by class. */
    if (aim->size.classes == 0 || !str_is(child->class_name, aim->last_class)) {
        aim->size.classes++;
        str_cut(child->class_name, aim->last_class, sizeof aim->last_class);
    }
    aim->size.children++;
    aim->size.beyond = aim->size.beyond || !child->own;
    return reach(aim, child);
}

enum err notice_aim_walk(struct notice_aim *aim, int64_t site_id, int64_t account_id)
{
    enum err err = notice_children(aim->tx->db, site_id, civil_day_of_ms(aim->tx->now_ms), account_id, take_child, aim);
    aim->size.guardians = (int64_t)aim->accounts_n;
    aim->size.families = (int64_t)aim->households_n;
    bool met = aim->audience != NOTICE_TO_CLASSES || (size_t)aim->size.classes == aim->targets.classes_n;
    aim->size.unknown = aim->size.unknown || !met;
    return err;
}
