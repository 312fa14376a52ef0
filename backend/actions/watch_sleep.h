/* Staff watch children who sleep (R-NAP-01 to 04): a session for a room, one look at one child at a time, timed by the server. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "core/access.h"
#include "store/lane.h"
#include "store/nap_store.h"

enum { WATCH_SLEEP_CHILDREN_MAX = 60 };

struct watch_sleep_child {
    struct str child;
    bool unwell;
};

struct open_nap {
    struct str site;
    struct str room;
    struct watch_sleep_child *children;
    size_t children_n;
    /* Out. */
    bool open_already;
    size_t unknown; /* 1 + the place of the first who is no child of the nursery; 0: none */
    size_t watched; /* of this age not all need be */
    struct nap_session session;
};
/* Act's verbs. ERR_NOT_FOUND: no such nursery or session, or the caller does not work there. */
enum err open_nap(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct check_nap {
    struct str id;
    struct str child;
    int64_t checked_ms; /* 0: now */
    enum nap_posture posture;
    bool breathing;
    bool colour;
    /* Out. */
    bool over;       /* the session, or the child is awake */
    bool not_here;   /* not a child of this session */
    bool wrong_time; /* not while it slept, or yet to come */
    int64_t at_ms;
    int64_t due_ms; /* the next one, if this was in time */
    bool late;      /* entered afterwards */
    char check[SECRET_PUBLIC_ID_TEXT];
};
enum err check_nap(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct end_nap {
    struct str id;
    struct str child; /* empty: the whole session */
    /* Out. */
    bool over;
    bool not_here;
};
enum err end_nap(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
