/* Medicine in the nursery: what guardians asked for, and what was given by two people. The only writer of medicine_request and medicine_gift. What
 * is asked for is sealed. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/medicine.h"
#include "store/db.h"

enum { MEDICINES_MAX = 60 /* of a child that are listed */ };

struct medicine_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t child_id;
    int64_t nursery_id;
    int32_t day;
    struct str detail; /* sealed */
    int64_t account_id;
    int64_t now_ms;
};
enum err medicine_ask(struct db *db, const struct medicine_new *new) NODISCARD;
/* How many hold for that day. */
enum err medicine_asked(struct db *db, int64_t child_id, int32_t day, int64_t *ret) NODISCARD;

struct medicine_found {
    int64_t id;
    char child[SECRET_PUBLIC_ID_TEXT];
    int64_t household_id;
    int64_t nursery_id;
    int64_t gift_id; /* 0: not given */
    struct medicine_facts facts;
    bool as_staff;
    bool as_guardian; /* from whom nothing of it is hidden */
};
/* ERR_NOT_FOUND: there is none. Whether it is the account's business is in what comes back. */
enum err medicine_find(struct db *db, struct str public_id, int64_t account_id, struct medicine_found *ret) NODISCARD;

enum err medicine_withdraw(struct db *db, int64_t id, int64_t now_ms) NODISCARD;
enum err medicine_give(struct db *db, int64_t request_id, int64_t account_id, int64_t now_ms) NODISCARD;
enum err medicine_see(struct db *db, int64_t gift_id, int64_t account_id, int64_t now_ms) NODISCARD;
enum err medicine_strike(struct db *db, int64_t gift_id, int64_t account_id, int64_t now_ms) NODISCARD;

/* Views live until the next one. */
struct medicine_row {
    struct str public_id;
    struct str child;
    struct str name;
    struct str class_name;
    int32_t day;
    struct str detail; /* sealed */
    struct str asked_by;
    int64_t asked_ms;
    bool withdrawn;
    int64_t given_ms; /* 0: not */
    struct str given_by;
    int64_t second_ms; /* 0: nobody has seen it */
    struct str second;
};
typedef enum err (*medicine_take)(void *arg, const struct medicine_row *row);
enum err medicine_of(struct db *db, int64_t child_id, int32_t from_day, int32_t to_day, medicine_take take,
                     void *arg) NODISCARD;
enum err medicine_at(struct db *db, int64_t nursery_id, int32_t day, int64_t account_id, medicine_take take,
                     void *arg) NODISCARD;
