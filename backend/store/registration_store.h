/* Registrations of children with the sick-care rooms (R-REG-05, R-REG-08): the only writer of registration and registration_event. What a
 * family writes there, and the reasons of decisions, are sealed. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/registration.h"
#include "store/child_store.h"
#include "store/db.h"

/* What the sealed detail is bound to. */
struct str registration_about(struct buf *buf, char *storage, size_t bytes, const char *public_id);

/* How a child stands on a day. scope_site_id: the room, or 0 where one registration is good for all. A suspension that is over by then is
 * over. REGISTRATION_NONE when there is none. */
struct registration_standing {
    enum registration_state state;
    int32_t valid_to_day;
};
enum err registration_standing(struct db *db, int64_t child_id, int64_t scope_site_id, int32_t day,
                               struct registration_standing *ret) NODISCARD;

struct registration_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t child_id;
    int64_t site_id; /* 0: all rooms */
    int64_t serial;  /* what its number is made of; 0: not yet given */
    enum registration_state state;
    enum registration_step step;
    int32_t channel;       /* 1 web, 2 phone, 3 counter */
    struct str detail;     /* sealed */
    int32_t approved_day;  /* 0: not yet */
    int32_t valid_to_day;  /* 0 */
    int32_t confirmed_day; /* when the family last said that all of it is right */
    int64_t account_id;    /* 0: imported */
    int64_t now_ms;
};
/* With the first line of its history. ERR_CONFLICT: the child has one in this scope. */
enum err registration_add(struct db *db, const struct registration_new *new, int64_t *ret_id) NODISCARD;

enum { REGISTRATION_SITE_BYTES = 33, REGISTRATION_SITE_NAME_BYTES = 128 };

/* A child as an account sees it that wants to register it. */
struct registration_child {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    char name[CHILD_NAME_BYTES];
    int32_t birth_day;
    int64_t household_id;
    char household[SECRET_PUBLIC_ID_TEXT];
    int32_t closed_day; /* INT32_MAX: the household lives here */
    bool family;        /* a guardian of it */
    uint32_t hides;     /* enum hidden */
    bool officer;
    bool room_staff; /* of the room of the scope */
};
/* ERR_NOT_FOUND: no such child, or nothing of this account's. site_id 0: no room is asked about. */
enum err registration_child(struct db *db, struct str child, int64_t account_id, int64_t site_id,
                            struct registration_child *ret) NODISCARD;

/* One as it stands. Days and instants that are not known are 0. */
struct registration_row {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t child_id;
    char child[SECRET_PUBLIC_ID_TEXT];
    char child_name[CHILD_NAME_BYTES];
    int32_t birth_day;
    int64_t household_id;
    char household[SECRET_PUBLIC_ID_TEXT];
    int64_t site_id; /* 0: all rooms */
    char site[REGISTRATION_SITE_BYTES];
    char site_name[REGISTRATION_SITE_NAME_BYTES];
    int64_t serial;
    char number[REGISTRATION_NUMBER_BYTES];
    struct registration_life life;
    int32_t channel;
    int64_t submitted_ms;
    int32_t approved_day;
    int64_t renewal_ms;
    int32_t confirmed_day;
    int64_t version;
    int64_t created_ms;
    bool family; /* what the caller is to it */
    uint32_t hides;
    bool owner; /* of the staff who decide about it */
};
/* today: staff of other rooms see it while the child has a place there in these weeks. ERR_NOT_FOUND: none, or not this caller's to see. */
enum err registration_row(struct db *db, int64_t account_id, struct str public_id, int32_t today,
                          struct registration_row *ret) NODISCARD;
/* Without a caller. ERR_NOT_FOUND: none in this scope. */
enum err registration_of_child(struct db *db, int64_t child_id, int64_t scope_site_id,
                               struct registration_row *ret) NODISCARD;

struct registration_queue {
    int64_t account_id;
    enum registration_state state;
    bool renewals; /* those who asked for the next year, instead of a state */
    int64_t after; /* cursor: the last id that was seen */
    int32_t limit;
};
enum err registration_queue(struct db *db, const struct registration_queue *queue,
                            void (*row)(void *arg, const struct registration_row *row), void *arg) NODISCARD;

/* What happened to one: written with every change. */
struct registration_happened {
    enum registration_state from;
    enum registration_step step;
    int64_t account_id; /* 0: by itself */
    struct str reason;  /* sealed; empty: none */
    int64_t now_ms;
};
/* Writes the row as it stands now and the line of its history; row->version is the one it had, and grows. ERR_CONFLICT: somebody was faster,
 * or the number is taken. */
enum err registration_change(struct db *db, struct registration_row *row,
                             const struct registration_happened *happened) NODISCARD;
enum err registration_write(struct db *db, int64_t id, struct str detail) NODISCARD;
/* The next number of a scope. */
enum err registration_next_serial(struct db *db, int64_t scope_site_id, int64_t *ret) NODISCARD;
/* The sealed sheet into out, of at most `max` bytes. */
enum err registration_detail(struct db *db, int64_t id, unsigned char *out, size_t max, size_t *ret_n) NODISCARD;

enum registration_by { REGISTRATION_BY_ITSELF, REGISTRATION_BY_FAMILY, REGISTRATION_BY_STAFF };
struct registration_event {
    int64_t at_ms;
    enum registration_state from;
    enum registration_state to;
    enum registration_step step;
    enum registration_by by;
    struct str reason; /* sealed: a view during the call */
};
/* The newest n, newest first. */
enum err registration_history(struct db *db, int64_t id, int32_t n,
                              void (*row)(void *arg, const struct registration_event *event), void *arg) NODISCARD;

/* A child that somebody looks for at the telephone. */
struct registration_search {
    int64_t scope_site_id;
    struct str text; /* the beginning of the name as it is read, or the whole number */
    bool number;
    int32_t today;
    int32_t limit;
};
struct registration_found {
    char child[SECRET_PUBLIC_ID_TEXT];
    char name[CHILD_NAME_BYTES];
    char kana[CHILD_NAME_BYTES];
    int32_t birth_day;
    enum registration_state state; /* REGISTRATION_NONE: not in this scope */
    char number[REGISTRATION_NUMBER_BYTES];
};
enum err registration_find(struct db *db, const struct registration_search *search,
                           void (*row)(void *arg, const struct registration_found *found), void *arg) NODISCARD;

/* Those with ids after one, in their order, but for closed ones. */
enum err registration_next(struct db *db, int64_t after, int32_t limit,
                           void (*row)(void *arg, const struct registration_row *row), void *arg) NODISCARD;
enum err registration_reminded(struct db *db, int64_t id, int32_t valid_to_day) NODISCARD;
