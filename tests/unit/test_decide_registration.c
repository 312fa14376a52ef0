/* From the draft to the decision, and what a decision does to bookings. R-REG-05, R-REG-06, R-REG-07, R-REG-08, F14. */
#include "actions/decide_registration.h"

#include <stdio.h>
#include <string.h>

#include "actions/read_registration.h"
#include "actions/save_registration.h"
#include "actions/submit_registration.h"
#include "core/reason.h"
#include "support/asking.h"
#include "support/rules.h"
#include "support/test.h"

#define HOUSEHOLD                                                                                                   \
    "{\"guardians\":[{\"name\":\"a\",\"relation\":\"\",\"phone\":\"\",\"employer\":null}],\"emergency\":[{\"name\"" \
    ":\"b\",\"relation\":\"\",\"phone\":\"1\"}],\"doctor\":null,\"address\":\"\"}"
#define SHEET \
    "{\"nursery\":\"\",\"no_allergies\":true,\"allergies\":[],\"history\":\"\",\"vaccinations\":[],\"note\":\"\"}"
#define RULES(registration)                                                                               \
    "'registration':{'required':true," registration "},'places':{'licensed':3},'note':{'needed':'none'}," \
    "'staffing':{'children_per_nurse':0,'children_per_teacher':0},'rooms':[{'id':'g','places':3}],"       \
    "'booking':{'windows':[{'opens':{'basis':'always','days':40},'closes':{'on':'day_of_use','at':'08:00'}}]}"

static struct caller officer(struct room_world *world)
{
    asking_change(world,
                  "INSERT INTO account (public_id, login, password_hash, name, language) VALUES ('w', 'ward', 'x', "
                  "'W', 'ja'); INSERT INTO account_role (account_id, role) SELECT id, 8 FROM account WHERE "
                  "login = 'ward'; INSERT INTO contact (public_id, household_id, channel, address, language, "
                  "created_ms) VALUES ('k1', 1, 1, x'00', 'ja', 0)");
    return (struct caller){.account_id = asking_count(world, "SELECT id FROM account WHERE login = 'ward'"),
                           .roles = ROLE_BIT(ROLE_WARD_OFFICER)};
}

/* A draft of c{n} by its guardian; the id. */
static const char *draft(struct room_world *world, int n, const char *scope, const char *household)
{
    static char id[SECRET_PUBLIC_ID_TEXT];
    char child[8];
    snprintf(child, sizeof child, "c%d", n);
    struct save_registration ask = {.child = str_of(child),
                                    .scope = str_of(scope),
                                    .first = true,
                                    .household = str_of(household),
                                    .household_version = -1,
                                    .sheet = STR(SHEET)};
    EXPECT_INT(asking_do(world, room_caller(n), save_registration, &ask), 200);
    memcpy(id, ask.id, sizeof id);
    return id;
}

static struct submit_registration submitted(struct room_world *world, int n, const char *id)
{
    struct submit_registration ask = {.id = str_of(id)};
    EXPECT_INT(asking_do(world, room_caller(n), submit_registration, &ask), 200);
    return ask;
}

static struct decide_registration decided(struct room_world *world, struct caller caller, const char *id,
                                          enum registration_decision decision)
{
    struct decide_registration ask = {.id = str_of(id), .decision = decision, .reason = STR("電話番号が違います")};
    EXPECT_INT(asking_do(world, caller, decide_registration, &ask), 200);
    return ask;
}

static const char *booked(struct room_world *world, int n, const char *day)
{
    static struct asked asked;
    EXPECT_OK(asking_room(world, &asked, n, 1, "", rules_day(day)));
    const char *word = reservation_reason_word(asked.ask.results[0].decision.reason);
    return word == NULL ? "" : word;
}

