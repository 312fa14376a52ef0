/* Notices on the real lane: written, released by two, recalled, opened, mailed, reminded, counted. */
#include "actions/write_notice.h"

#include <string.h>

#include "actions/read_notice.h"
#include "actions/release_notice.h"
#include "actions/remind_notice.h"
#include "actions/sealed.h"
#include "actions/take_mail.h"
#include "base/clock.h"
#include "support/book.h"
#include "support/test.h"
#include "support/verb.h"

#define MINUTE INT64_C(60000)

static struct nursery_world world;
static struct write_notice last;
static struct release_notice let;

/* Children c1, c3 are of n1's class "a" and c5 …: see nursery.h; here one nursery, eight children, classes "a" and "b" in turn. A lead besides. */
static void begin(void)
{
    nursery_open(&world, 1, 8);
    book_change(&world, "UPDATE child SET name = '佐藤 はな', kana = 'さとう はな' WHERE public_id = 'c2'");
    book_change(&world,
                "INSERT INTO contact (public_id, household_id, account_id, channel, address, language, created_ms) "
                "SELECT 'k' || a.id, c.household_id, a.id, 1, x'00', 'ja', 0 FROM account a "
                "JOIN guardian_child g ON g.account_id = a.id JOIN child c ON c.id = g.child_id");
}

static enum err act(struct caller caller, verb_fn *verb, void *arg)
{
    return verb_do(world.lane, caller, verb, arg);
}

/* To a class, or "" the nursery. */
static int write_as(struct caller caller, const char *class_name, const char *text, bool emergency, int64_t at_ms)
{
    static struct str classes[1];
    int64_t said = last.names_said;
    classes[0] = str_of(class_name);
    last = (struct write_notice){
        .site = STR("n1"),
        .send = true,
        .names_said = said,
        .written = {.title = str_of(text),
                    .audience = class_name[0] == '\0' ? NOTICE_TO_SITE : NOTICE_TO_CLASSES,
                    .emergency = emergency,
                    .at_ms = at_ms},
        .detail = STR("{\"body\":\"x\",\"questions\":[]}"),
        .plain = str_of(text),
        .classes = classes,
        .classes_n = class_name[0] != '\0',
    };
    enum err err = act(caller, write_notice, &last);
    EXPECT(err == OK || err == ERR_NOT_FOUND);
    return err == OK ? (int)last.outcome : -1;
}

static int release_as(struct caller caller, enum release_notice_what what)
{
    let = (struct release_notice){.notice = str_of(last.written.public_id), .what = what, .version = last.now_version};
    EXPECT_OK(act(caller, release_notice, &let));
    return (int)let.outcome;
}

static struct caller teacher(void)
{
    return nursery_teacher(&world, 1);
}

static struct caller head(void)
{
    return nursery_head(&world, 1);
}

static int64_t state(void)
{
    return book_count(&world, "SELECT state FROM notice ORDER BY id DESC LIMIT 1");
}

static int64_t mails(const char *where)
{
    char sql[256];
    struct buf buf;
    buf_init(&buf, sql, sizeof sql);
    buf_puts(&buf, "SELECT count(*) FROM message WHERE ");
    buf_puts(&buf, where);
    return book_count(&world, sql);
}

static void at_time(int64_t now_ms)
{
    clock_pin(now_ms);
    book_agenda(&world);
}

TEST("R-NTC-01: within her class a teacher sends alone; it counts guardians, families and who gets it on paper")
{
    begin();
    book_change(&world, "DELETE FROM guardian_child WHERE child_id = 1");
    EXPECT_INT(write_as(teacher(), "a", "明日は遠足です", false, 0), WRITE_NOTICE_DONE);
    EXPECT_INT(state(), NOTICE_SENT);
    EXPECT_INT(last.size.children, 4);
    EXPECT_INT(last.size.guardians, 3);
    EXPECT_INT(last.size.families, 3);
    EXPECT_INT(last.size.unreached, 1);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM notice_recipient"), 3);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM notice WHERE instr(detail, 'body') > 0"), 0); /* sealed */
    nursery_close(&world);
}

