/* Doctors' forms on the real database: R-RSV-13, fixture F13, R-SEC-01. */
#include "actions/add_note.h"

#include <string.h>

#include "core/disease.h"
#include "support/care.h"
#include "support/test.h"

/* A form of this day, diagnosis and drug, as child 1's family enters it. */
static struct add_note form(int32_t issued_day, const char *diagnosis, const char *drug)
{
    static char sheet[256];
    struct buf buf;
    struct add_note ask = {.child = STR("c1"), .issued_day = issued_day};
    ask.note.disease = disease_find(str_of(diagnosis));
    buf_init(&buf, sheet, sizeof sheet);
    buf_puts(&buf, "{\"diagnosis\":\"");
    buf_puts(&buf, diagnosis);
    buf_puts(&buf, "\",\"rest\":\"quiet\",\"drugs\":[");
    if (drug[0] != '\0') {
        buf_puts(&buf, "{\"name\":\"");
        buf_puts(&buf, drug);
        buf_puts(&buf, "\"}");
        EXPECT_OK(str_copy(str_of(drug), ask.note.drugs[0], DOCTOR_NOTE_DRUG_BYTES));
        ask.note.drugs_n = 1;
    }
    buf_puts(&buf, "]}");
    ask.sheet = buf_view(&buf);
    return ask;
}

static struct add_note enter(struct care_world *world, struct caller caller, struct add_note ask)
{
    EXPECT_INT(asking_do(&world->town, caller, add_note, &ask), 200);
    return ask;
}

TEST(
    "R-RSV-13 F13: a new antibiotic ends the older form from its own day on; the place stays held and is decided again")
{
    struct care_world world;
    care_open(&world, 1);
    asking_change(&world.town, "DELETE FROM doctor_note");
    struct add_note first = enter(&world, room_caller(1), form(ROOM_DAY - 1, "COLD", "syrup"));
    EXPECT_INT(first.moved_n, 0);
    EXPECT_INT(enter(&world, room_caller(1), form(ROOM_DAY, "COLD", "syrup")).moved_n, 0); /* the same again */
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM doctor_note WHERE void_day <> 0"), 0);
    struct add_note second = enter(&world, room_caller(1), form(ROOM_DAY, "COLD", "antibiotic"));
    EXPECT_INT(second.voided, 2);
    EXPECT_INT(second.moved_n, 1);
    EXPECT_STR(second.moved[0], care_id(&world, 1).p);
    EXPECT_STR(asking_states(&world.town, 1), "requested");
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM doctor_note WHERE void_day = 20514"), 2);
    EXPECT_INT(asking_count(&world.town, "SELECT cause FROM reservation_event ORDER BY id DESC LIMIT 1"),
               CAUSE_NOTE_CHANGED);
    care_close(&world);
}

TEST("R-RSV-13: a place given for another illness than the doctor's is decided again; who holds it does not change")
{
    struct care_world world;
    care_open(&world, 4);
    asking_change(&world.town, "DELETE FROM doctor_note");
    EXPECT_OK(asking_room(&world.town, &world.asked[4], 5, 1, "", ROOM_DAY));
    EXPECT_STR(asking_states(&world.town, 5), "waitlisted");
    EXPECT_INT(enter(&world, world.nurse, form(ROOM_DAY, "FLU_A", "")).moved_n, 1);
    EXPECT_STR(asking_states(&world.town, 1), "requested");
    EXPECT_STR(asking_states(&world.town, 2), "confirmed");
    EXPECT_STR(asking_states(&world.town, 5), "waitlisted"); /* nothing fell free */
    care_close(&world);
}

TEST("R-RSV-13: a form found late does not undo what a later one says, and an older illness is no change")
{
    struct care_world world;
    care_open(&world, 1);
    asking_change(&world.town, "DELETE FROM doctor_note");
    EXPECT_INT(enter(&world, room_caller(1), form(ROOM_DAY - 20, "FLU_A", "")).moved_n,
               1); /* not the illness of the place */
    asking_change(&world.town, "UPDATE reservation SET state = 2, version = version + 1");
    EXPECT_INT(enter(&world, room_caller(1), form(ROOM_DAY, "COLD", "")).moved_n, 0); /* the flu's form held no more */
    EXPECT_INT(enter(&world, room_caller(1), form(ROOM_DAY - 1, "RSV", "")).moved_n, 0);
    EXPECT_INT(asking_count(&world.town, "SELECT void_day FROM doctor_note ORDER BY id DESC LIMIT 1"), ROOM_DAY);
    EXPECT_STR(asking_states(&world.town, 1), "confirmed");
    struct add_note ask = form(ROOM_DAY + 1, "COLD", "");
    EXPECT_INT(asking_do(&world.town, room_caller(1), add_note, &ask), 200);
    EXPECT(ask.wrong_day);
    care_close(&world);
}

static void see(void *arg, const struct note_detail *note, struct str sheet)
{
    struct buf *buf = arg;
    (void)note;
    buf_str(buf, sheet);
}

TEST("R-SEC-01: forms are sealed, read by the family and the room that has the child, and every reading is recorded")
{
    char text[512];
    struct buf buf;
    struct care_world world;
    care_open(&world, 1);
    asking_change(&world.town, "DELETE FROM doctor_note");
    enter(&world, room_caller(1), form(ROOM_DAY, "COLD", "syrup"));
    EXPECT_INT(asking_count(&world.town, "SELECT count(*) FROM doctor_note WHERE instr(detail, 'syrup') > 0"), 0);
    struct caller other = room_nurse(&world.town, 2);
    struct read_notes in = {.caller = &world.nurse, .child = STR("c1"), .note = see, .arg = &buf};
    buf_init(&buf, text, sizeof text);
    EXPECT_OK(read_notes(world.town.lane, &in));
    EXPECT(strstr(text, "syrup") != NULL);
    EXPECT_INT(asking_count(&world.town, "SELECT actor FROM audit WHERE action = 'read_notes' AND object = 'child:c1'"),
               world.nurse.account_id);
    in.caller = &other;
    EXPECT_INT(read_notes(world.town.lane, &in), ERR_NOT_FOUND);
    struct add_note ask = form(ROOM_DAY, "COLD", "syrup");
    EXPECT_INT(asking_do(&world.town, other, add_note, &ask), 404);
    EXPECT_INT(asking_do(&world.town, room_caller(2), add_note, &ask), 404);
    care_close(&world);
}
