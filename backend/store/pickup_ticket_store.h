/* One-time pick-up tickets (core/pickup_ticket.h): the only writer of pickup_ticket, pickup_ticket_child and pickup_ticket_use. Who comes and the number
 * are sealed. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/pickup_ticket.h"
#include "store/db.h"

/* A child for which a guardian may make a ticket. */
struct pickup_ticket_child {
    int64_t id;
    int64_t household_id;
    int64_t site_id;
    char site[SECRET_PUBLIC_ID_TEXT];
};
/* ERR_NOT_FOUND: no such child, in no nursery on that day, or this account may not say who fetches it (R-REG-11). */
enum err pickup_ticket_child(struct db *db, int64_t account_id, struct str child, int32_t day,
                             struct pickup_ticket_child *ret) NODISCARD;
/* The ids of all such children. */
enum err pickup_ticket_allowed(struct db *db, int64_t account_id, void (*take)(void *arg, struct str child),
                               void *arg) NODISCARD;
enum err pickup_ticket_full(struct db *db, int64_t account_id, int32_t today, bool *ret) NODISCARD;

struct pickup_ticket_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t site_id;
    int32_t day;
    struct str person; /* sealed */
    int64_t account_id;
    int64_t now_ms;
    const int64_t *children;
    size_t children_n;
};
enum err pickup_ticket_add(struct db *db, const struct pickup_ticket_new *new) NODISCARD;

/* Views live until the next one. */
struct pickup_ticket_row {
    int64_t id;
    struct str public_id;
    int64_t site_id;
    struct str sealed;
    struct str maker;
    int64_t made_ms;
    struct pickup_ticket_facts facts;
};
struct pickup_ticket_look {
    int64_t account_id; /* who looks */
    int64_t site_id;    /* of pickup_ticket_at */
    int32_t day;        /* pickup_ticket_mine: from then on */
    struct str ticket;  /* that one alone; "": all */
    enum err (*take)(void *arg, const struct pickup_ticket_row *row);
    void *arg;
};
/* Those of a guardian's children, of whom none is hidden from it. */
enum err pickup_ticket_mine(struct db *db, const struct pickup_ticket_look *look) NODISCARD;
/* Those of a nursery's day with a child that this member of staff sees. */
enum err pickup_ticket_at(struct db *db, const struct pickup_ticket_look *look) NODISCARD;
/* ERR_NOT_FOUND: no such ticket. Says nothing of who may see it. */
enum err pickup_ticket_day_of(struct db *db, struct str ticket, int64_t *ret_site_id, int32_t *ret_day) NODISCARD;

enum err pickup_ticket_children(struct db *db, int64_t ticket_id,
                                void (*take)(void *arg, struct str child, int64_t household_id), void *arg) NODISCARD;
/* The first first. */
enum err pickup_ticket_uses(struct db *db, int64_t ticket_id, void (*take)(void *arg, int64_t at_ms, struct str by),
                            void *arg) NODISCARD;
enum err pickup_ticket_use(struct db *db, int64_t ticket_id, int64_t at_ms, int64_t account_id,
                           int64_t now_ms) NODISCARD;
enum err pickup_ticket_take_back(struct db *db, int64_t ticket_id, int64_t now_ms) NODISCARD;
