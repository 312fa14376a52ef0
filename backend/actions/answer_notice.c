/* See answer_notice.h. */
#include "actions/answer_notice.h"

#include <assert.h>
#include <string.h>

#include "actions/notice_aim.h"
#include "actions/sealed.h"
#include "base/civil.h"

#include "base/banned.h"

#define ANSWER_DETAIL "notice_answer|detail"
#define BALLOT_DETAIL "notice_ballot|detail"
enum {
    PLAIN_AT = 0,
    SEALED_AT = NOTICE_DETAIL_BYTES_MAX + 8,
    BALLOT_TEXT = 2 * SURVEY_BALLOT_BYTES + 1,
};

/* --- answering -------------------------------------------------------------------------------------------------------- */

struct answering {
    struct tx *tx;
    struct survey_shape shape;
    char public_id[SECRET_PUBLIC_ID_TEXT];
};

static enum err take_shape(void *arg, const struct notice *notice, const struct notice_words *words)
{
    struct answering *answering = arg;
    struct buf plain;
    buf_init(&plain, (char *)answering->tx->scratch + PLAIN_AT, NOTICE_DETAIL_BYTES_MAX + 1);
    enum err err = sealed_open(answering->tx->keys, NOTICE_DETAIL, str_of(notice->public_id), words->detail, &plain);
    err = err == OK ? survey_shape(buf_view(&plain), &answering->shape) : err;
    return err == ERR_INVALID ? ERR_IO : err; /* what we wrote ourselves */
}

/* Whose answer it is: 0, it is not said, or none of this guardian's. */
static enum err find_subject(struct tx *tx, const struct caller *caller, const struct notice *notice, struct str child,
                             int64_t *ret)
{
    struct notice_own_child list[NOTICE_OWN_MAX];
    size_t n = 0;
    *ret = 0;
    enum err err = notice_own_children(tx->db, notice->id, caller->account_id, list, &n);
    for (size_t i = 0; err == OK && i < n; i++) {
        bool this = child.n == 0 ? notice->answers == NOTICE_BY_FAMILY || n == 1 : str_is(child, list[i].public_id);
        if (this && *ret == 0) {
            *ret = notice->answers == NOTICE_BY_FAMILY ? list[i].household_id : list[i].child_id;
        }
    }
    return err;
}

static enum answer_notice_outcome judge(const struct notice *notice, const struct answer_notice *ask,
                                        const struct survey_shape *shape, int64_t now_ms, size_t *ret_at)
{
    if (notice->state != NOTICE_SENT || notice->answers == NOTICE_NO_ANSWER || notice->anonymous != ask->anonymous) {
        return ANSWER_NOTICE_NOT_ASKED;
    }
    if (notice->due_ms != 0 && now_ms >= notice->due_ms) {
        return ANSWER_NOTICE_LATE;
    }
    return survey_fits(shape, ask->answers, ask->n, ret_at) ? ANSWER_NOTICE_DONE : ANSWER_NOTICE_WRONG;
}

/* The answers as JSON; of an anonymous one with blanks behind, so that all are of one length. */
static struct str put_answers(struct answering *answering, const struct answer_notice *ask)
{
    struct buf buf;
    struct json_out out;
    buf_init(&buf, (char *)answering->tx->scratch + PLAIN_AT, SURVEY_ANSWERS_BYTES_MAX + 1);
    json_out_init(&out, &buf);
    survey_put(&answering->shape, ask->answers, &out);
    while (ask->anonymous && !buf.overflow && buf.n < SURVEY_ANSWERS_BYTES_MAX) {
        buf_char(&buf, ' ');
    }
    return buf.overflow ? STR("") : buf_view(&buf);
}

static enum err take_id(void *arg, const struct survey_row *row)
{
    struct answering *answering = arg;
    return str_copy(row->public_id, answering->public_id, sizeof answering->public_id);
}

static enum err keep(struct answering *answering, const struct caller *caller, const struct notice *notice,
                     int64_t subject, struct str answers)
{
    struct tx *tx = answering->tx;
    unsigned char *sealed = (unsigned char *)tx->scratch + SEALED_AT;
    secret_public_id(tx->now_ms, answering->public_id);
    enum err err = survey_answer(tx->db, notice->id, subject, take_id, answering);
    if (err != OK) {
        return err;
    }
    struct survey_new new = {
        .notice_id = notice->id, .subject = subject, .account_id = caller->account_id, .now_ms = tx->now_ms};
    memcpy(new.public_id, answering->public_id, sizeof new.public_id);
    sealed_close(tx->keys, ANSWER_DETAIL, new.public_id, answers, sealed);
    new.detail = (struct str){(const char *)sealed, answers.n + SECRET_SEAL_OVERHEAD};
    err = survey_answer_put(tx->db, &new);
    err = err == OK
              ? tx_audit_of(tx, caller->account_id, "answer_notice", "notice:", str_of(notice->public_id), STR(""))
              : err;
    tx_change(tx, CHANGE_ATTENDANCE, notice->site_id, civil_day_of_ms(tx->now_ms));
    tx_change(tx, CHANGE_HOUSEHOLD, caller->household_id, civil_day_of_ms(tx->now_ms));
    return err;
}

