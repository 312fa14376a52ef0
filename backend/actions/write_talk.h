/* Somebody writes to the other side, about one child; and says how far it has read. The family is told by mail and on its telephones that something
 * came, never what, and not in the hours in which the nursery's notices wait either; the nursery sees it on its pages. */
#pragma once

#include <stdbool.h>

#include "base/err.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/talk_store.h"

#define TALK_SEALED "talk|text"

enum talk_outcome { TALK_FINE, TALK_OFTEN, TALK_OVER };

struct write_talk {
    struct str child;
    struct str text;                /* TALK_TEXT_FINE, at most TALK_TEXT_BYTES_MAX */
    char id[SECRET_PUBLIC_ID_TEXT]; /* out */
    enum talk_outcome outcome;      /* out: not FINE, nothing was done */
};
/* An act's verb. ERR_NOT_FOUND: the account has no part in the child's words. */
enum err write_talk(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct mark_talk {
    struct str child;
    struct str through; /* the last one that was before somebody's eyes */
};
/* An act's verb. ERR_NOT_FOUND as above, or nothing of that number was written there. */
enum err mark_talk(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
