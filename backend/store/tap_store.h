/* Touches as they came (R-ATT-01: even ignored ones; never changed, never deleted) and what was refused. The only writer of tap,
 * tap_child, tap_undone and tap_refused. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/attendance.h"
#include "core/clock_doubt.h"
#include "store/db.h"
#include "wire/tap.h"

/* Authentic is stored; only TAP_OK is folded. The others are kept for people to look at and are receipted all the same. */
enum tap_verdict {
    TAP_OK,
    TAP_UNKNOWN_CARD,
    TAP_REVOKED_CARD,
    TAP_OTHER_SITE,   /* the child is another nursery's */
    TAP_NOT_ENROLLED, /* not yet, or no longer */
    TAP_FAR_FUTURE,
    TAP_UNREADABLE,    /* unknown member or word, newer version */
    TAP_UNKNOWN_CHILD, /* the child named at the entrance is not one the card stands for, or not of this nursery */
    TAP_WHICH_CHILD,   /* a family card, and nobody said which of its children (R-ATT-05) */
    TAP_TAKES_BACK,    /* no touch of a child: it takes another back */
    TAP_VERDICT_COUNT
};

/* Nothing of these is stored as a touch, and none gets a receipt. */
enum tap_refusal {
    TAP_REFUSED_UNSIGNED = 1,
    TAP_REFUSED_SIGNATURE,
    TAP_REFUSED_TOPIC,   /* no topic of ours, or another's */
    TAP_REFUSED_GATEWAY, /* unknown or revoked */
    TAP_REFUSED_MALFORMED,
    TAP_REFUSED_TOO_LARGE,
    TAP_REFUSED_REPLAY, /* this number was used with another content */
    TAP_REFUSAL_COUNT
};

struct tap_row {
    int64_t gateway_id;
    const struct tap *tap; /* epoch, seq, direction, said */
    int64_t device_ms;
    int64_t received_ms;
    int64_t event_ms;
    int64_t uncertainty_ms; /* as the box said */
    bool clock_doubt;
    int64_t card_id;  /* 0: none */
    int64_t child_id; /* 0: none */
    int32_t day;
    enum tap_verdict verdict;
    struct str payload;
    const unsigned char *signature; /* SECRET_SIGNATURE_BYTES */
};

/* A child that a touch may speak for. */
struct tap_child {
    int64_t child_id;
    char child[SECRET_PUBLIC_ID_TEXT];
    int64_t household_id;
    int64_t nursery_id; /* 0: none */
    int32_t enrolled_from_day;
    int32_t enrolled_to_day; /* 0: still */
    bool absent;             /* reported absent on the day that was asked about */
    int32_t day;             /* tap_store_people alone: the touch's */
};

struct tap_shown {
    int64_t id;
    struct str public_id; /* lives until the next one */
    int64_t event_ms;
    int64_t device_ms;
    int64_t received_ms;
    enum tap_direction direction;
    enum punch_meaning said;
    int64_t uncertainty_ms;
    bool clock_doubt;
};

/* What a card was at an instant: a touch that comes late is judged by when it was. */
struct tap_card {
    int64_t id;
    bool revoked; /* by then */
    bool later;   /* it was given out only afterwards */
};
/* The one in use then, else the newest of this hash. ERR_NOT_FOUND: no card ever had it. */
enum err tap_store_card(struct db *db, const unsigned char hash[SECRET_CARD_HASH_BYTES], int64_t at_ms,
                        struct tap_card *ret) NODISCARD;
/* The children a card stands for, its own first; at most TAP_CHILDREN_MAX. `absent` is of that day. */
enum err tap_store_family(struct db *db, int64_t card_id, int32_t day, struct tap_child list[TAP_CHILDREN_MAX],
                          size_t *ret_n) NODISCARD;
/* A child chosen without a card. ERR_NOT_FOUND: none has this public id. */
enum err tap_store_named(struct db *db, struct str child, struct tap_child *ret) NODISCARD;
/* A further child of a stored touch. */
enum err tap_store_add_child(struct db *db, int64_t tap_id, int64_t child_id, int32_t day) NODISCARD;