/* No account, no time, no order; nothing is announced. */
static enum err vote(struct answering *answering, struct answer_notice *ask, const struct notice *notice,
                     int64_t subject, struct str answers)
{
    struct tx *tx = answering->tx;
    unsigned char ballot[SURVEY_BALLOT_BYTES];
    char name[BALLOT_TEXT];
    unsigned char *sealed = (unsigned char *)tx->scratch + SEALED_AT;
    bool voted = false;
    enum err err = survey_voted(tx->db, notice->id, subject, &voted);
    if (err != OK || voted) {
        ask->outcome = ANSWER_NOTICE_ALREADY;
        return err;
    }
    secret_random(ballot, sizeof ballot);
    str_hex(ballot, sizeof ballot, name);
    sealed_close(tx->keys, BALLOT_DETAIL, name, answers, sealed);
    return survey_vote(tx->db, notice->id, subject, ballot,
                       (struct str){(const char *)sealed, answers.n + SECRET_SEAL_OVERHEAD});
}

enum err answer_notice(struct tx *tx, const struct caller *caller, void *arg)
{
    struct answer_notice *ask = arg;
    struct answering answering = {.tx = tx};
    struct notice notice;
    int64_t subject = 0;
    enum err err = notice_for_family(tx->db, ask->notice, caller->account_id, &notice, take_shape, &answering);
    err = err == OK ? find_subject(tx, caller, &notice, ask->child, &subject) : err;
    if (err != OK) {
        return err;
    }
    ask->outcome = judge(&notice, ask, &answering.shape, tx->now_ms, &ask->wrong_at);
    if (ask->outcome == ANSWER_NOTICE_DONE && subject == 0) {
        ask->outcome = ANSWER_NOTICE_WHOSE;
    }
    if (ask->outcome != ANSWER_NOTICE_DONE) {
        return OK;
    }
    struct str answers = put_answers(&answering, ask);
    if (answers.n == 0) {
        return ERR_LIMIT;
    }
    return ask->anonymous ? vote(&answering, ask, &notice, subject, answers)
                          : keep(&answering, caller, &notice, subject, answers);
}

/* --- reading ---------------------------------------------------------------------------------------------------------- */

struct opening {
    struct tx *tx;
    struct buf plain;
};

static enum err open_row(struct opening *opening, const struct survey_row *row)
{
    char name[BALLOT_TEXT];
    if (row->public_id.n > 0) {
        return sealed_open(opening->tx->keys, ANSWER_DETAIL, row->public_id, row->detail, &opening->plain);
    }
    assert(row->ballot.n == SURVEY_BALLOT_BYTES);
    str_hex(row->ballot.p, row->ballot.n, name);
    return sealed_open(opening->tx->keys, BALLOT_DETAIL, str_of(name), row->detail, &opening->plain);
}

static void open_place(struct opening *opening, struct tx *tx)
{
    opening->tx = tx;
    buf_init(&opening->plain, (char *)tx->scratch + SEALED_AT, SURVEY_ANSWERS_BYTES_MAX + 1);
}

static enum err take_own(void *arg, const struct survey_row *row)
{
    return open_row(arg, row);
}

enum err answer_of(struct tx *tx, const struct notice *notice, int64_t subject, struct str *ret_answers,
                   bool *ret_voted)
{
    struct opening opening;
    open_place(&opening, tx);
    *ret_voted = false;
    enum err err = notice->anonymous ? survey_voted(tx->db, notice->id, subject, ret_voted)
                                     : survey_answer(tx->db, notice->id, subject, take_own, &opening);
    *ret_answers = buf_view(&opening.plain);
    return err;
}

static enum err take_answer(void *arg, const struct survey_row *row)
{
    struct read_answers *in = arg;
    struct opening opening;
    open_place(&opening, in->tx);
    enum err err = open_row(&opening, row);
    if (err == OK) {
        in->answer(in->arg, row, buf_view(&opening.plain));
    }
    return OK; /* one that cannot be read hides no other */
}

static enum err take_head(void *arg, const struct notice *notice, const struct notice_words *words)
{
    struct read_answers *in = arg;
    struct buf plain;
    int64_t asked = 0;
    int64_t answered = 0;
    buf_init(&plain, (char *)in->tx->scratch + PLAIN_AT, NOTICE_DETAIL_BYTES_MAX + 1);
    enum err err = sealed_open(in->tx->keys, NOTICE_DETAIL, str_of(notice->public_id), words->detail, &plain);
    err = err == OK ? survey_counts(in->tx->db, notice->id, notice->answers, &asked, &answered) : err;
    if (err != OK) {
        return err;
    }
    bool over = notice->due_ms != 0 && in->tx->now_ms >= notice->due_ms;
    bool hidden = notice->anonymous && (!over || answered < SURVEY_SHOWN_FROM);
    const struct notice_shown shown = {
        .notice = notice, .title = words->title, .detail = buf_view(&plain), .writer = words->writer};
    in->head(in->arg, &shown, asked, answered, hidden);
    if (hidden) {
        return OK;
    }
    return notice->anonymous ? survey_ballots(in->tx->db, notice->id, take_answer, in)
                             : survey_answers(in->tx->db, notice->id, notice->answers, take_answer, in);
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_answers *in = arg;
    struct notice notice;
    in->tx = tx;
    enum err err = tx_audit_of(tx, in->caller->account_id, "read_answers", "notice:", in->notice, STR(""));
    return err == OK ? notice_for_staff(tx->db, in->notice, in->caller->account_id, &notice, take_head, in) : err;
}

enum err read_answers(struct lane *lane, struct read_answers *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
