/* A paper form is keyed in at the counter: the household, its children, its registrations and where its messages go, in one step; the answer
 * carries the code by which a guardian takes it over later (R-REG-10). A household that never does can be booked for by telephone. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "actions/make_claim.h"
#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "core/registration.h"
#include "store/lane.h"

enum { ENTER_CHILDREN_MAX = 6, ENTER_CONTACTS_MAX = 5 };

struct enter_child {
    /* in */
    struct str name;
    struct str kana;
    int32_t birth_day;
    struct str sheet; /* in its one form; empty: blank */
    /* out */
    char id[SECRET_PUBLIC_ID_TEXT];
    char registration[SECRET_PUBLIC_ID_TEXT];
    enum registration_state state;
    int64_t version;
};

struct enter_household {
    /* in */
    struct str scope;     /* "all" or a room's id; empty: no registration yet */
    struct str household; /* the household's sheet; empty: blank */
    bool submit;          /* hand the registrations in, where nothing is missing */
    struct enter_child children[ENTER_CHILDREN_MAX];
    size_t children_n;
    struct str contacts[ENTER_CONTACTS_MAX]; /* mail addresses */
    size_t contacts_n;
    struct str language; /* of its messages */
    /* out */
    bool no_such_scope; /* 422 */
    char id[SECRET_PUBLIC_ID_TEXT];
    struct make_claim claim;
};

/* An act's verb. */
enum err enter_household(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
