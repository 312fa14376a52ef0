/* core/month_close.c: who signs, in which order, and what a change takes back. */
#include "core/month_close.h"

#include <string.h>

#include "support/test.h"

#include "base/banned.h"

enum { TEACHER_A = 11, TEACHER_B = 12, LEAD = 20, HEAD = 30 };

/* A nursery of two classes whose month is over. */
static struct month open_month(void)
{
    struct month month = {.over = true, .classes_n = 2};
    memcpy(month.classes[0].name, "a", 2);
    memcpy(month.classes[1].name, "b", 2);
    memset(month.classes[0].digest, 1, SECRET_HASH_BYTES);
    memset(month.classes[1].digest, 2, SECRET_HASH_BYTES);
    memset(month.digest, 3, SECRET_HASH_BYTES);
    month_begin(&month);
    return month;
}

static struct month_word word(const struct month *month, enum month_step step, const char *class_name,
                              int64_t account_id)
{
    struct month_word word = {.step = step, .account_id = account_id, .at_ms = 1};
    const struct month_class *class_row = month_class_of(month, class_name);
    EXPECT_OK(str_copy(str_of(class_name), word.class_name, sizeof word.class_name));
    memcpy(word.digest, class_row == NULL ? month->digest : class_row->digest, sizeof word.digest);
    return word;
}

/* Says it when it may be said. */
static enum month_outcome say(struct month *month, enum month_step step, const char *class_name, int64_t account_id)
{
    struct month_word said = word(month, step, class_name, account_id);
    enum month_outcome outcome = month_may(month, &said);
    if (outcome == MONTH_DONE) {
        month_take(month, &said);
    }
    return outcome;
}

static void close_it(struct month *month)
{
    EXPECT_INT(say(month, MONTH_TEACHER, "a", TEACHER_A), MONTH_DONE);
    EXPECT_INT(say(month, MONTH_TEACHER, "b", TEACHER_B), MONTH_DONE);
    EXPECT_INT(say(month, MONTH_LEAD, "", LEAD), MONTH_DONE);
    EXPECT_INT(say(month, MONTH_HEAD, "", HEAD), MONTH_DONE);
}

TEST("R-SHEET-04: the teachers of every class, then the lead, then the head, and the month is closed")
{
    struct month month = open_month();
    EXPECT_INT(say(&month, MONTH_LEAD, "", LEAD), MONTH_WRONG_STEP);
    EXPECT_INT(say(&month, MONTH_TEACHER, "a", TEACHER_A), MONTH_DONE);
    EXPECT_INT(say(&month, MONTH_TEACHER, "a", TEACHER_B), MONTH_WRONG_STEP);
    EXPECT_INT(say(&month, MONTH_LEAD, "", LEAD), MONTH_WRONG_STEP);
    EXPECT_INT(say(&month, MONTH_TEACHER, "c", TEACHER_B), MONTH_NO_CLASS);
    EXPECT_INT(say(&month, MONTH_TEACHER, "b", TEACHER_B), MONTH_DONE);
    EXPECT_INT(say(&month, MONTH_HEAD, "", HEAD), MONTH_WRONG_STEP);
    EXPECT_INT(say(&month, MONTH_LEAD, "", LEAD), MONTH_DONE);
    EXPECT(!month.closed);
    EXPECT_INT(say(&month, MONTH_HEAD, "", HEAD), MONTH_DONE);
    EXPECT(month.closed);
    EXPECT(!month.changed);
    EXPECT_INT(say(&month, MONTH_HEAD, "", HEAD), MONTH_WRONG_STEP);
}

TEST("R-SHEET-04: one person does not take two steps that follow each other")
{
    struct month month = open_month();
    EXPECT_INT(say(&month, MONTH_TEACHER, "a", LEAD), MONTH_DONE);
    EXPECT_INT(say(&month, MONTH_TEACHER, "b", TEACHER_B), MONTH_DONE);
    EXPECT_INT(say(&month, MONTH_LEAD, "", LEAD), MONTH_SAME_PERSON);
    EXPECT_INT(say(&month, MONTH_LEAD, "", HEAD), MONTH_DONE);
    EXPECT_INT(say(&month, MONTH_HEAD, "", HEAD), MONTH_SAME_PERSON);
    EXPECT_INT(say(&month, MONTH_HEAD, "", LEAD), MONTH_DONE); /* signed for a class, not for the step before */
}

