/* Answers to notices (R-NTC-02), sealed. The only writer of notice_answer, notice_voted and notice_ballot. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/notice.h"
#include "store/db.h"

enum { SURVEY_BALLOT_BYTES = 16 };

/* Views live while the call lasts. */
struct survey_row {
    struct str public_id; /* an answer's; empty: an anonymous one */
    struct str ballot;
    struct str detail; /* sealed */
    int64_t answered_ms;
    struct str by;
    struct str child;
    struct str class_name;
};
typedef enum err (*survey_fn)(void *arg, const struct survey_row *row);

/* `take` is not called when there is none. */
enum err survey_answer(struct db *db, int64_t notice_id, int64_t subject, survey_fn take, void *arg) NODISCARD;
enum err survey_answers(struct db *db, int64_t notice_id, enum notice_answers answers, survey_fn take,
                        void *arg) NODISCARD;

struct survey_new {
    int64_t notice_id;
    int64_t subject;
    char public_id[SECRET_PUBLIC_ID_TEXT]; /* of the row: in when there is one */
    int64_t account_id;
    struct str detail; /* sealed */
    int64_t now_ms;
};
enum err survey_answer_put(struct db *db, const struct survey_new *new) NODISCARD;

/* The anonymous kind. */
enum err survey_voted(struct db *db, int64_t notice_id, int64_t subject, bool *ret) NODISCARD;
enum err survey_vote(struct db *db, int64_t notice_id, int64_t subject, const unsigned char ballot[SURVEY_BALLOT_BYTES],
                     struct str detail) NODISCARD;
enum err survey_ballots(struct db *db, int64_t notice_id, survey_fn take, void *arg) NODISCARD;

enum err survey_counts(struct db *db, int64_t notice_id, enum notice_answers answers, int64_t *ret_asked,
                       int64_t *ret_answered) NODISCARD;
