/* What staff hide from one guardian, and that nobody can tell. R-REG-11. */
#include "actions/limit_guardian.h"

#include "core/hidden.h"
#include "core/message.h"
#include "core/reason.h"
#include "store/attendance_store.h"
#include "store/message_store.h"
#include "support/asking.h"
#include "support/test.h"

/* Account 2 is a guardian of c1 too; h is the head of c1's nursery. */
static struct caller open_with(struct room_world *world, struct caller *head)
{
    room_open(world, 1, 3, 3);
    asking_change(
        world, "INSERT INTO account (public_id, login, password_hash, name, language) VALUES ('w', 'ward', 'x', 'W', "
               "'ja'), ('h', 'head', 'x', 'H', 'ja'); INSERT INTO account_role (account_id, role) SELECT id, 8 FROM "
               "account WHERE login = 'ward'; INSERT INTO site (public_id, kind, name, area, phone, sick_type) VALUES "
               "('n1', 1, 'N', '', '', 0); INSERT INTO account_role (account_id, role, site_id) SELECT a.id, 5, s.id "
               "FROM account a, site s WHERE a.login = 'head' AND s.public_id = 'n1'; UPDATE child SET nursery_id = "
               "(SELECT id FROM site WHERE public_id = 'n1') WHERE id = 1; UPDATE account SET household_id = 1 WHERE "
               "id = 2; INSERT INTO guardian_child (account_id, child_id, rights) VALUES (2, 1, 1); DELETE FROM "
               "guardian_child WHERE account_id = 2 AND child_id = 2; INSERT INTO contact (public_id, household_id, "
               "account_id, channel, address, language, created_ms) VALUES ('k1', 1, 1, 1, x'00', 'ja', 0), ('k2', 1, "
               "2, 1, x'00', 'ja', 0)");
    *head = (struct caller){.account_id = asking_count(world, "SELECT id FROM account WHERE login = 'head'"),
                            .roles = ROLE_BIT(ROLE_HEAD)};
    return (struct caller){.account_id = asking_count(world, "SELECT id FROM account WHERE login = 'ward'"),
                           .roles = ROLE_BIT(ROLE_WARD_OFFICER)};
}

TEST("R-REG-11: the ward office and the head of the child's nursery limit one guardian; nobody else does, and nobody "
     "is told")
{
    struct caller head;
    struct room_world world;
    struct caller ward = open_with(&world, &head);
    struct limit_guardian ask = {.account = STR("a2"), .child = STR("c1"), .hides = HIDDEN_TIMES, .version = 1};
    EXPECT_INT(asking_do(&world, room_caller(1), limit_guardian, &ask), 404);
    EXPECT_INT(asking_do(&world, head, limit_guardian, &ask), 200);
    EXPECT_NOT(ask.changed);
    EXPECT_INT(ask.now, HIDDEN_TIMES | HIDDEN_BOOKING);
    EXPECT_INT(asking_do(&world, ward, limit_guardian, &ask), 200);
    EXPECT(ask.changed); /* the version is another one by now */
    EXPECT_INT(asking_count(&world, "SELECT hides FROM guardian_child WHERE account_id = 1"), 0);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'limit_guardian'"), 1);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message"), 0);
    ask = (struct limit_guardian){.account = STR("a3"), .child = STR("c3"), .hides = HIDDEN_TIMES};
    EXPECT_INT(asking_do(&world, head, limit_guardian, &ask), 404); /* not of her nursery */
    ask.child = STR("c1");
    EXPECT_INT(asking_do(&world, ward, limit_guardian, &ask), 404); /* no guardian of that child */
    room_close(&world);
}

TEST("R-REG-11: with booking hidden the other's reservations are not there, no message comes, and the child cannot be "
     "booked")
{
    struct caller head;
    struct room_world world;
    struct asked asked;
    struct reservation_kept kept;
    struct caller ward = open_with(&world, &head);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY));
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE contact_id = 2"), 1);
    struct limit_guardian ask = {.account = STR("a2"), .child = STR("c1"), .hides = HIDDEN_BOOKING};
    EXPECT_INT(asking_do(&world, ward, limit_guardian, &ask), 200);
    struct db *db;
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    EXPECT_INT(reservation_read(db, 2, str_of(asked.ask.results[0].id), reservation_keep, &kept), ERR_NOT_FOUND);
    EXPECT_OK(reservation_read(db, 1, str_of(asked.ask.results[0].id), reservation_keep, &kept));
    db_close(db);
    EXPECT_INT(asking_cancel(&world, 1, asked.ask.results[0].id, 0), 200);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE contact_id = 2"), 1);
    EXPECT(asking_count(&world, "SELECT count(*) FROM message WHERE contact_id = 1") > 1);
    asking_fill(&asked, 2, 1, ROOM_DAY + 1);
    asked.ask.asked.children[0].child = STR("c1");
    EXPECT_INT(asking_send(&world, &asked, ""), ERR_NOT_FOUND);
    room_close(&world);
}

TEST("R-REG-11: with times hidden the child is in no nursery for this guardian, and as ever for the other and for the "
     "head")
{
    struct caller head;
    struct room_world world;
    struct attendance_child child;
    struct db *db;
    struct caller ward = open_with(&world, &head);
    struct limit_guardian ask = {.account = STR("a2"), .child = STR("c1"), .hides = HIDDEN_TIMES};
    EXPECT_INT(asking_do(&world, ward, limit_guardian, &ask), 200);
    EXPECT_OK(db_open(world.path, DB_READ, &db));
    EXPECT_OK(attendance_store_child(db, STR("c1"), 2, &child));
    EXPECT(child.hidden);
    EXPECT_OK(attendance_store_child(db, STR("c1"), 1, &child));
    EXPECT_NOT(child.hidden);
    EXPECT_OK(attendance_store_child(db, STR("c1"), head.account_id, &child));
    EXPECT_NOT(child.hidden);
    db_close(db);
    room_close(&world);
}
