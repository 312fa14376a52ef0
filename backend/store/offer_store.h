/* What happened on waiting lists: every walk with whom it met, every offer with its answer (R-WL-12), and how past days went, from which the
 * chances are made. The only writer of promotion, promotion_step, offer and waiting_history. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "core/reason.h"
#include "store/db.h"
#include "store/reservation_store.h"

enum promotion_outcome {
    PROMOTION_OFFERED = 1, /* asked, with a time limit */
    PROMOTION_GIVEN,       /* without asking */
    PROMOTION_LATER,       /* to be asked when the quiet hours end */
    PROMOTION_PASSED_OVER, /* for the reason; rank kept (R-ROOM-05) */
};
enum offer_answer { OFFER_NONE, OFFER_ACCEPTED, OFFER_DECLINED, OFFER_RAN_OUT, OFFER_WITHDRAWN };

enum err offer_promotion_add(struct db *db, struct site_id site, int32_t day, int32_t free, int64_t now_ms,
                             int64_t *ret_id) NODISCARD;

struct promotion_step {
    int64_t promotion_id;
    int32_t rank_from;
    int32_t rank_to;
    int64_t reservation_id; /* 0: a run of several */
    enum promotion_outcome outcome;
    enum reservation_reason reason;
};
enum err offer_step_add(struct db *db, const struct promotion_step *step) NODISCARD;

struct offer_new {
    struct reservation_id reservation;
    int64_t promotion_id;
    int32_t rank;
    int64_t sent_ms;
    int64_t ends_ms;
};
enum err offer_add(struct db *db, const struct offer_new *new) NODISCARD;
/* Of the reservation's open offer; nothing happens when there is none. */
enum err offer_answer(struct db *db, struct reservation_id reservation, enum offer_answer answer, int64_t account_id,
                      int64_t now_ms) NODISCARD;
enum err offer_ran_out(struct db *db, struct reservation_id reservation, int32_t *ret) NODISCARD;

/* Writes how the day went; nothing when nobody waited. */
enum err offer_sum_up(struct db *db, struct site_id site, int32_t day) NODISCARD;
/* Places given to those who waited, on the room's past days before `day` within a year: newest first. */
enum err offer_history(struct db *db, struct site_id site, int32_t day, int32_t *placed, size_t max,
                       size_t *ret_n) NODISCARD;

/* One step of a walk, for the audit. Texts are views. */
struct offer_course {
    int64_t promotion_id;
    int32_t day;
    int64_t at_ms;
    int32_t free;
    int32_t rank_from;
    int32_t rank_to;
    struct str reservation; /* "" for a run */
    enum promotion_outcome outcome;
    enum reservation_reason reason;
    int64_t sent_ms;
    int64_t ends_ms;
    int64_t answered_ms;
    enum offer_answer answer;
};
enum err offer_course(struct db *db, struct site_id site, int32_t from_day, int32_t to_day,
                      void (*row)(void *arg, const struct offer_course *step), void *arg) NODISCARD;

const char *promotion_outcome_word(enum promotion_outcome outcome);
const char *offer_answer_word(enum offer_answer answer); /* NULL for OFFER_NONE */
