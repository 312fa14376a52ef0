/* What this box knows of today, and whom a touch speaks for: the roster as the server sent it, and on top of it the box's own touches of
 * the day. The rules are wire/choice.h and wire/punch.h. No lock of its own: the desk's. No I/O but the roster book's copy. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "roster.h"
#include "wire/app_code.h"
#include "wire/choice.h"
#include "wire/tap.h"

struct entrance;

/* A child that a touch may mean. */
struct entrance_child {
    char child[SECRET_PUBLIC_ID_TEXT];
    char nick[ROSTER_NICK_BYTES];
    int32_t symbol;
    bool speak; /* staff want a word when it comes */
};

struct entrance_family {
    bool have_roster; /* false: the server will know; n is 0 */
    size_t n;         /* 0 with a roster: unknown (R-ATT-07) */
    struct entrance_child who[CHOICE_CHILDREN_MAX];
    struct choice_child what[CHOICE_CHILDREN_MAX];
};

/* R-INF-02: is this one of the chosen, coming, and wanted for a word? The touch counts as always. */
bool entrance_speaks(const struct entrance_family *family, size_t i);

struct entrance *entrance_open(struct roster_book *book);
void entrance_close(struct entrance *entrance); /* NULL is fine */

/* Whom a touch means (its card, or its named children) and what it means for each of them at tap->time_ms with tap->direction; changes
 * nothing. Of a card of more children than fit, the first. */
void entrance_family(struct entrance *entrance, const struct tap *tap, struct entrance_family *ret);
/* The children of this entrance whom a code of the app names; 0: none of them is here, or there is no list. */
size_t entrance_of_code(struct entrance *entrance, const struct app_code *code, int64_t now_ms,
                        char children[CHOICE_CHILDREN_MAX][SECRET_PUBLIC_ID_TEXT]);
/* The touch was committed: it is part of the day from now on. Also for the day's touches that the outbox kept over a restart, in order. */
void entrance_keep(struct entrance *entrance, const struct tap *tap);

/* The children with one picture, for choosing without a card (R-ATT-17, R-ATT-19); at most max. */
size_t entrance_by_symbol(struct entrance *entrance, int32_t symbol, int64_t now_ms, struct entrance_child *list,
                          size_t max);

/* How many children are missed at now_ms: due, not reported absent, not seen here nor known to the server as here (R-ABS-03). By a list of an
 * earlier day nobody is missed at the weekend. */
size_t entrance_missed(struct entrance *entrance, int64_t now_ms);
/* The day of the list in use; 0 without one. */
int32_t entrance_roster_day(struct entrance *entrance, int64_t now_ms);
