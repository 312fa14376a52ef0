/* Alarms with their attempts, and roll calls: appended, closed once, never deleted. The only writer of alarm, alarm_attempt and roll_call. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/alarm.h"
#include "store/db.h"

enum { ALARM_DETAIL_BYTES_MAX = 1200, ALARM_SHOWN_MAX = 400, ALARM_ATTEMPTS_MAX = 200 };

/* The minutes of a nursery on a day. ERR_NOT_FOUND: no rules hold. */
enum err alarm_store_rules(struct db *db, int64_t site_id, int32_t day, struct alarm_rules *ret) NODISCARD;
/* How far a nursery's entrances are to be believed: the one that is trusted least. */
enum err alarm_store_entrance(struct db *db, int64_t site_id, const struct alarm_watch *watch,
                              const struct alarm_rules *rules, int64_t now_ms, enum alarm_entrance *ret) NODISCARD;

struct alarm {
    int64_t id;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t site_id;
    int32_t day;
    enum alarm_kind kind;
    int64_t child_id; /* 0: the nursery as a whole */
    int64_t opened_ms;
    struct alarm_climb climb;
    enum alarm_state state;
    int64_t closed_ms;
    enum alarm_where whereabouts;
    int64_t again_ms;
    int64_t version;
};

/* id, public_id and what is open are set; site, day, kind, child and opened_ms are given. ERR_CONFLICT: there is one open already. */
enum err alarm_store_add(struct db *db, struct alarm *alarm) NODISCARD;
enum err alarm_store_climb(struct db *db, int64_t id, const struct alarm_climb *climb) NODISCARD;

struct alarm_ending {
    enum alarm_state state;
    int64_t account_id; /* 0: by itself */
    enum alarm_where whereabouts;
    int64_t again_ms;
    struct str note; /* sealed */
    int64_t now_ms;
};
/* ERR_CONFLICT: it is over already. */
enum err alarm_store_end(struct db *db, int64_t id, const struct alarm_ending *ending) NODISCARD;

enum err alarm_store_get(struct db *db, int64_t id, struct alarm *ret) NODISCARD;
/* ERR_NOT_FOUND: no such alarm, or the account does not work in its nursery. */
enum err alarm_store_staff(struct db *db, struct str public_id, int64_t account_id, struct alarm *ret) NODISCARD;
/* At most max of a nursery's day that are open. */
enum err alarm_store_open(struct db *db, int64_t site_id, int32_t day, struct alarm *list, size_t max,
                          size_t *ret_n) NODISCARD;

/* What the alarms and roll calls of the day say of one child: fills open, closed, again, said of *facts (kind is given). */
enum err alarm_store_facts(struct db *db, int64_t child_id, int32_t day, struct alarm_facts *facts) NODISCARD;
enum err alarm_store_call(struct db *db, const struct alarm *alarm, int64_t child_id, bool present, int64_t account_id,
                          int64_t now_ms) NODISCARD;

/* Children whose names a roll call asks for. Views while the call lasts. */
struct alarm_called {
    int64_t child_id;
    struct str child;
    struct str name;
    struct str class_name;
    int32_t planned_arrive_min;
    bool here; /* by the entrance, or by staff */
    enum alarm_said said;
};
/* ERR_NOT_FOUND: no child of the alarm's nursery. */
enum err alarm_store_child(struct db *db, const struct alarm *alarm, struct str child, int64_t *ret_id) NODISCARD;
enum err alarm_store_to_call(struct db *db, const struct alarm *alarm,
                             void (*take)(void *arg, const struct alarm_called *called), void *arg) NODISCARD;
/* Who is inside; at most max. */
enum err alarm_store_inside(struct db *db, int64_t site_id, int32_t day, int64_t *list, size_t max,
                            size_t *ret_n) NODISCARD;

struct alarm_attempt_new {
    char public_id[SECRET_PUBLIC_ID_TEXT];
    int64_t alarm_id;
    enum alarm_step step; /* NONE: a person's */
    enum alarm_channel channel;
    enum alarm_result result;
    int64_t account_id; /* 0: by itself */
    int64_t message_id; /* 0: no mail */
    struct str detail;  /* sealed */
    int64_t now_ms;
};
enum err alarm_store_attempt(struct db *db, const struct alarm_attempt_new *new) NODISCARD;

struct alarm_attempt {
    struct str public_id;
    int64_t at_ms;
    enum alarm_step step;
    enum alarm_channel channel;
    enum alarm_result result;
    struct str by;         /* name of who tried; empty: by itself */
    int64_t message_state; /* enum message_state; 0: no mail */
    struct str detail;     /* sealed */
};
enum err alarm_store_attempts(struct db *db, int64_t alarm_id,
                              enum err (*take)(void *arg, const struct alarm_attempt *attempt), void *arg) NODISCARD;

/* An alarm as a nursery's staff see it. Views while the call lasts. */
struct alarm_shown {
    struct str public_id;
    int32_t day;
    enum alarm_kind kind;
    int64_t opened_ms;
    enum alarm_step step;
    enum alarm_state state;
    int64_t closed_ms;
    enum alarm_where whereabouts;
    int64_t again_ms;
    int64_t version;
    struct str child; /* empty: the nursery as a whole */
    struct str name;
    struct str class_name;
    struct str closed_by;
    int64_t tried;   /* how often a person has tried to reach somebody */
    struct str note; /* sealed; of one alarm alone */
};
/* What is open, and what is over of that day. */
enum err alarm_store_shown(struct db *db, int64_t site_id, int32_t day,
                           void (*take)(void *arg, const struct alarm_shown *shown), void *arg) NODISCARD;
enum err alarm_store_one(struct db *db, int64_t id, void (*take)(void *arg, const struct alarm_shown *shown),
                         void *arg) NODISCARD;

/* What has climbed to the municipality: the nursery, no child. */
struct alarm_duty {
    struct str public_id;
    int32_t day;
    enum alarm_kind kind;
    int64_t opened_ms;
    struct str site;
    struct str site_name;
    struct str site_phone;
    int64_t tried;
};
enum err alarm_store_duty(struct db *db, void (*take)(void *arg, const struct alarm_duty *duty), void *arg) NODISCARD;
