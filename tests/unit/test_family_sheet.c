/* The family sheet and medicine orders: R-CARE-01, R-SEC-01. */
#include "actions/family_sheet.h"

#include <string.h>

#include "actions/add_note.h"
#include "core/disease.h"
#include "support/care.h"
#include "support/test.h"

static void enter_form(struct care_world *world, const char *drug, const char *sheet)
{
    struct add_note ask = {.child = STR("c1"), .issued_day = ROOM_DAY, .sheet = str_of(sheet)};
    ask.note.disease = disease_find(STR("COLD"));
    EXPECT_OK(str_copy(str_of(drug), ask.note.drugs[0], DOCTOR_NOTE_DRUG_BYTES));
    ask.note.drugs_n = 1;
    EXPECT_INT(asking_do(&world->town, room_caller(1), add_note, &ask), 200);
}

static struct add_order order(const struct care_world *world, const char *drug, const char *detail)
{
    return (struct add_order){.id = care_id(world, 1), .drug = str_of(drug), .detail = str_of(detail)};
}

#define SYRUP "{\"drug\":\"syrup\",\"dose\":\"5 ml\",\"times\":[\"12:00\"]}"

TEST("R-CARE-01: a drug that is not on the form that holds is refused; blanks around its name do not count")
{
    struct care_world world;
    care_open(&world, 1);
    struct add_order ask = order(&world, "syrup", SYRUP);
    EXPECT_INT(asking_do(&world.town, room_caller(1), add_order, &ask), 200);
    EXPECT(ask.not_on_note); /* the form of the world cannot be read: nothing is on it */
    enter_form(&world, "syrup", "{\"diagnosis\":\"COLD\",\"rest\":\"quiet\",\"drugs\":[{\"name\":\"syrup\"}]}");
    ask = order(&world, "powder", "{\"drug\":\"powder\",\"dose\":\"1\",\"times\":[]}");
    EXPECT_INT(asking_do(&world.town, room_caller(1), add_order, &ask), 200);
    EXPECT(ask.not_on_note);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM medication_order"), 0);
    ask = order(&world, " syrup ", SYRUP);
    EXPECT_INT(asking_do(&world.town, room_caller(1), add_order, &ask), 200);
    EXPECT_NOT(ask.not_on_note);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM medication_order WHERE instr(detail, 'syrup') = 0"), 1);
    EXPECT_INT(asking_do(&world.town, room_caller(2), add_order, &ask), 404);
    care_close(&world);
}

#define SYRUP_FORM  "{\"diagnosis\":\"COLD\",\"rest\":\"quiet\",\"drugs\":[{\"name\":\"syrup\"}]}"
#define POWDER_FORM "{\"diagnosis\":\"COLD\",\"rest\":\"quiet\",\"drugs\":[{\"name\":\"powder\"}]}"

TEST("R-CARE-01: what a newer form does not name is taken back: it stays to be seen, is not given, and may be asked "
     "for no more")
{
    struct care_world world;
    care_open(&world, 1);
    enter_form(&world, "syrup", SYRUP_FORM);
    struct add_order ask = order(&world, "syrup", SYRUP);
    EXPECT_INT(asking_do(&world.town, room_caller(1), add_order, &ask), 200);
    enter_form(&world, "syrup", SYRUP_FORM); /* the same again takes nothing back */
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM medication_order WHERE removed_ms IS NULL"), 1);
    enter_form(&world, "powder", POWDER_FORM);
    EXPECT_INT(asking_count(&world.town, "SELECT removed_why FROM medication_order"), 2);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM audit WHERE action = 'medicine_order' AND reason = 'not "
                                         "on the newer form'"),
               1);
    struct add_order again = order(&world, "syrup", SYRUP);
    EXPECT_INT(asking_do(&world.town, room_caller(1), add_order, &again), 200);
    EXPECT(again.not_on_note);
    struct remove_order removal = {.id = care_id(&world, 1), .order = str_of(ask.order)};
    EXPECT_INT(asking_do(&world.town, room_caller(1), remove_order, &removal), 404);
    asking_change(&world.town,
                  "UPDATE reservation SET state = 2, version = version + 1"); /* its room confirmed again */
    care_come(&world, 1, "2026-03-02T09:01:00.000+09:00");
    care_close(&world);
}

