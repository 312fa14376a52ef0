/* A notice is read: by staff with whom it went to and who opened it, by a guardian whom it went to with the family's answer. Sealed: opened on the lane,
 * behind the audit line of the reading. Reading leaves no receipt: the page leaves it (open_notice) when the text stands before somebody's eyes. */
#pragma once

#include <stdbool.h>

#include "core/access.h"
#include "store/lane.h"
#include "store/notice_store.h"

/* Views live while the call lasts. */
struct notice_shown {
    const struct notice *notice;
    struct str title;
    struct str detail; /* JSON; "": it cannot be read, or was recalled */
    struct str writer;
    struct str releaser;
};

struct read_notice {
    const struct caller *caller;
    struct str notice;
    bool staff;
    /* On the lane, in this order; must not fail. */
    void (*head)(void *arg, const struct notice_shown *shown);
    void (*target)(void *arg, struct str class_name, struct str child, struct str name);
    void (*class_line)(void *arg, struct str class_name, int64_t recipients, int64_t opened);
    void (*recipient)(void *arg, const struct notice_recipient *recipient);
    /* For a family: each of its children here with what stands for it, JSON or ""; voted: it has answered, namelessly. */
    void (*own)(void *arg, const struct notice_own_child *child, struct str answers, bool voted);
    void *arg;
    /* The action's own. */
    struct tx *tx;
};
/* ERR_NOT_FOUND: none, or none for this account. */
enum err read_notice(struct lane *lane, struct read_notice *in) NODISCARD;

struct open_notice {
    struct str notice;
};
/* An act's verb: a guardian has it before its eyes. ERR_NOT_FOUND: it did not go to this account. */
enum err open_notice(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
