/* Reservations, their history and the slots they stand in: the only writer of slot_day, reservation and reservation_event.
 * Who may see a row is decided inside the query: its guardians and its room's staff. */
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
    RESERVATION_CALENDAR_MAX = 64,
    RESERVATION_PHONE_BYTES = 32,
    RESERVATION_SLOT_BYTES = 16,
    RESERVATION_REFUSED_BYTES = 512
};

/* The slot of contract 3 that this version has: the whole day. */
#define RESERVATION_DAY_SLOT "day"

/* What the calendar functions read, with its storage. */
struct reservation_calendar {
    struct calendar calendar;
    int32_t holidays[RESERVATION_CALENDAR_MAX];
    struct calendar_exception exceptions[RESERVATION_CALENDAR_MAX];
};

/* Facts about one child, room and day, ready for reservation_decide. Points into itself: do not copy. */
struct reservation_case {
    struct child_id child;
    struct site_id site;
    int64_t household_id;
    char phone[RESERVATION_PHONE_BYTES];
    char refused[RESERVATION_REFUSED_BYTES];
    bool slot_known;
    struct reservation_policy policy;
    struct reservation_calendar calendar;
    struct reservation_facts facts;
};

struct reservation_ask {
    int64_t account_id;
    bool staff; /* the caller works in some room: whether in this one, the query says */
    struct str child;
    struct str room;
    int32_t day;
    struct str slot;
    struct str diagnosis; /* a code of disease_list */
    int64_t now_ms;
};

/* ERR_NOT_FOUND: no such child or room, or not this account's to ask for. */
enum err reservation_case_read(struct db *db, const struct reservation_ask *ask,
                               struct reservation_case *ret) NODISCARD;

struct reservation_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    struct child_id child;
    struct site_id site;
    int32_t day;
    struct str slot;
    enum reservation_state state;
    enum reservation_reason reason;
    int64_t account_id;
    int32_t channel;                /* 1 web, 2 phone, 3 counter */
    const unsigned char *condition; /* sealed */
    size_t condition_n;
    int32_t capacity; /* of the slot, when it is new */
    bool slot_known;
    int64_t now_ms;
};
/* ERR_CONFLICT: the schema refused (overfill, second active one). */
enum err reservation_insert(struct db *db, const struct reservation_new *new, struct reservation_id *ret_id) NODISCARD;

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
};

/* Hands the one row to `row`; ERR_NOT_FOUND: no such reservation, or not this account's to see. */
enum err reservation_read(struct db *db, int64_t account_id, struct str public_id,
                          void (*row)(void *arg, const struct reservation_row *row), void *arg) NODISCARD;

struct reservation_list {
    int64_t account_id;
    struct str room; /* empty: the account's own children; else that room, for its staff */
    int32_t from_day;
    int32_t to_day;
    int64_t before; /* ids below this one; INT64_MAX for the first page */
    int32_t limit;
};
/* Newest first. */
enum err reservation_list(struct db *db, const struct reservation_list *list,
                          void (*row)(void *arg, const struct reservation_row *row), void *arg) NODISCARD;

struct reservation_move {
    struct reservation_id id;
    int64_t version; /* as read */
    struct site_id site;
    int32_t day;
    struct str slot;
    enum reservation_state from;
    enum reservation_state to;
    enum reservation_reason reason;
    int64_t account_id; /* 0: by itself */
    int64_t now_ms;
};
/* One transition with its event and the slot's count of waiting. Asserts that R-RSV-01 allows it. ERR_CONFLICT: changed meanwhile, or
 * the schema refused. */
enum err reservation_move(struct db *db, const struct reservation_move *move) NODISCARD;

struct reservation_waiting {
    struct reservation_id id;
    struct child_id child;
    int64_t household_id;
    int64_t version;
    char public_id[SECRET_PUBLIC_ID_TEXT];
};
/* ERR_NOT_FOUND: nobody waits who could have it. */
enum err reservation_next_waiting(struct db *db, struct site_id site, int32_t day, struct str slot,
                                  struct reservation_waiting *ret) NODISCARD;
enum err reservation_free_places(struct db *db, struct site_id site, int32_t day, struct str slot,
                                 int32_t *ret) NODISCARD;
/* The next of the child's other waiting entries of that day; ERR_NOT_FOUND when there is none. */
enum err reservation_other_wait(struct db *db, struct child_id child, int32_t day, struct reservation_id but,
                                struct reservation_waiting *ret, struct site_id *ret_site) NODISCARD;

/* Public ids of the rooms that take a disease on a day (R-ROOM-07), joined by spaces. */
enum err reservation_accepting(struct db *db, int32_t day, struct str diagnosis, struct buf *rooms) NODISCARD;
/* Holidays and the site's own exceptions between two days (at most RESERVATION_CALENDAR_MAX of each). */
enum err reservation_calendar_read(struct db *db, struct site_id site, int32_t weekday_mask, int32_t from_day,
                                   int32_t to_day, struct reservation_calendar *ret) NODISCARD;
