/* A month of a small nursery as a register: marks, sums, who came and went, who may look, and lines for a spreadsheet. */
#include "actions/write_register.h"

#include <stdio.h>
#include <string.h>

#include "actions/record_tap.h"
#include "actions/report_absence.h"
#include "base/civil.h"
#include "base/clock.h"
#include "store/child_store.h"
#include "support/nursery.h"
#include "support/test.h"

enum { TEXT_BYTES = 200 * 1024 };

static char text[TEXT_BYTES];
static int64_t seq;

/* c3 comes on Tuesday the 10th, c4 goes on Thursday the 5th. Both in class b. */
static enum err make_others(struct tx *tx, void *arg)
{
    (void)arg;
    struct child child = {.name = "=cmd()",
                          .nursery_id = 1,
                          .class_name = "b",
                          .household_id = 1,
                          .birth_day = 19509,
                          .planned_arrive_min = 510,
                          .planned_leave_min = 1020};
    int64_t id;
    snprintf(child.public_id, sizeof child.public_id, "c3");
    snprintf(child.kana, sizeof child.kana, "kana3");
    child.enrolled_from_day = NURSERY_DAY + 8;
    EXPECT_OK(child_create(tx->db, &child, &id));
    snprintf(child.public_id, sizeof child.public_id, "c4");
    snprintf(child.kana, sizeof child.kana, "kana4");
    snprintf(child.name, sizeof child.name, "Goes");
    child.enrolled_from_day = 0;
    child.enrolled_to_day = NURSERY_DAY + 3;
    return child_create(tx->db, &child, &id);
}

struct report_call {
    struct caller caller;
    struct report_absence ask;
};

static enum err report(struct tx *tx, void *arg)
{
    struct report_call *call = arg;
    return report_absence(tx, &call->caller, &call->ask);
}

static void report_days(struct nursery_world *world, int child, int32_t from, int32_t to, enum absence_kind kind)
{
    static const char *const ids[] = {"", "c1", "c2"};
    struct report_call call = {.caller = nursery_guardian(world, child),
                               .ask = {.child = str_of(ids[child]), .from_day = from, .to_day = to, .kind = kind}};
    struct lane_job job = {.priority = LANE_ABSENCE, .run = report, .arg = &call};
    EXPECT_OK(lane_do(world->lane, &job));
    EXPECT_INT(call.ask.outcome, REPORT_DONE);
}

static void touch(struct nursery_world *world, int child, int32_t day, const char *at)
{
    struct record_tap done;
    int64_t ms = nursery_at(at) + (day - NURSERY_DAY) * CIVIL_MS_PER_DAY;
    struct tap tap = nursery_tap(world, 1, ++seq, child, ms);
    clock_pin(ms);
    EXPECT_OK(nursery_record(world, 1, &tap, ms, &done));
}

/* Monday 2 March to Friday 6 March 2026; the clock stands on Saturday. */
static void make_week(struct nursery_world *world)
{
    struct lane_job job = {.priority = LANE_REST, .run = make_others};
    nursery_open(world, 1, 2);
    EXPECT_OK(lane_do(world->lane, &job));
    report_days(world, 1, NURSERY_DAY + 3, NURSERY_DAY + 3, ABSENCE_SICK);
    report_days(world, 2, NURSERY_DAY, NURSERY_DAY + 2, ABSENCE_SUSPENDED);
    touch(world, 1, NURSERY_DAY, "08:20");
    touch(world, 1, NURSERY_DAY, "17:10");
    touch(world, 1, NURSERY_DAY + 1, "09:30");
    touch(world, 1, NURSERY_DAY + 1, "17:00");
    touch(world, 1, NURSERY_DAY + 2, "08:30");
    touch(world, 1, NURSERY_DAY + 2, "15:00");
    touch(world, 2, NURSERY_DAY + 3, "08:30"); /* and never left */
    clock_pin(nursery_at("10:00") + 5 * CIVIL_MS_PER_DAY);
}

static enum err write(struct nursery_world *world, struct write_register *ask, size_t bytes)
{
    struct db *db;
    struct arena arena;
    struct buf buf;
    ask->site_id = 1;
    ask->site = STR("n1");
    ask->year = 2026;
    ask->month = 3;
    ask->now_ms = clock_now_ms();
    register_symbols_init(&ask->symbols);
    buf_init(&buf, text, bytes);
    EXPECT_OK(db_open(world->path, DB_READ, &db));
    arena_open(&arena, ARENA_BYTES);
    enum err err = write_register(db, &arena, ask, &buf);
    arena_close(&arena);
    db_close(db);
    return err;
}

static void has(const char *piece)
{
    if (strstr(text, piece) == NULL) {
        printf("%s\nlacks %s\n", text, piece);
    }
    EXPECT_NOT_NULL(strstr(text, piece));
}