TEST("R-NTC-01: beyond one class, or in another's, a second person releases it, and never who wrote it")
{
    begin();
    EXPECT_INT(write_as(teacher(), "b", "明日は遠足です", false, 0), WRITE_NOTICE_DONE);
    EXPECT_INT(state(), NOTICE_WAITING);
    EXPECT_INT(write_as(head(), "", "明日は遠足です", false, 0), WRITE_NOTICE_DONE);
    EXPECT_INT(state(), NOTICE_WAITING);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM notice_recipient"), 0);
    EXPECT_INT(release_as(head(), RELEASE_NOTICE_LET_OUT), RELEASE_NOTICE_SAME_PERSON);
    last.now_version = 7;
    EXPECT_INT(release_as(teacher(), RELEASE_NOTICE_LET_OUT), RELEASE_NOTICE_CHANGED);
    last.now_version = 1;
    EXPECT_INT(release_as(teacher(), RELEASE_NOTICE_LET_OUT), RELEASE_NOTICE_DONE);
    EXPECT_INT(state(), NOTICE_SENT);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM notice_recipient"), 8);
    EXPECT_INT(release_as(teacher(), RELEASE_NOTICE_LET_OUT), RELEASE_NOTICE_STATE);
    nursery_close(&world);
}

TEST("R-NTC-01: two of whom nobody leads do not release what goes to all")
{
    begin();
    book_change(&world, "UPDATE account_role SET role = 3, class = '' WHERE role = 5");
    EXPECT_INT(write_as(head(), "", "明日は遠足です", false, 0), WRITE_NOTICE_DONE);
    EXPECT_INT(release_as(teacher(), RELEASE_NOTICE_LET_OUT), RELEASE_NOTICE_NOBODY_LEADS);
    nursery_close(&world);
}

static void force_out(void)
{
    book_change(&world, "UPDATE notice SET state = 4, released_by = written_by");
}

static void force_alone(void)
{
    book_change(&world, "UPDATE notice SET state = 4");
}

TEST("R-NTC-01: the database itself refuses one person alone")
{
    begin();
    EXPECT_INT(write_as(head(), "", "明日は遠足です", false, 0), WRITE_NOTICE_DONE);
    EXPECT_ABORT(force_out);
    EXPECT_ABORT(force_alone);
    EXPECT_INT(state(), NOTICE_WAITING);
    nursery_close(&world);
}

TEST("R-NTC-01: a text that names a child goes nowhere; words that may be a name go when the writer says so, of this "
     "text")
{
    begin();
    EXPECT_INT(write_as(teacher(), "a", "はなちゃんがけがをしました", false, 0), WRITE_NOTICE_NAME);
    last.names_said = 1;
    EXPECT_INT(write_as(teacher(), "a", "はなちゃんがけがをしました", false, 0), WRITE_NOTICE_NAME);
    last.names_said = 0;
    EXPECT_INT(write_as(teacher(), "a", "おはなし会をします", false, 0), WRITE_NOTICE_MAYBE);
    EXPECT_INT(last.found_n, 1);
    EXPECT_INT(book_count(&world, "SELECT count(*) FROM notice"), 0);
    last.names_said = 1;
    EXPECT_INT(write_as(teacher(), "a", "おはなし会のおはなし", false, 0), WRITE_NOTICE_MAYBE); /* two places by now */
    last.names_said = 1;
    EXPECT_INT(write_as(teacher(), "a", "おはなし会をします", false, 0), WRITE_NOTICE_DONE);
    EXPECT_INT(book_count(&world, "SELECT names_said FROM notice"), 1);
    EXPECT_INT(
        book_count(&world, "SELECT count(*) FROM audit WHERE action = 'write_notice' AND reason LIKE '%no names: 1'"),
        1);
    last.names_said = 0;
    nursery_close(&world);
}

