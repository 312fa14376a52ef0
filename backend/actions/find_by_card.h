/* The card that opens the nursery's door shows who stands at the sick-care room's: staff of the room hold it to a reader that types, or read the code
 * off the family's phone, and get the reservations of that day for the children it stands for, and nothing about anybody else. A number is only
 * taken in; the search is written into the audit before anybody sees its answer. An unknown card and one of a child that has nothing here today
 * get the same answer (R-ATT-07). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "core/reservation.h"
#include "store/child_store.h"
#include "store/lane.h"

enum { FIND_BY_CARD_MAX = 8 };

struct found_by_card {
    char reservation[SECRET_PUBLIC_ID_TEXT];
    char name[CHILD_NAME_BYTES];
    enum reservation_state state;
};

struct find_by_card {
    const struct caller *caller;
    struct str room;
    struct str code; /* as the reader typed it */
    /* out */
    struct found_by_card list[FIND_BY_CARD_MAX];
    size_t list_n;
};

/* ERR_NOT_FOUND: no such room, the caller does not work there, or the card means nothing in it today. */
enum err find_by_card(struct lane *lane, struct find_by_card *in) NODISCARD;