TEST("R-REG-08: draft, submitted, returned with a reason, submitted again, approved: each with actor, time and reason")
{
    static struct read_registration_step steps[READ_REGISTRATION_STEPS_MAX];
    static char storage[2][REGISTRATION_SHEET_BYTES_MAX + 1];
    struct room_world world;
    room_open(&world, 1, 3, 2);
    room_rules(&world, "r1", RULES("'scope':'municipality','renewal':'none'"));
    struct caller ward = officer(&world);
    const char *id = draft(&world, 1, "all", "");
    EXPECT_INT(submitted(&world, 1, id).missing.n, 2); /* nobody to call */
    struct save_registration more = {
        .child = STR("c1"), .scope = STR("all"), .household = STR(HOUSEHOLD), .household_version = -1};
    EXPECT_INT(asking_do(&world, room_caller(1), save_registration, &more), 200);
    EXPECT_INT(submitted(&world, 1, id).state, REGISTRATION_SUBMITTED);
    EXPECT(submitted(&world, 1, id).wrong_state);
    EXPECT_INT(decided(&world, ward, id, REGISTRATION_RETURN).state, REGISTRATION_RETURNED);
    EXPECT_STR(booked(&world, 1, "2026-03-02"), "NOT_REGISTERED");
    EXPECT_INT(submitted(&world, 1, id).state, REGISTRATION_SUBMITTED);
    struct decide_registration yes = decided(&world, ward, id, REGISTRATION_APPROVE);
    EXPECT_INT(yes.state, REGISTRATION_APPROVED);
    EXPECT_STR(yes.number, "T000001");
    EXPECT_INT(yes.valid_to_day, REGISTRATION_FOR_EVER);
    EXPECT_STR(booked(&world, 1, "2026-03-02"), "");
    struct caller parent = room_caller(1);
    struct read_registration in = {.caller = &parent, .id = str_of(id), .steps = steps};
    buf_init(&in.sheets.household, storage[0], sizeof storage[0]);
    buf_init(&in.sheets.child, storage[1], sizeof storage[1]);
    EXPECT_OK(read_registration(world.lane, &in));
    EXPECT_INT(in.steps_n, 6);
    EXPECT_INT(in.steps[0].event.step, STEP_APPROVED);
    EXPECT_INT(in.steps[0].event.by, REGISTRATION_BY_STAFF);
    EXPECT_INT(in.steps[2].event.step, STEP_RETURNED);
    EXPECT_STR(in.steps[2].reason, "電話番号が違います");
    EXPECT_INT(in.steps[5].event.step, STEP_BEGUN);
    EXPECT_INT(in.steps[5].event.by, REGISTRATION_BY_FAMILY);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE kind = 14"), 1);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE kind = 13"), 1);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM registration_event WHERE account_id IS NULL"), 0);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'decide_registration'"), 2);
    room_close(&world);
}

TEST("R-REG-08: a guardian, another room's nurse and a nurse where the municipality decides cannot approve")
{
    struct room_world world;
    room_open(&world, 2, 3, 2);
    room_rules(&world, "r1", RULES("'scope':'municipality'"));
    room_rules(&world, "r2", RULES("'scope':'facility'"));
    struct caller ward = officer(&world);
    struct caller nurse1 = room_nurse(&world, 1);
    struct caller nurse2 = room_nurse(&world, 2);
    const char *id = draft(&world, 1, "all", HOUSEHOLD);
    struct decide_registration ask = {.id = str_of(id), .decision = REGISTRATION_APPROVE};
    submitted(&world, 1, id);
    EXPECT_INT(asking_do(&world, room_caller(1), decide_registration, &ask), 404);
    EXPECT_INT(asking_do(&world, room_caller(2), decide_registration, &ask), 404);
    EXPECT_INT(asking_do(&world, nurse1, decide_registration, &ask), 404);
    EXPECT_INT(asking_do(&world, ward, decide_registration, &ask), 200);
    /* R-REG-05: the room that registers for itself decides for itself, and numbers for itself. */
    id = draft(&world, 1, "r2", HOUSEHOLD);
    ask = (struct decide_registration){.id = str_of(id), .decision = REGISTRATION_APPROVE};
    submitted(&world, 1, id);
    EXPECT_INT(asking_do(&world, ward, decide_registration, &ask), 404);
    EXPECT_INT(asking_do(&world, nurse1, decide_registration, &ask), 404);
    EXPECT_INT(asking_do(&world, nurse2, decide_registration, &ask), 200);
    EXPECT_STR(ask.number, "R2-000001");
    room_close(&world);
}

TEST("R-REG-05: one approval is good for every room of the municipality, and for none that registers for itself")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 3, 3, 2);
    room_rules(&world, "r1", RULES("'scope':'municipality'"));
    room_rules(&world, "r2", RULES("'scope':'municipality'"));
    room_rules(&world, "r3", RULES("'scope':'facility'"));
    struct caller ward = officer(&world);
    const char *id = draft(&world, 1, "all", HOUSEHOLD);
    submitted(&world, 1, id);
    decided(&world, ward, id, REGISTRATION_APPROVE);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY));
    EXPECT_INT(asked.ask.results[0].decision.reason, REASON_NONE);
    EXPECT_OK(asking_room(&world, &asked, 1, 2, "", ROOM_DAY + 1));
    EXPECT_INT(asked.ask.results[0].decision.reason, REASON_NONE);
    EXPECT_OK(asking_room(&world, &asked, 1, 3, "", ROOM_DAY + 2));
    EXPECT_INT(asked.ask.results[0].decision.reason, REASON_NOT_REGISTERED);
    room_close(&world);
}

