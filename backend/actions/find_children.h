/* Staff of a sick-care room find a child to book for by telephone, by the beginning of its name as it is read (in either script) or by its registration number
 * (R-REG-10). As little as tells two children apart; the search is written into the audit before anybody sees its answer. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/registration_store.h"

enum { FIND_CHILDREN_MAX = 20, FIND_QUERY_BYTES_MAX = 90 };

struct find_children {
    const struct caller *caller;
    struct str room;
    struct str query;
    /* out */
    struct registration_found *list; /* the caller's array of FIND_CHILDREN_MAX, in the order of their names */
    size_t list_n;
};

/* ERR_NOT_FOUND: no such room, or the caller does not work there. */
enum err find_children(struct lane *lane, struct find_children *in) NODISCARD;