/* One touch by its number. */
struct tap_number {
    int64_t gateway_id;
    int64_t epoch;
    int64_t seq;
};
/* It is taken back, by the touch by_seq of the same epoch; it need not have come yet. *ret_first: it was not before. */
enum err tap_store_take_back(struct db *db, const struct tap_number *number, int64_t by_seq, bool *ret_first) NODISCARD;
enum err tap_store_is_undone(struct db *db, const struct tap_number *number, bool *ret) NODISCARD;
/* The children whose day it is part of, at most TAP_CHILDREN_MAX; none when it is not here or does not count. */
enum err tap_store_people(struct db *db, const struct tap_number *number, struct tap_child list[TAP_CHILDREN_MAX],
                          size_t *ret_n) NODISCARD;
/* ERR_CONFLICT: this number of this gateway is stored already. */
enum err tap_store_insert(struct db *db, const struct tap_row *row) NODISCARD;
/* The row, once it is stored as tap_id, as the fold takes it. */
struct attendance_tap tap_store_folded(const struct tap_row *row, int64_t tap_id, bool undone);
/* Is this exactly what is stored under the number? ERR_NOT_FOUND: nothing is. */
enum err tap_store_same(struct db *db, const struct tap_row *row, bool *ret_same) NODISCARD;
/* The highest number that follows `after` without a gap; `after` itself when the next is missing. */
enum err tap_store_without_gap(struct db *db, int64_t gateway_id, int64_t epoch, int64_t after, int64_t *ret) NODISCARD;
/* The touches of a child's day that count, at most ATTENDANCE_TAPS_MAX, the earliest. ERR_INVALID: a row holds what no program wrote. */
enum err tap_store_of_day(struct db *db, int64_t child_id, int32_t day, struct attendance_tap *taps,
                          size_t *ret_n) NODISCARD;
/* The same in the same order, as people see them. */
enum err tap_store_shown(struct db *db, int64_t child_id, int32_t day,
                         void (*take)(void *arg, const struct tap_shown *shown), void *arg) NODISCARD;
/* A card that nobody knew was touched; texts live until the next one. */
struct tap_unknown {
    struct str touch;
    int64_t received_ms;
    struct str gateway;
    struct str site;
};
/* Since an instant at the nurseries whose head this account is, the newest first, at most TAP_UNKNOWN_MAX. */
enum { TAP_UNKNOWN_MAX = 8 };
enum err tap_store_unknown(struct db *db, int64_t account_id, int64_t since_ms,
                           void (*take)(void *arg, const struct tap_unknown *unknown), void *arg) NODISCARD;
/* The hash of the card of one of them at that nursery. ERR_NOT_FOUND: no such touch, or no card. */
struct tap_unknown_ask {
    struct str touch;
    int64_t site_id;
    int64_t since_ms;
};
enum err tap_store_unknown_card(struct db *db, const struct tap_unknown_ask *ask,
                                unsigned char hash[SECRET_CARD_HASH_BYTES]) NODISCARD;
/* What was not known of the touch of that instant by which a child's day counts. ERR_NOT_FOUND: no touch, or staff said that time themselves. */
enum err tap_store_in_doubt(struct db *db, int64_t child_id, int32_t day, int64_t at_ms,
                            struct clock_doubt *ret) NODISCARD;
/* ERR_NOT_FOUND: no touch of that child's day. */
enum err tap_store_by_public_id(struct db *db, struct str public_id, int64_t child_id, int32_t day,
                                int64_t *ret_id) NODISCARD;
/* 0: none. */
enum err tap_store_last_id(struct db *db, int64_t child_id, int32_t day, int64_t *ret_id) NODISCARD;

struct tap_refused {
    int64_t at_ms;
    char gateway[TOPICS_ID_BYTES]; /* as the topic says; not trusted */
    enum tap_refusal why;
    unsigned char payload_hash[SECRET_HASH_BYTES];
    int64_t times;
};

enum err tap_store_refused(struct db *db, const struct tap_refused *refused) NODISCARD;
/* Keeps the newest `keep` rows of what was refused. */
enum err tap_store_refused_forget(struct db *db, int64_t keep) NODISCARD;
enum err tap_store_refused_times(struct db *db, struct str gateway, enum tap_refusal why, int64_t *ret) NODISCARD;

const char *tap_store_verdict_word(enum tap_verdict verdict);
const char *tap_store_refusal_word(enum tap_refusal why);
