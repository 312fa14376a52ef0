/* Calendars of guardians: their addresses, as a hash, and the rows that stand in them. The only writer of calendar_feed. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/reservation.h"
#include "store/db.h"

enum { FEED_LANGUAGE_BYTES = 12, FEED_ROWS_MAX = 300 };

struct feed {
    int64_t account_id;
    char public_id[SECRET_PUBLIC_ID_TEXT]; /* with feed_of */
    char language[FEED_LANGUAGE_BYTES];    /* with feed_by_token */
    int64_t created_ms;
};
/* ERR_NOT_FOUND: there is none, or its account is closed. */
enum err feed_of(struct db *db, int64_t account_id, struct feed *ret) NODISCARD;
enum err feed_by_token(struct db *db, const unsigned char token_hash[SECRET_HASH_BYTES], struct feed *ret) NODISCARD;
enum err feed_put(struct db *db, int64_t account_id, const char *public_id,
                  const unsigned char token_hash[SECRET_HASH_BYTES], int64_t now_ms) NODISCARD;
/* ERR_NOT_FOUND: there was none. */
enum err feed_remove(struct db *db, int64_t account_id) NODISCARD;

/* The rows; views live during the call. The first err of `row` ends the walk. */
struct feed_span {
    int64_t account_id;
    int32_t from_day;
    int32_t to_day;
};
struct feed_nursery {
    int64_t id;
    struct str public_id;
    struct str name;
    int32_t weekday_mask;
};
enum err feed_nurseries(struct db *db, int64_t account_id, int32_t today,
                        enum err (*row)(void *arg, const struct feed_nursery *nursery), void *arg) NODISCARD;
/* decided: −1 a national holiday, 0 closed, 1 open. */
enum err feed_days(struct db *db, int64_t site_id, const struct feed_span *span,
                   void (*row)(void *arg, int32_t day, int32_t decided, int64_t version), void *arg) NODISCARD;
struct feed_event {
    struct str public_id;
    struct str nursery;
    struct str title;
    bool recalled;
    int32_t day;
    int32_t from_min; /* −1: all day */
    int32_t to_min;
    int64_t version;
    int64_t changed_ms;
};
enum err feed_events(struct db *db, const struct feed_span *span,
                     void (*row)(void *arg, const struct feed_event *event), void *arg) NODISCARD;
struct feed_reservation {
    struct str public_id;
    struct str room;
    int64_t site_id;
    int32_t day;
    struct str slot;
    enum reservation_state state;
    int64_t version;
    int64_t changed_ms;
};
enum err feed_reservations(struct db *db, const struct feed_span *span,
                           enum err (*row)(void *arg, const struct feed_reservation *reservation), void *arg) NODISCARD;