TEST("R-ATT-16: what is unresolved stands in the way of its class and of the nursery")
{
    struct month month = open_month();
    month.classes[1].unresolved = 1;
    EXPECT_INT(say(&month, MONTH_TEACHER, "a", TEACHER_A), MONTH_DONE);
    EXPECT_INT(say(&month, MONTH_TEACHER, "b", TEACHER_B), MONTH_UNRESOLVED);
    EXPECT_INT(say(&month, MONTH_LEAD, "", LEAD), MONTH_UNRESOLVED);
    month.classes[1].unresolved = 0;
    EXPECT_INT(say(&month, MONTH_TEACHER, "b", TEACHER_B), MONTH_DONE);
}

TEST("R-SHEET-04: a month that is not over is signed by nobody")
{
    struct month month = open_month();
    month.over = false;
    EXPECT_INT(say(&month, MONTH_TEACHER, "a", TEACHER_A), MONTH_NOT_OVER);
}

TEST("R-SHEET-04: what changes after a signature takes it back, of that class and of the lead alone")
{
    struct month month = open_month();
    struct month_word said[3];
    said[0] = word(&month, MONTH_TEACHER, "a", TEACHER_A);
    said[1] = word(&month, MONTH_TEACHER, "b", TEACHER_B);
    said[2] = word(&month, MONTH_LEAD, "", LEAD);
    memset(month.classes[1].digest, 9, SECRET_HASH_BYTES);
    memset(month.digest, 10, SECRET_HASH_BYTES);
    for (size_t i = 0; i < 3; i++) {
        month_take(&month, &said[i]);
    }
    EXPECT_INT(month.classes[0].signature.account_id, TEACHER_A);
    EXPECT_INT(month.classes[1].signature.account_id, 0);
    EXPECT_INT(month.lead.account_id, 0);
    EXPECT_INT(say(&month, MONTH_HEAD, "", HEAD), MONTH_WRONG_STEP);
}

TEST("R-SHEET-04: a closed month that says something else now is closed and says that it has changed")
{
    struct month month = open_month();
    struct month_word head = word(&month, MONTH_HEAD, "", HEAD);
    memset(month.digest, 10, SECRET_HASH_BYTES);
    month_take(&month, &head);
    EXPECT(month.closed);
    EXPECT(month.changed);
}

TEST("R-SHEET-04: re-opened, everybody signs the next version again")
{
    struct month month = open_month();
    EXPECT_INT(say(&month, MONTH_REOPEN, "", HEAD), MONTH_WRONG_STEP);
    close_it(&month);
    EXPECT_INT(say(&month, MONTH_REOPEN, "", HEAD), MONTH_DONE);
    EXPECT(!month.closed);
    EXPECT_INT(month.version, 2);
    EXPECT_INT(month.lead.account_id, 0);
    close_it(&month);
    EXPECT_INT(month.version, 2);
}

TEST("R-SHEET-04: a teacher signs for the own class, a lead for any, the head for all")
{
    static const struct {
        enum access_role role;
        const char *class_name;
        enum month_step step;
        const char *for_class;
        bool may;
    } rows[] = {
        {ROLE_TEACHER, "a", MONTH_TEACHER, "a", true}, {ROLE_TEACHER, "a", MONTH_TEACHER, "b", false},
        {ROLE_TEACHER, "", MONTH_TEACHER, "b", true},  {ROLE_TEACHER, "a", MONTH_LEAD, "", false},
        {ROLE_LEAD, "", MONTH_TEACHER, "b", true},     {ROLE_LEAD, "", MONTH_LEAD, "", true},
        {ROLE_LEAD, "", MONTH_HEAD, "", false},        {ROLE_LEAD, "", MONTH_REOPEN, "", false},
        {ROLE_HEAD, "", MONTH_LEAD, "", true},         {ROLE_HEAD, "", MONTH_HEAD, "", true},
        {ROLE_HEAD, "", MONTH_REOPEN, "", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct caller caller = {.account_id = 1, .grants_n = 1, .grants = {{.role = rows[i].role, .site_id = 5}}};
        EXPECT_OK(
            str_copy(str_of(rows[i].class_name), caller.grants[0].class_name, sizeof caller.grants[0].class_name));
        print_message("%s of '%s' takes %s\n", access_role_word(rows[i].role), rows[i].class_name,
                      month_step_word(rows[i].step));
        EXPECT_INT(month_role_may(&caller, 5, rows[i].step, rows[i].for_class), rows[i].may);
        EXPECT(!month_role_may(&caller, 6, rows[i].step, rows[i].for_class));
    }
}
