/* Extended care as it is kept: documents of prices, what families have agreed from which day, the runs of a month with a bill per child (never changed:
 * a run after a correction is another), what was invoiced, and disputes. R-EXT-05, R-EXT-06. The only writer of the tables extension_*. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/extension.h"
#include "store/db.h"

enum { EXTENSION_DISPUTE_BYTES = 2000, EXTENSION_HELD_BYTES = EXTENSION_MONTHLY_MAX * POLICY_ID_BYTES };

struct extension_price {
    int64_t site_id; /* 0: every nursery that has none of its own */
    int32_t valid_from_day;
    struct str document; /* has been through extension_decode */
    int64_t account_id;
    int64_t now_ms;
};
enum err extension_store_price_add(struct db *db, const struct extension_price *price) NODISCARD;
/* The prices that hold for a nursery on a day, decoded. ERR_NOT_FOUND: none do; ERR_INVALID: they cannot be read. */
enum err extension_store_price_on(struct db *db, int64_t site_id, int32_t day, struct extension_rules *ret,
                                  int64_t *ret_id) NODISCARD;

struct extension_agreement {
    int64_t child_id;
    int32_t from_day;
    enum hours_class hours_class;
    char held[EXTENSION_HELD_BYTES]; /* ids separated by spaces */
    char tier[POLICY_ID_BYTES];
    int32_t sibling;
    int32_t monthly_fee_yen;
    int64_t account_id;
    int64_t now_ms;
};
enum err extension_store_agree(struct db *db, const struct extension_agreement *agreement) NODISCARD;
/* ERR_NOT_FOUND: standard hours, nothing by the month. */
enum err extension_store_agreed(struct db *db, const char *child, int32_t day,
                                struct extension_agreement *ret) NODISCARD;
/* A child of any nursery by its public id. */
enum err extension_store_child(struct db *db, struct str child, int64_t *ret_id, int64_t *ret_household_id) NODISCARD;

/* A nursery's month. */
struct extension_key {
    int64_t site_id;
    int32_t month_day; /* the first of the month */
};

struct extension_run {
    int64_t id; /* 0: none yet */
    int32_t version;
    int64_t at_ms;
    int64_t price_id;
};
/* All zeros when there is none. */
enum err extension_store_last_run(struct db *db, const struct extension_key *key, struct extension_run *ret) NODISCARD;
/* run->id and the rest from it; account_id: who had it made. */
enum err extension_store_run_add(struct db *db, const struct extension_key *key, struct extension_run *run,
                                 int64_t account_id) NODISCARD;

struct extension_bill {
    int64_t run_id;
    int64_t child_id;
    int64_t yen;
    int64_t unresolved;
    struct str document;
};
enum err extension_store_bill_add(struct db *db, const struct extension_bill *bill) NODISCARD;
/* Calls take with the bill while its text lives. ERR_NOT_FOUND: the run has none of this child. */
enum err extension_store_bill(struct db *db, int64_t run_id, int64_t child_id,
                              void (*take)(void *arg, const struct extension_bill *bill), void *arg) NODISCARD;

struct extension_sum {
    int64_t children;
    int64_t yen;
    int64_t unresolved;
};
enum err extension_store_sum(struct db *db, int64_t run_id, struct extension_sum *ret) NODISCARD;

struct extension_line_shown {
    struct str child;
    struct str name;
    struct str class_name;
    int64_t yen;
    int64_t unresolved;
    bool had_before; /* the run before had a bill of this child */
    int64_t before_yen;
    int64_t invoiced_yen;
    int64_t disputes; /* open */
};
struct extension_bills_ask {
    struct extension_key key;
    int64_t run_id;
    int64_t before_id; /* 0: the first run */
    int64_t account_id;
    void (*take)(void *arg, const struct extension_line_shown *line);
    void *arg;
};
enum err extension_store_bills(struct db *db, const struct extension_bills_ask *ask) NODISCARD;
/* The run of that version; ERR_NOT_FOUND when there is none. */
enum err extension_store_run_of(struct db *db, const struct extension_key *key, int32_t version,
                                int64_t *ret_id) NODISCARD;

/* A line for every child whose sum is not what was invoiced. */
enum err extension_store_invoice(struct db *db, const struct extension_key *key, int64_t run_id, int64_t account_id,
                                 int64_t now_ms, int64_t *ret_lines) NODISCARD;

struct extension_word {
    int32_t version;
    int64_t at_ms;
    int64_t yen;
    int64_t unresolved; /* of a run */
};
/* What each run said of a child's month, or what was invoiced of it. */
enum err extension_store_history(struct db *db, const struct extension_key *key, int64_t child_id,
                                 void (*take)(void *arg, const struct extension_word *word), void *arg) NODISCARD;
enum err extension_store_invoices(struct db *db, const struct extension_key *key, int64_t child_id,
                                  void (*take)(void *arg, const struct extension_word *word), void *arg) NODISCARD;

struct extension_dispute {
    struct extension_key key;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t child_id;
    int64_t run_id;
    struct str text; /* sealed */
    struct str evidence;
    int64_t account_id;
    int64_t now_ms;
};
enum err extension_store_dispute(struct db *db, const struct extension_dispute *dispute) NODISCARD;

/* Texts live until the next one. */
struct extension_dispute_shown {
    struct str public_id;
    struct str text; /* sealed */
    struct str evidence;
    int64_t at_ms;
    struct str answer; /* sealed; empty while it is open */
    int64_t answered_ms;
    int32_t version; /* of the run that is disputed */
};
enum err extension_store_disputes(struct db *db, const struct extension_key *key, int64_t child_id,
                                  enum err (*take)(void *arg, const struct extension_dispute_shown *shown),
                                  void *arg) NODISCARD;
/* ERR_NOT_FOUND: none that this account may answer. */
enum err extension_store_dispute_get(struct db *db, struct str public_id, int64_t account_id, int64_t *ret_id,
                                     int64_t *ret_household_id, bool *ret_open) NODISCARD;
enum err extension_store_answer(struct db *db, int64_t id, struct str sealed, int64_t account_id,
                                int64_t now_ms) NODISCARD;
