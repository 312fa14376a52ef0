/* Medicine in the nursery on a real lane: R-CARE-02, R-REG-11, R-SEC-05. */
#include "actions/give_medicine.h"

#include <string.h>

#include "actions/ask_medicine.h"
#include "actions/read_medicines.h"
#include "support/asking.h"
#include "support/care.h"
#include "support/test.h"

static const struct caller anna = {.account_id = 950, .roles = ROLE_BIT(ROLE_TEACHER)};
static const struct caller ben = {.account_id = 951, .roles = ROLE_BIT(ROLE_HEAD)};
static const struct caller far = {.account_id = 952, .roles = ROLE_BIT(ROLE_HEAD)};

static void open_nursery(struct care_world *world)
{
    care_open(world, 2);
    asking_change(
        &world->town,
        "INSERT INTO site (id, public_id, kind, name) VALUES (91, 'n1', 1, 'Nursery'), (92, 'n2', 1, 'Other');"
        "INSERT INTO account (id, public_id, login, password_hash, name, language, demo) VALUES "
        "(950, 'anna', 'anna@test', '', 'Anna', 'ja', 0), (951, 'ben', 'ben@test', '', 'Ben', 'ja', 0),"
        "(952, 'far', 'far@test', '', 'Far', 'ja', 0);"
        "INSERT INTO account_role (account_id, role, site_id, class) VALUES (950, 3, 91, 'a'), (951, 5, 91, ''), "
        "(952, 5, 92, '');"
        "UPDATE child SET nursery_id = 91, class = 'a'");
}

static void arrive(struct care_world *world)
{
    asking_change(&world->town,
                  "INSERT INTO attendance_day (nursery_id, day, child_id, place, arrived_ms, left_ms, flags, "
                  "version) SELECT 91, day, 1, 1, 5, 0, 0, 1 FROM medicine_request LIMIT 1");
}

static int ask_for(struct care_world *world, int parent, int32_t day, struct ask_medicine *ask)
{
    *ask = (struct ask_medicine){
        .child = STR("c1"),
        .day = day,
        .detail = STR("{\"drug\":\"Amoxi\",\"dose\":\"5 "
                      "ml\",\"when\":\"after_lunch\",\"at\":null,\"clinic\":\"\",\"note\":\"\"}")};
    return asking_do(&world->town, room_caller(parent), ask_medicine, ask);
}

static enum medicine_outcome run(struct care_world *world, struct caller who, asking_verb verb, const char *medicine)
{
    struct give_medicine ask = {.medicine = str_of(medicine)};
    EXPECT_INT(asking_do(&world->town, who, verb, &ask), 200);
    return ask.outcome;
}

struct seen {
    int n;
    char state[16];
    char drug[64];
    char second[32];
};

static void take(void *arg, const struct medicine_row *row, struct str detail)
{
    struct seen *seen = arg;
    seen->n++;
    EXPECT_OK(str_copy(str_of(medicine_state_word(row->withdrawn, row->given_ms != 0, row->second_ms != 0)),
                       seen->state, sizeof seen->state));
    EXPECT_OK(str_copy(row->second, seen->second, sizeof seen->second));
    EXPECT_OK(str_copy((struct str){detail.p, detail.n < 60 ? detail.n : 60}, seen->drug, sizeof seen->drug));
}

static struct seen look(struct care_world *world, struct caller who, bool staff)
{
    struct seen seen = {0};
    struct read_medicines in = {
        .caller = &who, .from_day = ROOM_DAY, .to_day = ROOM_DAY + 14, .take = take, .arg = &seen};
    *(staff ? &in.site : &in.child) = staff ? STR("n1") : STR("c1");
    EXPECT_OK(read_medicines(world->town.lane, &in));
    return seen;
}

TEST("R-CARE-02: asked for by a guardian, given by one to a child who is here, and given only once another has seen it")
{
    struct care_world world;
    struct ask_medicine ask;
    open_nursery(&world);
    EXPECT_INT(ask_for(&world, 1, ROOM_DAY, &ask), 200);
    EXPECT_INT(ask.outcome, MEDICINE_FINE);
    EXPECT_STR(look(&world, ben, true).state, "asked");
    EXPECT(strstr(look(&world, ben, true).drug, "Amoxi") != NULL);
    EXPECT_INT(run(&world, anna, give_medicine, ask.medicine), MEDICINE_AWAY);
    arrive(&world);
    EXPECT_INT(run(&world, anna, see_medicine, ask.medicine), MEDICINE_STATE);
    EXPECT_INT(run(&world, anna, give_medicine, ask.medicine), MEDICINE_FINE);
    EXPECT_INT(run(&world, ben, give_medicine, ask.medicine), MEDICINE_STATE);
    EXPECT_STR(look(&world, room_caller(1), false).state, "waits");
    EXPECT_INT(run(&world, anna, see_medicine, ask.medicine), MEDICINE_SAME_PERSON);
    EXPECT_INT(run(&world, ben, see_medicine, ask.medicine), MEDICINE_FINE);
    struct seen seen = look(&world, room_caller(1), false);
    EXPECT_INT(seen.n, 1);
    EXPECT_STR(seen.state, "given");
    EXPECT_STR(seen.second, "Ben");
    care_close(&world);
}

