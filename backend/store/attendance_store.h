/* The derived days (attendance_day), and reading what they are derived from and shown with. A derived day may be thrown away and folded
 * again to the same bytes. The only writer of attendance_day. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/attendance.h"
#include "store/db.h"

/* A nursery's rules on one day. */
struct attendance_rules {
    struct punch_policy policy;
    int64_t cutoff_ms;
    int64_t report_ms;
    int64_t grace_ms;
    bool open;
};

/* ERR_NOT_FOUND: no rules hold there on that day. */
enum err attendance_store_rules(struct db *db, int64_t site_id, int32_t day, struct attendance_rules *ret) NODISCARD;

/* Room for one fold: 45 KiB, so not on a stack. */
struct attendance_work {
    struct attendance_tap taps[ATTENDANCE_TAPS_MAX];
    struct attendance_correction corrections[ATTENDANCE_CORRECTIONS_MAX];
    struct attendance_events events;
};

/* A child and day of a nursery. */
struct attendance_key {
    int64_t nursery_id;
    int32_t day;
    int64_t child_id;
};

/* Folds the day from taps and corrections; writes nothing. work->events holds what every tap meant. */
enum err attendance_store_derive(struct db *db, const struct attendance_key *key, struct attendance_work *work,
                                 struct attendance_day *ret) NODISCARD;
/* Derives and keeps the day. *ret_changed: it is different now, and those who look at it must be told. On the lane's thread only. */
enum err attendance_store_refold(struct db *db, const struct attendance_key *key, struct attendance_day *ret,
                                 bool *ret_changed) NODISCARD;
/* The same after one more tap was stored (tap->id is its row): takes the fold one tap further where the last one left it, and folds all
 * anew where that cannot be known to be right. On the lane's thread only. */
enum err attendance_store_follow(struct db *db, const struct attendance_key *key, const struct attendance_tap *tap,
                                 struct attendance_day *ret, bool *ret_changed) NODISCARD;
/* The kept day (accepted_ms is not kept: 0); all zero when there is none. */
enum err attendance_store_get(struct db *db, const struct attendance_key *key, struct attendance_day *ret) NODISCARD;
/* How often the kept day has changed; 0 when there is none. */
enum err attendance_store_day_version(struct db *db, const struct attendance_key *key, int64_t *ret) NODISCARD;
/* The kept day that follows *key in the order of nursery, day and child; begin with zeros. ERR_NOT_FOUND: that was the last. */
enum err attendance_store_next(struct db *db, struct attendance_key *key, struct attendance_day *ret) NODISCARD;
/* Grows with every change of what the nursery's board shows of that day. */
enum err attendance_store_version(struct db *db, int64_t site_id, int32_t day, int64_t *ret) NODISCARD;

/* A line of the board. Texts live until the next one. */
struct attendance_line {
    int64_t child_id;
    struct str child; /* public id */
    struct str name;
    struct str class_name;
    int32_t planned_arrive_min;
    int32_t planned_leave_min;
    struct attendance_day day;
    int64_t version; /* grows with every change of the day; 0: nothing happened yet */
    struct absence_cover absence;
    uint32_t return_flags; /* RETURN_TOO_EARLY, PAPER_MISSING: should the child come on that day (R-INF-02) */
};

struct attendance_board {
    int64_t site_id;
    int32_t day;
    int64_t account_id; /* who looks: a teacher sees the own class */
    void (*take)(void *arg, const struct attendance_line *line);
    void *arg;
};

enum err attendance_store_board(struct db *db, const struct attendance_board *board) NODISCARD;
/* ERR_NOT_FOUND: no such nursery, or this account does not work there. */
enum err attendance_store_site(struct db *db, struct str site, int64_t account_id, int64_t *ret_id) NODISCARD;

/* A child as its guardians and its nursery's staff may see it. */
struct attendance_child {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t household_id;
    int64_t nursery_id; /* 0: none */
    int32_t enrolled_from_day;
    int32_t enrolled_to_day; /* 0: still */
    int32_t planned_arrive_min;
    int32_t planned_leave_min;
    bool as_staff; /* the account sees it as staff of its nursery */
    bool hidden;   /* where and when is hidden from this account: shown as a child in no nursery (R-REG-11) */
};

/* ERR_NOT_FOUND: no such child, or none of this account's. */
enum err attendance_store_child(struct db *db, struct str child, int64_t account_id,
                                struct attendance_child *ret) NODISCARD;
bool attendance_store_enrolled(const struct attendance_child *child, int32_t day);

/* A card of a child on a nursery's list of the day; a child without one has a row with an empty hash. */
struct attendance_card {
    int64_t child_id;
    struct str child;
    struct str hash;
    struct attendance_day day;
    bool absent;
    struct str name;
    struct str kana;
    int32_t planned_arrive_min;
    bool late; /* announced to come later */
    int64_t late_expected_ms;
    bool speak; /* comes back too early or without its paper (R-INF-02) */
};

enum err attendance_store_roster(struct db *db, int64_t site_id, int32_t day,
                                 void (*take)(void *arg, const struct attendance_card *card), void *arg) NODISCARD;