TEST("R-CARE-01: an order that is not on the form stops the child at the door until it is removed")
{
    struct care_world world;
    care_open(&world, 1);
    enter_form(&world, "syrup", SYRUP_FORM);
    struct add_order ask = order(&world, "syrup", SYRUP);
    EXPECT_INT(asking_do(&world.town, room_caller(1), add_order, &ask), 200);
    asking_change(&world.town, "UPDATE doctor_note SET detail = x'00'"); /* no form can be read any more */
    struct check_in arrival = care_arrival(&world, 1);
    EXPECT_INT(asking_do(&world.town, world.nurse, check_in, &arrival), 200);
    EXPECT_INT(arrival.faults_n, 1);
    EXPECT_STR(arrival.faults[0].code, "DRUG_NOT_ON_NOTE");
    struct remove_order removal = {.id = care_id(&world, 1), .order = str_of(ask.order)};
    EXPECT_INT(asking_do(&world.town, room_caller(2), remove_order, &removal), 404);
    EXPECT_INT(asking_do(&world.town, room_caller(1), remove_order, &removal), 200);
    EXPECT_INT(asking_do(&world.town, room_caller(1), remove_order, &removal), 404);
    care_come(&world, 1, "2026-03-02T09:01:00.000+09:00");
    care_close(&world);
}

TEST("R-CARE-01: a guardian's signature holds for what stood there; staff write but do not sign; signed on the screen "
     "is signed")
{
    struct care_world world;
    care_open(&world, 1);
    struct put_family_sheet ask = {.id = care_id(&world, 1), .detail = STR("{\"symptoms\":\"cough\"}"), .sign = true};
    EXPECT_INT(asking_do(&world.town, world.nurse, put_family_sheet, &ask), 200);
    EXPECT(ask.not_yours);
    EXPECT_INT(asking_do(&world.town, room_caller(1), put_family_sheet, &ask), 200);
    EXPECT_INT(ask.present_version, 1);
    EXPECT(ask.signed_ms > 0);
    struct check_in arrival = care_arrival(&world, 1);
    arrival.sheet_signed = false;
    arrival.identity = false;
    EXPECT_INT(asking_do(&world.town, world.nurse, check_in, &arrival), 200);
    EXPECT_INT(arrival.faults_n, 1); /* the identity alone */
    ask = (struct put_family_sheet){.id = care_id(&world, 1), .detail = STR("{\"symptoms\":\"fever\"}")};
    EXPECT_INT(asking_do(&world.town, world.nurse, put_family_sheet, &ask), 200);
    EXPECT(ask.changed); /* somebody wrote before */
    ask.version = 1;
    EXPECT_INT(asking_do(&world.town, world.nurse, put_family_sheet, &ask), 200);
    EXPECT_INT(ask.present_version, 2);
    EXPECT_INT(asking_count(&world.town, "SELECT signed_ms FROM family_sheet"), 0);
    care_close(&world);
}

static void see_sheet(void *arg, const struct day_sheet_row *row, struct str detail)
{
    (void)row;
    buf_str(arg, detail);
}

static void see_order(void *arg, const struct order_row *row, struct str detail)
{
    (void)row;
    buf_str(arg, detail);
}

TEST("R-SEC-01: the sheet is sealed, for the family and the room alone, and every reading is recorded")
{
    char text[512];
    struct buf buf;
    struct care_world world;
    care_open(&world, 1);
    struct put_family_sheet ask = {.id = care_id(&world, 1), .detail = STR("{\"symptoms\":\"cough\"}")};
    EXPECT_INT(asking_do(&world.town, room_caller(1), put_family_sheet, &ask), 200);
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM family_sheet WHERE instr(detail, 'cough') > 0"), 0);
    struct caller other = room_nurse(&world.town, 2);
    struct read_family_sheet in = {
        .caller = &other, .id = care_id(&world, 1), .sheet = see_sheet, .order = see_order, .arg = &buf};
    buf_init(&buf, text, sizeof text);
    EXPECT_INT(read_family_sheet(world.town.lane, &in), ERR_NOT_FOUND);
    EXPECT_STR(text, "");
    in.caller = &world.nurse;
    EXPECT_OK(read_family_sheet(world.town.lane, &in));
    EXPECT_STR(text, "{\"symptoms\":\"cough\"}");
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM audit WHERE action = 'read_family_sheet'"), 1);
    care_close(&world);
}