TEST("R-CARE-02: the second person may type the own password at the tablet; who works elsewhere is nobody")
{
    struct care_world world;
    struct ask_medicine ask;
    open_nursery(&world);
    EXPECT_INT(ask_for(&world, 1, ROOM_DAY, &ask), 200);
    arrive(&world);
    EXPECT_INT(run(&world, anna, give_medicine, ask.medicine), MEDICINE_FINE);
    struct give_medicine see = {.medicine = str_of(ask.medicine), .second_id = 952};
    EXPECT_INT(asking_do(&world.town, anna, see_medicine, &see), 200);
    EXPECT(see.stranger);
    see = (struct give_medicine){.medicine = str_of(ask.medicine), .second_id = 951};
    EXPECT_INT(asking_do(&world.town, anna, see_medicine, &see), 200);
    EXPECT_INT(see.outcome, MEDICINE_FINE);
    EXPECT_INT(asking_count(&world.town, "SELECT second_id FROM medicine_gift"), 951);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM audit WHERE actor = 951 AND action = 'see_medicine'"),
               1);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM audit WHERE actor = 950 AND action = 'lend_tablet'"), 1);
    struct give_medicine other = {.medicine = str_of(ask.medicine)};
    EXPECT_INT(asking_do(&world.town, far, strike_medicine, &other), 404);
    care_close(&world);
}

TEST("what was written down by mistake is struck, stays, and the medicine can be given")
{
    struct care_world world;
    struct ask_medicine ask;
    open_nursery(&world);
    EXPECT_INT(ask_for(&world, 1, ROOM_DAY, &ask), 200);
    arrive(&world);
    EXPECT_INT(run(&world, anna, strike_medicine, ask.medicine), MEDICINE_STATE);
    EXPECT_INT(run(&world, anna, give_medicine, ask.medicine), MEDICINE_FINE);
    EXPECT_INT(run(&world, ben, strike_medicine, ask.medicine), MEDICINE_FINE);
    EXPECT_STR(look(&world, ben, true).state, "asked");
    EXPECT_INT(run(&world, ben, give_medicine, ask.medicine), MEDICINE_FINE);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM medicine_gift"), 2);
    care_close(&world);
}

TEST("R-REG-11: another family, another nursery and a guardian who may not know where the child is find nothing to ask")
{
    struct care_world world;
    struct ask_medicine ask;
    open_nursery(&world);
    EXPECT_INT(ask_for(&world, 2, ROOM_DAY, &ask), 404);
    asking_change(&world.town, "INSERT INTO guardian_child (account_id, child_id, rights, hides) VALUES (2, 1, 1, 4)");
    EXPECT_INT(ask_for(&world, 2, ROOM_DAY, &ask), 404);
    EXPECT_INT(ask_for(&world, 1, ROOM_DAY, &ask), 200);
    EXPECT_INT(look(&world, room_caller(2), false).n, 0);
    struct withdraw_medicine back = {.medicine = str_of(ask.medicine)};
    EXPECT_INT(asking_do(&world.town, room_caller(2), withdraw_medicine, &back), 404);
    EXPECT_INT(asking_do(&world.town, far, withdraw_medicine, &back), 404);
    EXPECT_INT(asking_do(&world.town, room_caller(1), withdraw_medicine, &back), 200);
    EXPECT_INT(back.outcome, MEDICINE_FINE);
    EXPECT_STR(look(&world, room_caller(1), false).state, "withdrawn");
    EXPECT_INT(run(&world, anna, give_medicine, ask.medicine), MEDICINE_STATE);
    care_close(&world);
}

TEST("R-SEC-05: what is asked for is sealed, and a reading that shows it is recorded")
{
    struct care_world world;
    struct ask_medicine ask;
    open_nursery(&world);
    EXPECT_INT(look(&world, ben, true).n, 0);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM audit WHERE action = 'read_medicines'"), 0);
    EXPECT_INT(ask_for(&world, 1, ROOM_DAY, &ask), 200);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM medicine_request WHERE instr(detail, 'Amoxi') > 0"), 0);
    EXPECT_INT(look(&world, ben, true).n, 1);
    EXPECT_INT(asking_count(&world.town,
                            "SELECT count(*) FROM audit WHERE action = 'read_medicines' AND object = 'nursery:n1'"),
               1);
    care_close(&world);
}