TEST("R-NTC-01: recalled within the minute it is gone, with its mails, and who had opened it is known")
{
    begin();
    EXPECT_INT(write_as(teacher(), "a", "明日は遠足です", false, 0), WRITE_NOTICE_DONE);
    struct open_notice open = {str_of(last.written.public_id)};
    EXPECT_OK(act(nursery_guardian(&world, 1), open_notice, &open));
    EXPECT_INT(act(nursery_guardian(&world, 2), open_notice, &open), ERR_NOT_FOUND); /* class "b" */
    clock_pin(nursery_at("08:00:59"));
    EXPECT_INT(release_as(teacher(), RELEASE_NOTICE_RECALL), RELEASE_NOTICE_DONE);
    EXPECT_INT(let.opened, 1);
    EXPECT_INT(act(nursery_guardian(&world, 3), open_notice, &open), ERR_NOT_FOUND);
    clock_pin(nursery_at("08:02"));
    static struct take_mail take;
    struct lane_job job = {.priority = LANE_REST, .run = take_mail, .arg = &take};
    EXPECT_OK(lane_do(world.lane, &job));
    EXPECT_INT(take.n, 0);
    EXPECT_INT(mails("state = 4"), 4); /* too old: it tells nobody of what is gone */
    EXPECT_INT(write_as(teacher(), "a", "明日は遠足です", false, 0), WRITE_NOTICE_DONE);
    clock_pin(nursery_at("08:03"));
    EXPECT_INT(release_as(teacher(), RELEASE_NOTICE_RECALL), RELEASE_NOTICE_STATE);
    EXPECT_INT(state(), NOTICE_SENT);
    nursery_close(&world);
}

TEST("R-NTC-01: at its time it goes out once, also over a restart; taken back before, it does not")
{
    begin();
    EXPECT_INT(write_as(teacher(), "a", "明日は遠足です", false, nursery_at("10:00")), WRITE_NOTICE_DONE);
    EXPECT_INT(state(), NOTICE_SCHEDULED);
    at_time(nursery_at("09:59"));
    EXPECT_INT(mails("1"), 0);
    lane_stop(world.lane);
    EXPECT_OK(lane_start(world.path, world.keys, world.changes, &world.lane));
    at_time(nursery_at("10:00"));
    at_time(nursery_at("10:01"));
    EXPECT_INT(state(), NOTICE_SENT);
    EXPECT_INT(mails("1"), 4);
    EXPECT_INT(write_as(teacher(), "a", "二つ目", false, nursery_at("11:00")), WRITE_NOTICE_DONE);
    EXPECT_INT(release_as(teacher(), RELEASE_NOTICE_RECALL), RELEASE_NOTICE_DONE);
    at_time(nursery_at("11:00"));
    EXPECT_INT(state(), NOTICE_DRAFT);
    EXPECT_INT(mails("1"), 4);
    EXPECT_INT(write_as(teacher(), "a", "三つ目", false, nursery_at("10:00")), WRITE_NOTICE_TIME);
    nursery_close(&world);
}

TEST("R-NTC-01: an emergency of the head goes to all at once, at night too, and is counted after five minutes")
{
    begin();
    clock_pin(nursery_at("02:00"));
    EXPECT_INT(write_as(head(), "", "地震がありました", true, 0), WRITE_NOTICE_DONE);
    EXPECT_INT(state(), NOTICE_SENT);
    EXPECT_INT(mails("kind = 22 AND next_ms <= created_ms"), 8);
    struct open_notice open = {str_of(last.written.public_id)};
    EXPECT_OK(act(nursery_guardian(&world, 1), open_notice, &open));
    EXPECT_OK(act(nursery_guardian(&world, 1), open_notice, &open));
    book_change(&world, "UPDATE message SET state = 2 WHERE id IN (1, 2, 3)"); /* the first is the one who opened it */
    at_time(nursery_at("02:04:59"));
    EXPECT_INT(book_count(&world, "SELECT report_ms FROM notice"), 0);
    at_time(nursery_at("02:05"));
    EXPECT_INT(book_count(&world, "SELECT report_opened * 100 + report_mailed * 10 + report_none FROM notice"), 125);
    clock_pin(nursery_at("02:00"));
    EXPECT_INT(write_as(teacher(), "a", "雪です", false, 0), WRITE_NOTICE_DONE);
    EXPECT_INT(mails("kind = 21 AND next_ms = 1772402400000"), 4); /* 07:00: it is night */
    nursery_close(&world);
}

