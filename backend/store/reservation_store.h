/* Reservations and their history: the only writer of reservation and reservation_event. Who may see a row is decided inside the query: its
 * guardians, its room's staff, staff of a room it was transferred to with the guardian's word (R-RSV-20). What a decision needs to know is
 * read by reservation_facts.h. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/reservation.h"
#include "store/db.h"

struct site_id {
    int64_t v;
};
struct child_id {
    int64_t v;
};
struct reservation_id {
    int64_t v;
};

enum {
    RESERVATION_CALENDAR_MAX = 96,
    RESERVATION_PHONE_BYTES = 32,
    RESERVATION_SLOT_BYTES = POLICY_ID_BYTES,
    RESERVATION_NEED_BYTES = 48,
    RESERVATION_CONDITION_BYTES_MAX = 2048,
};

/* The slot that is meant when none is named: the whole day. */
#define RESERVATION_DAY_SLOT "day"

/* Sealed columns belong to their row: what they are bound to. */
struct str reservation_about(struct buf *buf, char *storage, size_t bytes, const char *column, const char *public_id);

struct reservation_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    struct child_id child;
    struct site_id site;
    int32_t day;
    struct str slot;
    uint32_t segments;
    enum reservation_state state;
    enum reservation_reason reason;
    int64_t account_id;
    int32_t channel;                /* 1 web, 2 phone, 3 counter */
    const unsigned char *condition; /* sealed */
    size_t condition_n;
    const unsigned char *need; /* sealed, RESERVATION_NEED_BYTES + SECRET_SEAL_OVERHEAD */
    int64_t request_id;        /* 0: alone, or the first of several (reservation_lead) */
    bool together;
    bool keep;
    bool stays;
    int32_t wish;
    int32_t class;
    int64_t queue_ms;
    int64_t auto_until_ms;
    int32_t planned_min; /* POLICY_NONE: not said */
    int32_t rank;        /* for the history */
    int64_t now_ms;
};
/* The day's row must stand (sick_day_ensure). ERR_CONFLICT: the schema refused (overfill, second place). */
enum err reservation_insert(struct db *db, const struct reservation_new *new, struct reservation_id *ret_id) NODISCARD;
/* Makes it the first of a request's reservations. */
enum err reservation_lead(struct db *db, struct reservation_id id) NODISCARD;

/* A reservation as its family or room sees it. Texts are views while the query stands. */
struct reservation_row {
    struct reservation_id id;
    struct str public_id;
    struct str child;
    struct str child_name;
    struct str room;
    struct str room_name;
    struct str phone;
    struct str slot;
    int32_t day;
    enum reservation_state state;
    enum reservation_reason reason;
    int64_t version;
    int64_t created_ms;
    int64_t changed_ms;
    int32_t rank; /* 0 unless waitlisted */
    struct site_id site;
    struct child_id child_id;
    int64_t household_id;
    int32_t class;
    int64_t queue_ms;
    int64_t offer_ends_ms; /* 0 unless offered */
    int64_t auto_until_ms;
    bool stays;
    bool keep;
    int32_t wish;
    bool together;
    int64_t request_id;
    int32_t channel;
    int32_t planned_min;
    uint32_t segments;
    bool as_staff; /* the account works in this room */
    bool as_guardian;
};

typedef void (*reservation_each)(void *arg, const struct reservation_row *row);

/* Hands the one row over; ERR_NOT_FOUND: no such reservation, or not this account's to see. */
enum err reservation_read(struct db *db, int64_t account_id, struct str public_id, reservation_each row,
                          void *arg) NODISCARD;
/* The server's own look, by number; without the rank. */
enum err reservation_by_id(struct db *db, struct reservation_id id, reservation_each row, void *arg) NODISCARD;

struct reservation_list {
    int64_t account_id;
    struct str room; /* empty: the account's own children; else that room, for its staff */
    int32_t from_day;
    int32_t to_day;
    int64_t before; /* ids below this one; INT64_MAX for the first page */
    int32_t limit;
};
/* Newest first. */
enum err reservation_list(struct db *db, const struct reservation_list *list, reservation_each row,
                          void *arg) NODISCARD;
/* Of one request, in the order of asking. */
enum err reservation_of_request(struct db *db, int64_t request_id, reservation_each row, void *arg) NODISCARD;
/* Of a room's day in an active state, in the order of the queue; without the ranks. */
enum err reservation_of_day(struct db *db, struct site_id site, int32_t day, enum reservation_state state,
                            reservation_each row, void *arg) NODISCARD;
/* Confirmed ones of a room's day whose families were not reminded yet. */
enum err reservation_to_remind(struct db *db, struct site_id site, int32_t day, reservation_each row,
                               void *arg) NODISCARD;
/* The child's other active reservations of that day. */
enum err reservation_of_child_day(struct db *db, struct child_id child, int32_t day, struct reservation_id but,
                                  reservation_each row, void *arg) NODISCARD;

/* A row kept beyond its query: its texts are copied. */
struct reservation_kept {
    struct reservation_row row;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    char child[SECRET_PUBLIC_ID_TEXT];
    char room[SECRET_PUBLIC_ID_TEXT];
    char slot[RESERVATION_SLOT_BYTES];
};
/* For reservation_read and reservation_by_id: arg is a struct reservation_kept. Names are not kept. */
void reservation_keep(void *arg, const struct reservation_row *row);
/* Several: arg is a struct reservation_many over the caller's array; what does not fit is only counted. */
struct reservation_many {
    struct reservation_kept *list;
    size_t max;
    size_t n;
    size_t missed;
};
void reservation_keep_many(void *arg, const struct reservation_row *row);

