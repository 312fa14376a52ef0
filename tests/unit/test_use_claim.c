/* From a paper form at the counter to a guardian's own sign-in, and to one more guardian. R-REG-10, R-REG-11. */
#include "actions/use_claim.h"

#include <stdio.h>
#include <string.h>

#include "actions/enter_household.h"
#include "actions/find_children.h"
#include "actions/make_claim.h"
#include "core/reason.h"
#include "support/asking.h"
#include "support/rules.h"
#include "support/test.h"

#define HOUSEHOLD                                                                                                   \
    "{\"guardians\":[{\"name\":\"a\",\"relation\":\"\",\"phone\":\"\",\"employer\":null}],\"emergency\":[{\"name\"" \
    ":\"b\",\"relation\":\"\",\"phone\":\"1\"}],\"doctor\":null,\"address\":\"\"}"
#define SHEET \
    "{\"nursery\":\"\",\"no_allergies\":true,\"allergies\":[],\"history\":\"\",\"vaccinations\":[],\"note\":\"\"}"

static struct caller ward(struct room_world *world)
{
    asking_change(world,
                  "INSERT INTO account (public_id, login, password_hash, name, language) VALUES ('w', 'ward', 'x', "
                  "'W', 'ja'); INSERT INTO account_role (account_id, role) SELECT id, 8 FROM account WHERE "
                  "login = 'ward'");
    return (struct caller){.account_id = asking_count(world, "SELECT id FROM account WHERE login = 'ward'"),
                           .roles = ROLE_BIT(ROLE_WARD_OFFICER)};
}

static struct enter_household entered(struct room_world *world, struct caller caller, const char *sheet)
{
    struct enter_household ask = {.scope = STR("all"),
                                  .household = STR(HOUSEHOLD),
                                  .submit = true,
                                  .children_n = 1,
                                  .children = {{.name = STR("窓口 一"),
                                                .kana = STR("まどぐち いち"),
                                                .birth_day = rules_day("2023-06-01"),
                                                .sheet = str_of(sheet)}},
                                  .contacts = {STR("a@example.test")},
                                  .contacts_n = 1,
                                  .language = STR("ja")};
    EXPECT_INT(asking_do(world, caller, enter_household, &ask), 200);
    return ask;
}

/* The bare code that was handed out. */
static struct use_claim holding(struct room_world *world, const char *claim_id, const char *login)
{
    char text[CLAIM_CODE_TEXT];
    struct use_claim ask = {.login = str_of(login), .password_hash = "hash", .name = STR("葵"), .language = STR("ja")};
    make_claim_print(world->keys, claim_id, text);
    EXPECT_OK(claim_code_read(str_of(text), ask.code));
    return ask;
}

static const struct caller nobody;

TEST("R-REG-10: what the counter keyed in is the same record as a family's own, with the channel, and books by "
     "telephone "
     "without any account")
{
    static struct registration_found list[FIND_CHILDREN_MAX];
    struct room_world world;
    struct asked asked;
    room_open(&world, 1, 3, 1);
    struct caller officer = ward(&world);
    struct caller nurse = room_nurse(&world, 1);
    struct enter_household form = entered(&world, officer, SHEET);
    EXPECT_INT(form.children[0].state, REGISTRATION_SUBMITTED);
    EXPECT_INT(asking_count(&world, "SELECT channel FROM registration"), 3);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM contact WHERE account_id IS NULL"), 1);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM contact WHERE instr(address, 'example') > 0"), 0);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM account WHERE household_id = 2"), 0);
    struct find_children find = {.caller = &nurse, .room = STR("r1"), .query = STR("まどぐ"), .list = list};
    EXPECT_OK(find_children(world.lane, &find));
    EXPECT_INT(find.list_n, 1);
    EXPECT_STR(list[0].child, form.children[0].id);
    EXPECT_INT(list[0].state, REGISTRATION_SUBMITTED);
    EXPECT_INT(
        asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'find_children' AND instr(reason, 'まど') = 0"),
        1);
    find.query = STR("まどぐちさ");
    EXPECT_OK(find_children(world.lane, &find));
    EXPECT_INT(find.list_n, 0);
    find.room = STR("r2");
    EXPECT_INT(find_children(world.lane, &find), ERR_NOT_FOUND);
    asking_fill(&asked, 1, 1, ROOM_DAY);
    asked.caller = nurse;
    asked.ask.asked.children[0].child = str_of(form.children[0].id);
    asked.ask.asked.channel = 2;
    EXPECT_OK(asking_send(&world, &asked, ""));
    EXPECT_INT(asked.ask.results[0].decision.reason, REASON_NONE);
    room_close(&world);
}

TEST("what is missing on the paper leaves a draft; a scope that is not the counter's enters nothing")
{
    struct room_world world;
    room_open(&world, 2, 3, 1);
    room_rules(&world, "r2", "'registration':{'scope':'facility'}");
    struct caller nurse = room_nurse(&world, 1);
    EXPECT_INT(entered(&world, nurse, "").children[0].state, REGISTRATION_DRAFT);
    struct enter_household ask = {
        .scope = STR("r2"), .children_n = 1, .children = {{.name = STR("a"), .kana = STR("a"), .birth_day = 19000}}};
    EXPECT_INT(asking_do(&world, nurse, enter_household, &ask), 200);
    EXPECT(ask.no_such_scope);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM household"), 2);
    room_close(&world);
}