TEST("R-REG-06 F14: approved in February, a use in April needs the renewal, asked for in March; renewed it holds a "
     "year more")
{
    struct room_world world;
    room_open(&world, 1, 3, 2);
    room_rules(&world, "r1", RULES("'scope':'municipality','renewal':'fiscal_year'"));
    struct caller ward = officer(&world);
    asking_clock("2026-02-10T10:00:00.000+09:00");
    const char *id = draft(&world, 1, "all", HOUSEHOLD);
    submitted(&world, 1, id);
    EXPECT_INT(decided(&world, ward, id, REGISTRATION_APPROVE).valid_to_day, rules_day("2026-03-31"));
    EXPECT(submitted(&world, 1, id).wrong_state); /* too early to renew */
    asking_clock("2026-03-30T10:00:00.000+09:00");
    EXPECT_STR(booked(&world, 1, "2026-03-31"), "");
    EXPECT_STR(booked(&world, 1, "2026-04-01"), "REGISTRATION_EXPIRED");
    EXPECT(submitted(&world, 1, id).renewal);
    EXPECT_STR(booked(&world, 1, "2026-04-01"), "REGISTRATION_EXPIRED");
    EXPECT_INT(decided(&world, ward, id, REGISTRATION_APPROVE).valid_to_day, rules_day("2027-03-31"));
    EXPECT_STR(booked(&world, 1, "2026-04-01"), "");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM registration WHERE number = 'T000001'"), 1);
    room_close(&world);
}

TEST("R-REG-07 F14: without renewal April is no question; a year after the last word the family is asked, and books "
     "all the "
     "same")
{
    struct room_world world;
    room_open(&world, 1, 3, 2);
    room_rules(&world, "r1", RULES("'scope':'municipality','renewal':'none','confirm_every_months':12"));
    struct caller ward = officer(&world);
    asking_clock("2026-02-10T10:00:00.000+09:00");
    const char *id = draft(&world, 1, "all", HOUSEHOLD);
    submitted(&world, 1, id);
    decided(&world, ward, id, REGISTRATION_APPROVE);
    asking_clock("2026-03-30T10:00:00.000+09:00");
    EXPECT_STR(booked(&world, 1, "2026-04-01"), "");
    asking_clock("2027-02-10T10:00:00.000+09:00");
    EXPECT_STR(booked(&world, 1, "2027-02-12"), "");
    EXPECT_INT(asking_count(&world, "SELECT date(confirmed_day * 86400, 'unixepoch') = '2026-02-10' FROM registration"),
               1);
    struct submit_registration ask = {.id = str_of(id)};
    EXPECT_INT(asking_do(&world, room_caller(1), confirm_registration, &ask), 200);
    EXPECT_INT(asking_count(&world, "SELECT date(confirmed_day * 86400, 'unixepoch') = '2027-02-10' FROM registration"),
               1);
    room_close(&world);
}

TEST("R-REG-09: where a room takes requests before the approval, a submitted registration may ask and a draft may not")
{
    struct room_world world;
    room_open(&world, 1, 3, 2);
    room_rules(&world, "r1", RULES("'book_before_approval':true"));
    const char *id = draft(&world, 1, "all", HOUSEHOLD);
    EXPECT_STR(booked(&world, 1, "2026-03-02"), "NOT_REGISTERED");
    submitted(&world, 1, id);
    EXPECT_STR(booked(&world, 1, "2026-03-02"), "");
    room_close(&world);
}

TEST("a suspension to a day refuses bookings until then; another hand's decision in between is noticed")
{
    struct room_world world;
    room_open(&world, 1, 3, 2);
    room_rules(&world, "r1", RULES("'renewal':'none'"));
    struct caller ward = officer(&world);
    const char *id = draft(&world, 1, "all", HOUSEHOLD);
    submitted(&world, 1, id);
    decided(&world, ward, id, REGISTRATION_APPROVE);
    struct decide_registration ask = {
        .id = str_of(id), .decision = REGISTRATION_SUSPEND, .reason = STR("x"), .until_day = rules_day("2026-02-01")};
    EXPECT_INT(asking_do(&world, ward, decide_registration, &ask), 200);
    EXPECT(ask.past);
    ask.until_day = rules_day("2026-03-03");
    ask.version = 1;
    EXPECT_INT(asking_do(&world, ward, decide_registration, &ask), 200);
    EXPECT(ask.changed);
    ask.version = ask.present_version;
    EXPECT_INT(asking_do(&world, ward, decide_registration, &ask), 200);
    EXPECT_INT(ask.state, REGISTRATION_SUSPENDED);
    EXPECT_STR(booked(&world, 1, "2026-03-03"), "SUSPENDED");
    EXPECT_STR(booked(&world, 1, "2026-03-04"), "");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM message WHERE kind = 17"), 1);
    EXPECT_INT(decided(&world, ward, id, REGISTRATION_LIFT).state, REGISTRATION_APPROVED);
    EXPECT_STR(booked(&world, 1, "2026-03-03"), "");
    room_close(&world);
}