struct reservation_move {
    struct reservation_id id;
    int64_t version; /* as read */
    struct site_id site;
    int32_t day;
    struct str slot;
    int32_t class;
    enum reservation_state from;
    enum reservation_state to;
    enum reservation_reason reason;
    enum reservation_cause cause;
    bool late;
    int32_t rank;          /* on the list, when it leaves or enters it; 0 */
    int64_t offer_ends_ms; /* to OFFERED */
    int64_t account_id;    /* 0: by itself */
    int64_t now_ms;
};
/* One transition with its event and the count of those who wait. Asserts that R-RSV-01 allows it. ERR_CONFLICT: changed meanwhile, or the
 * schema refused. */
enum err reservation_move(struct db *db, const struct reservation_move *move) NODISCARD;
/* The move out of what a row says, to be completed by the caller. */
struct reservation_move reservation_move_of(const struct reservation_row *row, enum reservation_state to,
                                            enum reservation_cause cause, int64_t now_ms);

/* Another place in the queue; the row must be waiting in `from_class`. */
struct reservation_requeue {
    struct reservation_id id;
    struct site_id site;
    int32_t day;
    struct str slot;
    int32_t from_class;
    int32_t class;
    int64_t queue_ms;
    enum reservation_reason reason;
    int64_t now_ms;
};
enum err reservation_requeue(struct db *db, const struct reservation_requeue *to) NODISCARD;
/* Another room or pin; the family's version of the reservation stays. */
enum err reservation_set_need(struct db *db, struct reservation_id id, const unsigned char *need) NODISCARD;
struct reservation_told {
    struct reservation_id id;
    int64_t version;
    struct str condition; /* sealed */
    int32_t planned_min;  /* POLICY_NONE: as it was */
    int64_t now_ms;
};
/* ERR_CONFLICT: changed meanwhile. */
enum err reservation_set_told(struct db *db, const struct reservation_told *told) NODISCARD;
enum err reservation_set_wishes(struct db *db, struct reservation_id id, int64_t version, int64_t auto_until_ms,
                                bool stays, int64_t now_ms) NODISCARD;
enum err reservation_reminded(struct db *db, struct reservation_id id, int64_t now_ms) NODISCARD;
/* R-CAN-03: the family answered the reminder: it comes. The first time counts; the state and the version stay, an answer was never needed. */
enum err reservation_comes(struct db *db, struct reservation_id id, int64_t now_ms) NODISCARD;
/* When it said so; 0: it has not. */
enum err reservation_coming(struct db *db, struct reservation_id id, int64_t *ret_ms) NODISCARD;

/* A place in a queue. */
struct reservation_place {
    struct site_id site;
    int32_t day;
    int32_t class;
    int64_t queue_ms;
    struct reservation_id id; /* INT64_MAX: of one that is not there yet */
};
/* How many stand before it. */
enum err reservation_ahead(struct db *db, const struct reservation_place *place, int32_t *ret) NODISCARD;
/* The greatest queue_ms of a class; 0 when nobody waits in it. */
enum err reservation_queue_last(struct db *db, struct site_id site, int32_t day, int32_t class, int64_t *ret) NODISCARD;

/* One who holds a place; the need is a view while the call lasts and still sealed. */
struct reservation_held {
    struct reservation_id id;
    struct str public_id;
    struct child_id child;
    uint32_t segments;
    struct str need;
    int32_t birth_day;
    enum reservation_state state;
    int64_t version;
    int32_t class;
    int64_t queue_ms;
};
enum err reservation_held_each(struct db *db, struct site_id site, int32_t day,
                               void (*row)(void *arg, const struct reservation_held *held), void *arg) NODISCARD;

/* One who waits, in the order of the queue. */
struct reservation_queued {
    struct reservation_id id;
    struct str public_id;
    struct child_id child;
    uint32_t segments;
    struct str need;
    int32_t birth_day;
    int64_t version;
    int32_t class;
    int64_t queue_ms;
    int64_t auto_until_ms;
    bool stays;
    bool keep;
    int32_t wish;
    bool together;
    int64_t request_id;
    int64_t household_id;
    struct str slot;
    int32_t placed_wish; /* the child has a place that day already, for its wish of this number; 0: it has none */
    int32_t party_n;     /* siblings who wait together with it, itself included (R-RSV-19) */
};
/* row returns false to end the walk. */
enum err reservation_queue_each(struct db *db, struct site_id site, int32_t day,
                                bool (*row)(void *arg, const struct reservation_queued *queued), void *arg) NODISCARD;

/* The sealed columns; views while the call lasts. Only on the lane, after the audit line of the reading. */
enum err reservation_sealed(struct db *db, struct reservation_id id,
                            enum err (*take)(void *arg, struct str condition, struct str need), void *arg) NODISCARD;

enum err reservation_asker(struct db *db, struct reservation_id id, int64_t *ret) NODISCARD;

struct reservation_step {
    int64_t at_ms;
    enum reservation_state from;
    enum reservation_state to;
    enum reservation_cause cause;
    enum reservation_reason reason;
    bool late;
    int32_t rank;
    int64_t account_id;
};
enum err reservation_history(struct db *db, struct reservation_id id,
                             void (*row)(void *arg, const struct reservation_step *step), void *arg) NODISCARD;