TEST("R-REG-10: the code makes one sign-in, once, for the children of that household")
{
    struct room_world world;
    struct asked asked;
    room_open(&world, 1, 3, 1);
    struct caller officer = ward(&world);
    struct enter_household form = entered(&world, officer, SHEET);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM claim WHERE instr(code_hash, public_id) > 0"), 0);
    struct use_claim first = holding(&world, form.claim.id, "aoi");
    struct use_claim taken = holding(&world, form.claim.id, "ward");
    EXPECT_INT(asking_do(&world, nobody, use_claim, &taken), 200);
    EXPECT(taken.taken);
    EXPECT_INT(asking_do(&world, nobody, use_claim, &first), 200);
    EXPECT_NOT(first.unknown || first.taken);
    struct use_claim again = holding(&world, form.claim.id, "hana");
    EXPECT_INT(asking_do(&world, nobody, use_claim, &again), 200);
    EXPECT(again.unknown);
    int64_t id = asking_count(&world, "SELECT id FROM account WHERE login = 'aoi' AND household_id = 2");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM guardian_child g JOIN account a ON a.id = g.account_id "
                                    "WHERE a.login = 'aoi' AND g.rights = 1 AND g.hides = 0"),
               1);
    asking_fill(&asked, 1, 1, ROOM_DAY);
    asked.caller = (struct caller){.account_id = id, .household_id = 2, .roles = ROLE_BIT(ROLE_GUARDIAN)};
    asked.ask.asked.children[0].child = str_of(form.children[0].id);
    EXPECT_OK(asking_send(&world, &asked, ""));
    EXPECT_INT(asked.ask.results[0].decision.reason, REASON_NONE);
    room_close(&world);
}

TEST("R-REG-10: a new code ends the old one, ninety days end any, and so does moving away")
{
    struct room_world world;
    room_open(&world, 1, 3, 1);
    struct caller officer = ward(&world);
    struct enter_household form = entered(&world, officer, SHEET);
    struct make_claim newer = {.household = str_of(form.id), .kind = CLAIM_FIRST};
    EXPECT_INT(asking_do(&world, officer, make_claim, &newer), 200);
    struct use_claim old = holding(&world, form.claim.id, "aoi");
    EXPECT_INT(asking_do(&world, nobody, use_claim, &old), 200);
    EXPECT(old.unknown);
    asking_change(&world, "UPDATE household SET closed_day = 0 WHERE id = 2");
    struct use_claim ask = holding(&world, newer.id, "aoi");
    EXPECT_INT(asking_do(&world, nobody, use_claim, &ask), 200);
    EXPECT(ask.unknown);
    asking_change(&world, "UPDATE household SET closed_day = NULL");
    asking_clock("2026-06-01T12:00:00.000+09:00"); /* 92 days on */
    EXPECT_INT(asking_do(&world, nobody, use_claim, &ask), 200);
    EXPECT(ask.unknown);
    asking_clock("2026-05-20T12:00:00.000+09:00");
    ask.unknown = false;
    EXPECT_INT(asking_do(&world, nobody, use_claim, &ask), 200);
    EXPECT_NOT(ask.unknown);
    room_close(&world);
}

TEST("a counter hands out codes for whom it entered and who has no sign-in yet, and for no other family")
{
    struct room_world world;
    room_open(&world, 2, 3, 2);
    struct caller nurse = room_nurse(&world, 1);
    struct caller other = room_nurse(&world, 2);
    struct enter_household form = entered(&world, nurse, SHEET);
    struct make_claim ask = {.household = str_of(form.id), .kind = CLAIM_FIRST};
    EXPECT_INT(asking_do(&world, other, make_claim, &ask), 404);
    EXPECT_INT(asking_do(&world, nurse, make_claim, &ask), 200);
    struct make_claim stolen = {.household = STR("h1"), .kind = CLAIM_FIRST};
    EXPECT_INT(asking_do(&world, nurse, make_claim, &stolen), 404);
    struct use_claim use = holding(&world, ask.id, "aoi");
    EXPECT_INT(asking_do(&world, nobody, use_claim, &use), 200);
    EXPECT_INT(asking_do(&world, nurse, make_claim, &ask), 404);
    room_close(&world);
}

TEST("R-REG-11: a guardian invites a second one with an own sign-in, who sees what the first one sees")
{
    struct room_world world;
    room_open(&world, 1, 3, 2);
    struct make_claim ask = {.household = STR("h1"), .kind = CLAIM_GUARDIAN};
    EXPECT_INT(asking_do(&world, room_caller(2), make_claim, &ask), 404);
    asking_change(&world, "UPDATE guardian_child SET hides = 2 WHERE account_id = 1");
    EXPECT_INT(asking_do(&world, room_caller(1), make_claim, &ask), 200);
    struct use_claim use = holding(&world, ask.id, "second");
    EXPECT_INT(asking_do(&world, nobody, use_claim, &use), 200);
    EXPECT_NOT(use.unknown);
    EXPECT_INT(asking_count(&world, "SELECT g.hides FROM guardian_child g JOIN account a ON a.id = g.account_id WHERE "
                                    "a.login = 'second' AND a.household_id = 1"),
               2);
    room_close(&world);
}
