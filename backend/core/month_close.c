/* See month_close.h. */
#include "core/month_close.h"

#include <assert.h>
#include <string.h>

#include "base/banned.h"

void month_begin(struct month *month)
{
    month->version = 1;
    month->closed = false;
    month->changed = false;
    month->lead = (struct month_signature){.account_id = 0};
    month->head = (struct month_signature){.account_id = 0};
    for (size_t i = 0; i < month->classes_n; i++) {
        month->classes[i].signature = (struct month_signature){.account_id = 0};
    }
}

static bool same(const unsigned char *a, const unsigned char *b)
{
    return memcmp(a, b, SECRET_HASH_BYTES) == 0;
}

static struct month_class *find(struct month *month, const char *name)
{
    for (size_t i = 0; i < month->classes_n; i++) {
        if (strcmp(month->classes[i].name, name) == 0) {
            return &month->classes[i];
        }
    }
    return NULL;
}

const struct month_class *month_class_of(const struct month *month, const char *name)
{
    for (size_t i = 0; i < month->classes_n; i++) {
        if (strcmp(month->classes[i].name, name) == 0) {
            return &month->classes[i];
        }
    }
    return NULL;
}

void month_take(struct month *month, const struct month_word *word)
{
    struct month_signature signature = {word->account_id, word->at_ms};
    struct month_class *class_row = NULL;
    int32_t version = month->version;
    switch (word->step) {
    case MONTH_TEACHER:
        class_row = find(month, word->class_name);
        if (class_row != NULL) {
            class_row->signature = same(word->digest, class_row->digest) ? signature
                                                                         : (struct month_signature){.account_id = 0};
        }
        return;
    case MONTH_LEAD:
        month->lead = same(word->digest, month->digest) ? signature : (struct month_signature){.account_id = 0};
        return;
    case MONTH_HEAD:
        month->head = signature;
        month->closed = true;
        month->changed = !same(word->digest, month->digest);
        return;
    case MONTH_REOPEN:
        month_begin(month);
        month->version = version + 1;
        return;
    }
    assert(false);
}

static enum month_outcome may_sign_class(const struct month *month, const struct month_word *word)
{
    const struct month_class *class_row = month_class_of(month, word->class_name);
    if (class_row == NULL) {
        return MONTH_NO_CLASS;
    }
    if (class_row->signature.account_id != 0) {
        return MONTH_WRONG_STEP;
    }
    return class_row->unresolved > 0 ? MONTH_UNRESOLVED : MONTH_DONE;
}

static enum month_outcome may_lead(const struct month *month, const struct month_word *word)
{
    bool also = false;
    if (month->lead.account_id != 0) {
        return MONTH_WRONG_STEP;
    }
    for (size_t i = 0; i < month->classes_n; i++) {
        if (month->classes[i].unresolved > 0) {
            return MONTH_UNRESOLVED;
        }
        if (month->classes[i].signature.account_id == 0) {
            return MONTH_WRONG_STEP;
        }
        also = also || month->classes[i].signature.account_id == word->account_id;
    }
    return also ? MONTH_SAME_PERSON : MONTH_DONE;
}

enum month_outcome month_may(const struct month *month, const struct month_word *word)
{
    if (word->step == MONTH_REOPEN) {
        return month->closed ? MONTH_DONE : MONTH_WRONG_STEP;
    }
    if (month->closed) {
        return MONTH_WRONG_STEP;
    }
    if (!month->over) {
        return MONTH_NOT_OVER;
    }
    if (word->step == MONTH_TEACHER) {
        return may_sign_class(month, word);
    }
    if (word->step == MONTH_LEAD) {
        return may_lead(month, word);
    }
    /* What was signed by the lead had nothing unresolved, and is what the month says now. */
    if (month->lead.account_id == 0) {
        return MONTH_WRONG_STEP;
    }
    return month->lead.account_id == word->account_id ? MONTH_SAME_PERSON : MONTH_DONE;
}

bool month_role_may(const struct caller *caller, int64_t site_id, enum month_step step, const char *class_name)
{
    for (size_t i = 0; i < caller->grants_n; i++) {
        const struct access_grant *grant = &caller->grants[i];
        bool head = grant->role == ROLE_HEAD;
        bool lead = head || grant->role == ROLE_LEAD;
        bool own = grant->role == ROLE_TEACHER &&
                   (grant->class_name[0] == '\0' || strcmp(grant->class_name, class_name) == 0);
        if (grant->site_id != site_id) {
            continue;
        }
        if (head || (step == MONTH_LEAD && lead) || (step == MONTH_TEACHER && (lead || own))) {
            return true;
        }
    }
    return false;
}

const char *month_step_word(enum month_step step)
{
    static const char *const words[] = {
        [MONTH_TEACHER] = "teacher", [MONTH_LEAD] = "lead", [MONTH_HEAD] = "head", [MONTH_REOPEN] = "reopen"};
    assert(step >= MONTH_TEACHER);
    assert(step <= MONTH_REOPEN);
    return words[step];
}
