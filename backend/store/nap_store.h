/* Rooms in which children sleep, who is watched in them, and the looks: appended, never changed. The only writer of nap_session, nap_child and
 * nap_check. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/nap.h"
#include "store/db.h"

enum { NAP_ROOM_BYTES = 48, NAP_CHECKS_MAX = 96 };

/* ERR_NOT_FOUND: no rules hold there on that day. */
enum err nap_store_rules(struct db *db, int64_t site_id, int32_t day, struct nap_rules *ret) NODISCARD;

struct nap_session {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t site_id;
    int32_t day;
    char room[NAP_ROOM_BYTES];
    int64_t opened_ms;
    int64_t closed_ms; /* 0: open */
};
/* id and public_id are set; ERR_CONFLICT: that room has one open already. */
enum err nap_store_open(struct db *db, struct nap_session *session, int64_t account_id) NODISCARD;
/* ERR_NOT_FOUND: no such session, or the account does not work in its nursery. */
enum err nap_store_session(struct db *db, struct str public_id, int64_t account_id, struct nap_session *ret) NODISCARD;
/* ERR_CONFLICT: closed already. Whoever still sleeps in it is no longer watched. */
enum err nap_store_close(struct db *db, const struct nap_session *session, int64_t account_id,
                         int64_t now_ms) NODISCARD;

struct nap_candidate {
    int64_t child_id;
    int32_t birth_day;
    int32_t enrolled_from_day;
};
/* ERR_NOT_FOUND: no child of that nursery on that day. */
enum err nap_store_candidate(struct db *db, struct str child, int64_t site_id, int32_t day,
                             struct nap_candidate *ret) NODISCARD;
enum err nap_store_watch(struct db *db, int64_t session_id, int64_t child_id, bool careful,
                         const struct nap_watch *watch) NODISCARD;
/* ERR_NOT_FOUND: not in this session. */
enum err nap_store_watched(struct db *db, int64_t session_id, struct str child, int64_t *ret_id,
                           struct nap_watch *ret) NODISCARD;
/* ERR_CONFLICT: it is awake already. */
enum err nap_store_wake(struct db *db, int64_t session_id, int64_t child_id, int64_t now_ms) NODISCARD;

struct nap_check_new {
    int64_t session_id;
    int64_t child_id;
    struct nap_look look;
    enum nap_posture posture;
    bool breathing;
    bool colour;
    int64_t account_id;
    char public_id[SECRET_PUBLIC_ID_TEXT]; /* out */
};
enum err nap_store_check(struct db *db, struct nap_check_new *new) NODISCARD;

/* Views while the call lasts. */
struct nap_session_row {
    struct str public_id;
    struct str room;
    int64_t opened_ms;
    int64_t closed_ms;
    int64_t children;
};
enum err nap_store_sessions(struct db *db, int64_t site_id, int32_t day,
                            void (*take)(void *arg, const struct nap_session_row *row), void *arg) NODISCARD;

struct nap_child_row {
    int64_t child_id;
    struct str child;
    struct str name;
    struct nap_watch watch;
    bool careful;
};
enum err nap_store_children(struct db *db, int64_t session_id,
                            enum err (*take)(void *arg, const struct nap_child_row *row), void *arg) NODISCARD;

struct nap_check_row {
    struct nap_look look;
    enum nap_posture posture;
    bool breathing;
    bool colour;
    struct str by;
};
/* At most NAP_CHECKS_MAX. */
enum err nap_store_checks(struct db *db, int64_t session_id, int64_t child_id,
                          void (*take)(void *arg, const struct nap_check_row *row), void *arg) NODISCARD;
