/* Answers of families on the real lane: per child or family, until the deadline, with names or without. */
#include "actions/answer_notice.h"

#include <string.h>

#include "actions/write_notice.h"
#include "base/clock.h"
#include "support/book.h"
#include "support/test.h"
#include "support/verb.h"

static struct nursery_world world;
static struct write_notice written;

static enum err act(struct caller caller, verb_fn *verb, void *arg)
{
    return verb_do(world.lane, caller, verb, arg);
}

/* Asks all of n1 to choose of two; guardian 1 has c1 and c3, which are of one household. */
static void begin(enum notice_answers answers, bool anonymous)
{
    nursery_open(&world, 1, 8);
    book_change(&world, "UPDATE child SET household_id = (SELECT household_id FROM child WHERE id = 1) WHERE id = 3;"
                        "INSERT INTO guardian_child (account_id, child_id, rights) VALUES (1, 3, 1)");
    written = (struct write_notice){
        .site = STR("n1"),
        .send = true,
        .written = {.title = STR("x"),
                    .audience = NOTICE_TO_SITE,
                    .emergency = true,
                    .answers = answers,
                    .anonymous = anonymous,
                    .due_ms = nursery_at("12:00")},
        .detail = STR("{\"body\":\"x\",\"place\":\"\",\"questions\":[{\"kind\":\"choice\",\"text\":\"q\",\"options\":["
                      "\"a\",\"b\"]}]}"),
        .plain = STR("x"),
    };
    EXPECT_OK(act(nursery_head(&world, 1), write_notice, &written));
    EXPECT_INT(written.outcome, WRITE_NOTICE_DONE);
}

static int answer(int guardian, const char *child, int32_t choice, bool anonymous)
{
    struct answer_notice ask = {.notice = str_of(written.written.public_id),
                                .child = str_of(child),
                                .anonymous = anonymous,
                                .answers = {{.choice = choice, .number = -1}},
                                .n = 1};
    enum err err = act(nursery_guardian(&world, guardian), answer_notice, &ask);
    EXPECT(err == OK || err == ERR_NOT_FOUND);
    return err == OK ? (int)ask.outcome : -1;
}

/* --- what staff read -------------------------------------------------------------------------------------------------- */

struct heard {
    int64_t asked;
    int64_t answered;
    bool hidden;
    char list[512]; /* "c1[0] c3[1] " by name of the child */
};

static void take_head(void *arg, const struct notice_shown *shown, int64_t asked, int64_t answered, bool hidden)
{
    struct heard *heard = arg;
    (void)shown;
    heard->asked = asked;
    heard->answered = answered;
    heard->hidden = hidden;
}

static void take_answer(void *arg, const struct survey_row *row, struct str answers)
{
    struct heard *heard = arg;
    size_t n = strlen(heard->list);
    struct buf buf;
    buf_init(&buf, heard->list + n, sizeof heard->list - n);
    buf_str(&buf, row->child);
    while (answers.n > 0 && answers.p[answers.n - 1] == ' ') {
        answers.n--;
    }
    buf_str(&buf, answers);
    buf_char(&buf, ' ');
}

static struct heard heard(void)
{
    struct heard heard = {.list = ""};
    struct caller head = nursery_head(&world, 1);
    struct read_answers ask = {.caller = &head,
                               .notice = str_of(written.written.public_id),
                               .head = take_head,
                               .answer = take_answer,
                               .arg = &heard};
    EXPECT_OK(read_answers(world.lane, &ask));
    return heard;
}

static int64_t count(const char *sql)
{
    return book_count(&world, sql);
}

TEST("R-NTC-02: one answer for each child, changed until the deadline and not after it")
{
    begin(NOTICE_BY_CHILD, false);
    EXPECT_INT(answer(1, "", 0, false), ANSWER_NOTICE_WHOSE); /* of two children */
    EXPECT_INT(answer(1, "c1", 0, false), ANSWER_NOTICE_DONE);
    EXPECT_INT(answer(1, "c3", 1, false), ANSWER_NOTICE_DONE);
    EXPECT_INT(answer(1, "c2", 1, false), ANSWER_NOTICE_WHOSE); /* another family's */
    EXPECT_INT(answer(3, "c3", 0, false), ANSWER_NOTICE_DONE);  /* the other guardian changes it */
    EXPECT_INT(answer(2, "", 1, false), ANSWER_NOTICE_DONE);
    EXPECT_INT(count("SELECT count(*) FROM notice_answer"), 3);
    EXPECT_INT(heard().asked, 8);
    EXPECT_INT(heard().answered, 3);
    EXPECT_INT(answer(1, "c1", 2, false), ANSWER_NOTICE_WRONG);
    EXPECT_INT(answer(1, "c1", 0, true), ANSWER_NOTICE_NOT_ASKED);
    clock_pin(nursery_at("12:00"));
    EXPECT_INT(answer(1, "c1", 1, false), ANSWER_NOTICE_LATE);
    nursery_close(&world);
}

