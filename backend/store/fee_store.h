/* Bills and their steps (R-FEE-01, 06): the only writer of fee and fee_event. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/fee.h"
#include "store/db.h"
#include "store/reservation_store.h"

enum { FEE_LINES_BYTES = 2048, FEE_OPTIONS_BYTES = 1280, FEE_METHOD_BYTES = 16, FEE_MUNICIPALITY_BYTES = 17 };

enum fee_kind { FEE_OF_USE = 1, FEE_OF_LATE_CANCELLATION };

struct fee_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    struct reservation_id reservation;
    enum fee_kind kind;
    int32_t yen;
    struct str lines;   /* JSON */
    struct str options; /* ids with blanks between */
    struct str municipality;
    int64_t account_id; /* 0: by itself */
    int64_t now_ms;
};
/* ERR_CONFLICT: the reservation has one. */
enum err fee_add(struct db *db, const struct fee_new *new) NODISCARD;

struct fee_row {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    enum fee_kind kind;
    int32_t yen;
    char lines[FEE_LINES_BYTES];
    char options[FEE_OPTIONS_BYTES];
    char municipality[FEE_MUNICIPALITY_BYTES];
    enum fee_state state;
    char method[FEE_METHOD_BYTES];
    int64_t receipt_number; /* 0: not paid */
    int32_t refund_offered;
    int32_t refunded;
    int64_t version;
    int64_t paid_ms; /* 0 */
    int64_t created_ms;
    int64_t changed_ms;
};
/* ERR_NOT_FOUND: nothing is to be paid for it. */
enum err fee_of_reservation(struct db *db, struct reservation_id id, struct fee_row *ret) NODISCARD;

struct fee_step {
    const struct fee_row *row; /* as read */
    enum fee_state to;
    struct str method;
    int32_t yen; /* of this step */
    struct str reason;
    int64_t account_id;
    int64_t now_ms;
};
/* Asserts that fee_may_become. What is paid gets the next receipt number: all of a municipality are one sequence without gaps, because one
 * lane gives them. ERR_CONFLICT: changed meanwhile. */
enum err fee_settle(struct db *db, const struct fee_step *step) NODISCARD;

/* What a bill comes to with what is known now (R-FEE-03). */
struct fee_again {
    const struct fee_row *row; /* as read */
    int32_t yen;
    struct str lines;
    struct str municipality;
    int64_t account_id;
    int64_t now_ms;
};
/* An unpaid one: asserts fee_open. ERR_CONFLICT: changed meanwhile. */
enum err fee_rerate(struct db *db, const struct fee_again *again) NODISCARD;
/* A paid one: `yen` is what is offered back from now on, 0 nothing. ERR_CONFLICT: changed meanwhile. */
enum err fee_offer(struct db *db, const struct fee_again *again) NODISCARD;

/* Days of use whose bills are due, invoiced or paid. */
struct fee_covered {
    int64_t household_id;
    int64_t child_id; /* 0: all its children */
    int32_t from_day;
    int32_t to_day;
    int64_t after; /* in and out: the last bill that was found */
};
/* The next ones; fewer than max: these were the last. */
enum err fee_covered(struct db *db, struct fee_covered *of, struct reservation_id *list, size_t max,
                     size_t *ret_n) NODISCARD;

/* Its place among the children of its household who are cared for that day: 1 the eldest. */
struct fee_sibling {
    int64_t household_id;
    struct child_id child;
    int32_t birth_day;
    int32_t day;
};
enum err fee_sibling(struct db *db, const struct fee_sibling *of, int32_t *ret) NODISCARD;

/* One day of a child's month. Views live while the call lasts. */
struct fee_use_row {
    int32_t day;
    struct str facility;
    enum fee_kind kind;
    int32_t yen;
    enum fee_state state;
    int32_t refunded;
    int64_t receipt_number;
    struct str child_name;
    int32_t birth_day;
};
struct fee_month {
    int64_t account_id; /* a guardian of the child */
    struct str child;
    int32_t from_day;
    int32_t to_day;
};
/* Days of use only: what was given back too late is none. */
enum err fee_of_child(struct db *db, const struct fee_month *month,
                      void (*row)(void *arg, const struct fee_use_row *use), void *arg) NODISCARD;