TEST("R-SHEET-03: a mark for each day, and its sums; entrants and leavers have marks only for their own days")
{
    struct nursery_world world;
    make_week(&world);
    struct write_register ask = {.account_id = nursery_head(&world, 1).account_id};
    EXPECT_OK(write(&world, &ask, sizeof text));
    has("{\"child_id\":\"c1\",\"name\":\"Child\",\"class\":\"a\",\"marks\":[\"closed\",\"present\",\"late\",\"early_"
        "leave\","
        "\"sick\",\"unexplained\",\"closed\",\"closed\",\"\",\"\",");
    has("\"totals\":{\"attended\":3,\"due\":5,\"late\":1,\"early_leave\":1,\"sick\":1,\"unexplained\":1}}");
    has("\"class\":\"b\",\"marks\":[\"closed\",\"suspended\",\"suspended\",\"suspended\",\"present\",\"unexplained\",");
    has("\"totals\":{\"attended\":1,\"due\":2,\"suspended\":3,\"unexplained\":1,\"unresolved\":1}}");
    has("\"entered\":\"2026-03-10\",\"marks\":[\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",");
    has("\"left\":\"2026-03-05\",\"marks\":[\"closed\",\"unexplained\",\"unexplained\",\"unexplained\",\"unexplained\","
        "\"\",");
    has("{\"day\":\"2026-03-05\",\"open\":true,\"attended\":1}");
    has("\"open_days\":5,\"enrolled_first\":3,\"enrolled_last\":3,\"entered\":1,\"left\":1,\"average_attended\":0.8}");
    nursery_close(&world);
}

TEST("R-SHEET-03: the totals equal the sum of the days, by child and by day")
{
    struct nursery_world world;
    struct json_in in;
    struct json_in row;
    struct json_in totals;
    struct json_faults faults;
    int64_t by_child = 0;
    int64_t by_day = 0;
    make_week(&world);
    struct write_register ask = {.account_id = nursery_head(&world, 1).account_id};
    EXPECT_OK(write(&world, &ask, sizeof text));
    EXPECT_OK(json_open(str_of(text), &in, &faults));
    size_t children_n = json_list(&in, "children", JSON_REQUIRED, 10);
    EXPECT_INT(children_n, 4);
    for (size_t i = 0; i < children_n; i++) {
        int64_t attended = 0;
        EXPECT(json_list_object(&in, "children", i, &row));
        EXPECT_INT(json_list(&row, "marks", JSON_REQUIRED, 31), 31);
        for (size_t day = 0; day < 31; day++) {
            struct str mark = json_list_text(&row, "marks", day, 32);
            attended += str_is(mark, "present") || str_is(mark, "late") || str_is(mark, "early_leave") ? 1 : 0;
        }
        EXPECT(json_nested(&row, "totals", JSON_REQUIRED, &totals));
        EXPECT_INT(json_int(&totals, "attended", JSON_REQUIRED, 0, 31, -1), attended);
        by_child += attended;
    }
    for (size_t day = 0; day < json_list(&in, "days", JSON_REQUIRED, 31); day++) {
        EXPECT(json_list_object(&in, "days", day, &row));
        by_day += json_int(&row, "attended", JSON_REQUIRED, 0, 10, -1);
    }
    EXPECT(json_nested(&in, "totals", JSON_REQUIRED, &totals));
    EXPECT_INT(json_int(&totals, "attended", JSON_REQUIRED, 0, 100, -1), by_child);
    EXPECT_INT(by_day, by_child);
    EXPECT_INT(by_child, 4);
    json_drop(&in);
    nursery_close(&world);
}

TEST("R-SHEET-03: lines for a spreadsheet: symbols, sums, and no name that becomes a formula")
{
    struct nursery_world world;
    make_week(&world);
    struct write_register ask = {.account_id = 0, .csv = true};
    EXPECT_OK(write(&world, &ask, sizeof text));
    EXPECT_INT(strncmp(text, "番号,クラス,氏名,1,2,3,", strlen("番号,クラス,氏名,1,2,3,")), 0);
    has("\r\n1,a,Child,,〇,△,△,病,×,,,");
    has(",停,停,停,〇,×,");
    has("\"'=cmd()\"");
    has("\r\n,,出席者数,0,1,1,1,1,0,");
    has("\r\n開所日数,5\r\n在籍数(初日),3\r\n在籍数(末日),3\r\n途中入園,1\r\n途中退園,1\r\n1日平均出席,0.8\r\n");
    ask.english = true;
    EXPECT_OK(write(&world, &ask, sizeof text));
    has("No,Class,Name,1,");
    nursery_close(&world);
}

TEST("a teacher's register has the own class; a class can be asked for; what does not fit is said so")
{
    struct nursery_world world;
    make_week(&world);
    struct write_register ask = {.account_id = nursery_teacher(&world, 1).account_id};
    EXPECT_OK(write(&world, &ask, sizeof text));
    has("\"child_id\":\"c1\"");
    EXPECT_NULL(strstr(text, "\"class\":\"b\""));
    ask = (struct write_register){.account_id = nursery_head(&world, 1).account_id, .class_name = STR("b")};
    EXPECT_OK(write(&world, &ask, sizeof text));
    EXPECT_NULL(strstr(text, "\"class\":\"a\""));
    EXPECT_INT(write(&world, &ask, 900), ERR_LIMIT);
    nursery_close(&world);
}