TEST("R-NTC-01: only who has not read it is reminded, and not twice in a row")
{
    begin();
    EXPECT_INT(write_as(teacher(), "a", "明日は遠足です", false, 0), WRITE_NOTICE_DONE);
    struct open_notice open = {str_of(last.written.public_id)};
    EXPECT_OK(act(nursery_guardian(&world, 1), open_notice, &open));
    struct remind_notice remind = {.notice = str_of(last.written.public_id)};
    EXPECT_OK(act(teacher(), remind_notice, &remind));
    EXPECT_INT(remind.mails, 3);
    EXPECT_INT(mails("kind = 23"), 3);
    EXPECT_INT(mails("kind = 23 AND contact_id = 1"), 0);
    EXPECT_OK(act(teacher(), remind_notice, &remind));
    EXPECT(remind.again_ms > 0);
    EXPECT_INT(mails("kind = 23"), 3);
    EXPECT_INT(act(nursery_guardian(&world, 1), remind_notice, &remind), ERR_NOT_FOUND);
    nursery_close(&world);
}

TEST("R-REG-11: from whom it is hidden where the child is gets nothing of its nursery, before and after")
{
    begin();
    book_change(&world, "UPDATE guardian_child SET hides = 4 WHERE child_id = 1");
    EXPECT_INT(write_as(teacher(), "a", "明日は遠足です", false, 0), WRITE_NOTICE_DONE);
    EXPECT_INT(last.size.guardians, 3);
    struct open_notice open = {str_of(last.written.public_id)};
    EXPECT_INT(act(nursery_guardian(&world, 1), open_notice, &open), ERR_NOT_FOUND);
    EXPECT_OK(act(nursery_guardian(&world, 3), open_notice, &open));
    book_change(&world, "UPDATE guardian_child SET hides = 4 WHERE child_id = 3");
    EXPECT_INT(act(nursery_guardian(&world, 3), open_notice, &open), ERR_NOT_FOUND);
    clock_pin(nursery_at("08:02"));
    static struct take_mail take;
    struct lane_job job = {.priority = LANE_REST, .run = take_mail, .arg = &take};
    EXPECT_OK(lane_do(world.lane, &job));
    EXPECT_INT(mails("state = 4 AND contact_id = 3"), 1);
    nursery_close(&world);
}

TEST("R-NTC-01: chosen children of one family are the contact book's matter; a class that is not here is named")
{
    begin();
    const struct str one[] = {STR("c1")};
    const struct str two[] = {STR("c1"), STR("c3")};
    const struct str strange[] = {STR("c1"), STR("nobody")};
    struct write_notice ask = {.site = STR("n1"),
                               .send = true,
                               .written = {.title = STR("x"), .audience = NOTICE_TO_CHILDREN},
                               .detail = STR("{}"),
                               .plain = STR("x"),
                               .children = one,
                               .children_n = 1};
    EXPECT_OK(act(teacher(), write_notice, &ask));
    EXPECT_INT(ask.outcome, WRITE_NOTICE_ONE_FAMILY);
    ask.children = strange;
    ask.children_n = 2;
    EXPECT_OK(act(teacher(), write_notice, &ask));
    EXPECT_INT(ask.outcome, WRITE_NOTICE_UNKNOWN);
    ask.children = two;
    EXPECT_OK(act(teacher(), write_notice, &ask));
    EXPECT_INT(ask.outcome, WRITE_NOTICE_DONE);
    EXPECT_INT(state(), NOTICE_SENT);
    EXPECT_INT(write_as(teacher(), "z", "x", false, 0), WRITE_NOTICE_UNKNOWN);
    nursery_close(&world);
}
