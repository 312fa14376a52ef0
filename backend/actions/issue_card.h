/* The head gives a child a card (by its number, or the one that was just touched at an entrance of the nursery and that nobody knew), or a family one for several of its children (R-ATT-05), or a printed code (R-ATT-18). Its number is hashed with
 * the municipality's card key and kept nowhere (R-SEC-07); in place of a lost one, that one ends in the same moment; the nursery's entrances know it within seconds. */
#pragma once

#include "base/err.h"
#include "core/access.h"
#include "store/lane.h"
#include "wire/card_number.h"
#include "wire/tap.h"

enum issue_card_outcome { ISSUE_CARD_DONE, ISSUE_CARD_IN_USE, ISSUE_CARD_THROWAWAY, ISSUE_CARD_NO_TOUCH };

enum { ISSUE_CARD_TOUCH_MS = 10 * 60000 }; /* so old may a touch be */

struct issue_card {
    struct card_number number; /* wiped by the verb; nothing with a touch */
    struct str touch;          /* the id of a touch whose card nobody knew */
    struct str replaces;       /* the id of the card in whose place this one comes; may be empty */
    struct str children[TAP_CHILDREN_MAX];
    size_t children_n; /* at least one; the first is whose card it is */
    /* Out. */
    enum issue_card_outcome outcome;
    char id[SECRET_PUBLIC_ID_TEXT];
    int64_t issued_ms;
};

/* An act's verb: arg is a struct issue_card. ERR_NOT_FOUND: one of the children is of no nursery whose head asks, or they are not of one. */
enum err issue_card(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