TEST("R-NTC-02: one answer for the family, whichever child or guardian it comes by; sealed, and read behind an audit "
     "line")
{
    begin(NOTICE_BY_FAMILY, false);
    EXPECT_INT(answer(1, "", 0, false), ANSWER_NOTICE_DONE);
    EXPECT_INT(answer(3, "c3", 1, false), ANSWER_NOTICE_DONE);
    EXPECT_INT(count("SELECT count(*) FROM notice_answer"), 1);
    EXPECT_INT(heard().asked, 7);
    EXPECT(strstr(heard().list, "[1] ") != NULL);
    EXPECT_INT(count("SELECT count(*) FROM notice_answer WHERE instr(detail, '[1]') > 0"), 0);
    EXPECT_INT(count("SELECT count(*) FROM audit WHERE action = 'read_answers'"), 2);
    nursery_close(&world);
}

TEST("R-NTC-02: an anonymous answer is given once and stands beside nothing that says whose it is")
{
    begin(NOTICE_BY_FAMILY, true);
    int64_t audit = count("SELECT max(seq) FROM audit");
    EXPECT_INT(answer(1, "", 0, false), ANSWER_NOTICE_NOT_ASKED);
    EXPECT_INT(answer(1, "", 0, true), ANSWER_NOTICE_DONE);
    EXPECT_INT(answer(1, "", 1, true), ANSWER_NOTICE_ALREADY);
    EXPECT_INT(answer(3, "c3", 1, true), ANSWER_NOTICE_ALREADY); /* the same family */
    EXPECT_INT(answer(2, "", 1, true), ANSWER_NOTICE_DONE);
    EXPECT_INT(count("SELECT max(seq) FROM audit"), audit);
    EXPECT_INT(count("SELECT count(*) FROM notice_answer"), 0);
    EXPECT_INT(count("SELECT count(*) FROM notice_voted"), 2);
    EXPECT_INT(count("SELECT count(*) FROM notice_ballot WHERE length(detail) = 6040"), 2); /* all of one length */
    EXPECT_INT(count("SELECT count(*) FROM pragma_table_info('notice_ballot')"), 3); /* notice, random key, text */
    EXPECT_INT(count("SELECT count(*) FROM pragma_table_info('notice_voted')"), 2);
    nursery_close(&world);
}

TEST("R-NTC-02: anonymous results are shown after the deadline and from five answers on")
{
    begin(NOTICE_BY_CHILD, true);
    static const char *const children[] = {"c1", "c2", "c4", "c5", "c6"};
    static const int guardians[] = {1, 2, 4, 5, 6};
    for (size_t i = 0; i < 4; i++) {
        EXPECT_INT(answer(guardians[i], children[i], 0, true), ANSWER_NOTICE_DONE);
    }
    clock_pin(nursery_at("12:00"));
    EXPECT(heard().hidden);
    EXPECT_STR(heard().list, "");
    clock_pin(nursery_at("11:59"));
    EXPECT_INT(answer(guardians[4], children[4], 1, true), ANSWER_NOTICE_DONE);
    EXPECT(heard().hidden);
    clock_pin(nursery_at("12:00"));
    EXPECT_NOT(heard().hidden);
    EXPECT_INT(strlen(heard().list), 5 * strlen("[0] "));
    nursery_close(&world);
}

TEST("R-REG-11: who may not know of the nursery any more does not answer for the child")
{
    begin(NOTICE_BY_CHILD, false);
    book_change(&world, "UPDATE guardian_child SET hides = 4 WHERE account_id = 2");
    EXPECT_INT(answer(2, "c2", 0, false), -1);
    nursery_close(&world);
}
