/* The head gives a child a card, or a family one for several of its children (R-ATT-05), or a printed code (R-ATT-18). Its number is hashed with
 * the municipality's card key and kept nowhere (R-SEC-07); the nursery's entrances know it within seconds. */
#pragma once

#include "base/err.h"
#include "core/access.h"
#include "store/lane.h"
#include "wire/card_number.h"
#include "wire/tap.h"

enum issue_card_outcome { ISSUE_CARD_DONE, ISSUE_CARD_IN_USE, ISSUE_CARD_THROWAWAY };

struct issue_card {
    struct card_number number; /* wiped by the verb */
    struct str children[TAP_CHILDREN_MAX];
    size_t children_n; /* at least one; the first is whose card it is */
    /* Out. */
    enum issue_card_outcome outcome;
    char id[SECRET_PUBLIC_ID_TEXT];
    int64_t issued_ms;
};

/* An act's verb: arg is a struct issue_card. ERR_NOT_FOUND: one of the children is of no nursery whose head asks, or they are not of one. */
enum err issue_card(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
