/* The day board: who is on it, what blocks who waits, and that no reading goes unrecorded. R-SEC-01, R-CAN-05, R-RSV-12, R-RSV-20. */
#include "actions/read_day_board.h"

#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "actions/sealed.h"
#include "actions/share_reservation.h"
#include "store/registration_store.h"
#include "support/asking.h"
#include "support/test.h"

struct seen {
    char text[16384]; /* a line for each child */
    size_t n;
    int32_t capacity;
    bool open;
    int32_t waiting;
    size_t held;
};

static void see_head(void *arg, const struct board_head *head)
{
    struct seen *seen = arg;
    seen->capacity = head->capacity;
    seen->open = head->open;
    seen->waiting = head->waiting;
    seen->held = head->room->n;
}

static void see_section(void *arg, enum board_section section)
{
    struct seen *seen = arg;
    seen->n += (size_t)snprintf(seen->text + seen->n, sizeof seen->text - seen->n, "%s|",
                                section == BOARD_PLACES    ? "places"
                                : section == BOARD_WAITING ? "waiting"
                                                           : "shared");
}

static void see_child(void *arg, enum board_section section, const struct board_child *child)
{
    struct seen *seen = arg;
    const char *blocks = section == BOARD_WAITING ? reservation_reason_word(child->blocks) : NULL;
    seen->n += (size_t)snprintf(seen->text + seen->n, sizeof seen->text - seen->n, "%.*s %s %s %s%s%s%.*s|",
                                (int)child->row->child.n, child->row->child.p, child->need.disease, child->need.room,
                                doctor_note_standing_word(child->note), child->overdue ? " overdue" : "",
                                blocks != NULL ? blocks : "", (int)child->allergies.n, child->allergies.p);
}

static enum err read_board(struct room_world *world, struct caller caller, const char *room, struct seen *seen)
{
    static struct read_day_board board;
    memset(seen, 0, sizeof *seen);
    memset(&board, 0, sizeof board);
    board.caller = &caller;
    board.room = str_of(room);
    board.day = ROOM_DAY;
    board.pen = (struct board_pen){see_head, see_section, see_child, seen};
    return read_day_board(world->lane, &board);
}

TEST("the board names who has a place, where they lie, and who waits with what blocks them")
{
    struct room_world world;
    struct asked asked[4];
    struct seen seen;
    room_open(&world, 2, 2, 4);
    for (int i = 0; i < 4; i++) {
        asking_fill(&asked[i], i + 1, 1, ROOM_DAY);
        asking_ill(&asked[i], 0, i == 1 || i == 3 ? "FLU_A" : "COLD");
        EXPECT_OK(asking_send(&world, &asked[i], ""));
    }
    EXPECT_OK(read_board(&world, room_nurse(&world, 1), "r1", &seen));
    EXPECT_STR(
        seen.text,
        "places|c1 COLD g missing|c2 FLU_A a missing|waiting|c3 COLD  missingFULL|c4 FLU_A  missingFULL|shared|");
    EXPECT_INT(seen.capacity, 2);
    EXPECT_INT(seen.held, 2);
    EXPECT_INT(seen.waiting, 2);
    EXPECT(seen.open);
    /* A place falls free while nobody is asked: the first would have it, the flu would too. */
    asking_change(&world, "UPDATE sick_day SET capacity = 3");
    EXPECT_OK(read_board(&world, room_nurse(&world, 2), "r2", &seen));
    EXPECT_STR(seen.text, "places|waiting|shared|");
    room_close(&world);
}

struct sheet {
    int child;
    const char *text;
};

/* Registers a child with a sheet. */
static enum err register_child(struct tx *tx, const struct caller *caller, void *arg)
{
    const struct sheet *sheet = arg;
    unsigned char sealed[256 + SECRET_SEAL_OVERHEAD];
    struct str plain = str_of(sheet->text);
    struct registration_new new = {.child_id = sheet->child, .channel = 1, .state = REGISTRATION_APPROVED};
    int64_t id;
    (void)caller;
    new.step = STEP_IMPORTED;
    snprintf(new.public_id, sizeof new.public_id, "sheet%d", sheet->child);
    EXPECT(plain.n <= 256);
    sealed_close(tx->keys, "registration|detail", new.public_id, plain, sealed);
    new.detail = (struct str){(const char *)sealed, plain.n + SECRET_SEAL_OVERHEAD};
    return registration_add(tx->db, &new, &id);
}

TEST("a child without allergies is said to have none, and where the sheet does not say it nobody guesses")
{
    static const struct sheet sheets[] = {
        {1, "{\"no_allergies\":true,\"allergies\":[]}"},
        {2, "{\"no_allergies\":false,\"allergies\":[{\"what\":\"Egg\",\"care\":\"leave it out\"}]}"},
        {3, "{\"no_allergies\":false,\"allergies\":[]}"},
    };
    struct room_world world;
    struct asked asked[3];
    struct seen seen;
    room_open(&world, 1, 3, 3);
    for (int i = 0; i < 3; i++) {
        struct sheet sheet = sheets[i];
        EXPECT_INT(asking_do(&world, room_caller(i + 1), register_child, &sheet), 200);
        EXPECT_OK(asking_room(&world, &asked[i], i + 1, 1, "", ROOM_DAY));
    }
    EXPECT_OK(read_board(&world, room_nurse(&world, 1), "r1", &seen));
    EXPECT_STR(seen.text, "places|c1 COLD g missing{\"none\":true,\"list\":[]}|c2 COLD g missing"
                          "{\"none\":false,\"list\":[{\"what\":\"Egg\",\"care\":\"leave it out\"}]}|"
                          "c3 COLD g missing|waiting|shared|");
    room_close(&world);
}

TEST("R-SEC-01: one line of the audit for a reading, with every reservation that was read; none for who may not")
{
    struct room_world world;
    struct asked asked[3];
    struct seen seen;
    room_open(&world, 2, 2, 3);
    for (int i = 0; i < 3; i++) {
        EXPECT_OK(asking_room(&world, &asked[i], i + 1, 1, "", ROOM_DAY));
    }
    struct caller nurse = room_nurse(&world, 1);
    struct caller other = room_nurse(&world, 2);
    EXPECT_INT(read_board(&world, other, "r1", &seen), ERR_NOT_FOUND);
    EXPECT_INT(read_board(&world, room_caller(1), "r1", &seen), ERR_NOT_FOUND);
    EXPECT_INT(read_board(&world, nurse, "r9", &seen), ERR_NOT_FOUND);
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'read_day_board'"), 0);
    EXPECT_STR(seen.text, "");
    EXPECT_OK(read_board(&world, nurse, "r1", &seen));
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'read_day_board' AND object = "
                                    "'sick_day:r1:20514' AND reason = 'reservations 1 2 3'"),
               1);
    EXPECT_INT(asking_count(&world, "SELECT actor FROM audit WHERE action = 'read_day_board'"), nurse.account_id);
    room_close(&world);
}

TEST("R-SEC-01: what does not fit into one line of the audit stands in the next")
{
    struct room_world world;
    struct asked asked;
    struct seen seen;
    room_open(&world, 1, 63, 130);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY));
    asking_change(&world, "UPDATE reservation SET id = 1000001");
    for (int i = 1; i < 130; i++) {
        EXPECT_OK(asking_room(&world, &asked, i + 1, 1, "", ROOM_DAY));
    }
    EXPECT_OK(read_board(&world, room_nurse(&world, 1), "r1", &seen));
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'read_day_board'"), 3);
    EXPECT_INT(asking_count(&world, "SELECT sum(length(reason) - length(replace(reason, ' ', ''))) FROM audit WHERE "
                                    "action = 'read_day_board'"),
               113); /* those who have a place, and the page of fifty who wait */
    room_close(&world);
}

TEST("R-CAN-05: from an hour after the planned arrival on, who is not there stands out; nothing happens by itself")
{
    struct room_world world;
    struct asked asked;
    struct seen seen;
    room_open(&world, 1, 2, 1);
    asking_fill(&asked, 1, 1, ROOM_DAY);
    asked.ask.planned_min = 9 * 60;
    EXPECT_OK(asking_send(&world, &asked, ""));
    struct caller nurse = room_nurse(&world, 1);
    asking_at(&world, "2026-03-02T09:59:59.000+09:00");
    EXPECT_OK(read_board(&world, nurse, "r1", &seen));
    EXPECT_STR(seen.text, "places|c1 COLD g missing|waiting|shared|");
    asking_at(&world, "2026-03-02T10:00:00.000+09:00");
    EXPECT_OK(read_board(&world, nurse, "r1", &seen));
    EXPECT_STR(seen.text, "places|c1 COLD g missing overdue|waiting|shared|");
    EXPECT_STR(asking_states(&world, 1), "confirmed");
    room_close(&world);
}

TEST("R-RSV-12: the note that counts on the day stands beside the child")
{
    static const struct {
        const char *issued;
        const char *voided;
        const char *status;
    } rows[] = {
        {"20514", "0", "valid"}, {"20508", "0", "valid"}, {"20507", "0", "expired"}, {"20512", "20514", "changed"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct room_world world;
        struct asked asked;
        struct seen seen;
        char name[16];
        char sql[256];
        char expected[64];
        snprintf(name, sizeof name, "town%zu", i);
        room_open_as(&world, name, 1, 2, 1);
        EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY));
        snprintf(sql, sizeof sql,
                 "INSERT INTO doctor_note (public_id, child_id, issued_day, void_day, detail, account_id, created_ms) "
                 "VALUES ('n', 1, %s, %s, x'00', 1, 1)",
                 rows[i].issued, rows[i].voided);
        asking_change(&world, sql);
        EXPECT_OK(read_board(&world, room_nurse(&world, 1), "r1", &seen));
        snprintf(expected, sizeof expected, "places|c1 COLD g %s|waiting|shared|", rows[i].status);
        EXPECT_STR(seen.text, expected);
        room_close(&world);
    }
}

TEST("R-RSV-20: another room sees a reservation on its board from the guardian's word until it is taken back; a third "
     "never")
{
    struct room_world world;
    struct asked asked;
    struct seen seen;
    room_open(&world, 3, 2, 2);
    EXPECT_OK(asking_room(&world, &asked, 1, 1, "", ROOM_DAY));
    struct caller second = room_nurse(&world, 2);
    struct caller third = room_nurse(&world, 3);
    struct share_reservation ask = {.id = str_of(asked.ask.results[0].id), .room = STR("r2")};
    EXPECT_OK(read_board(&world, second, "r2", &seen));
    EXPECT_STR(seen.text, "places|waiting|shared|");
    EXPECT_INT(asking_do(&world, room_caller(2), share_reservation, &ask), 404);        /* another family */
    EXPECT_INT(asking_do(&world, room_nurse(&world, 1), share_reservation, &ask), 404); /* nor the room by itself */
    EXPECT_INT(asking_do(&world, room_caller(1), share_reservation, &ask), 200);
    EXPECT_OK(read_board(&world, second, "r2", &seen));
    EXPECT_STR(seen.text, "places|waiting|shared|c1   missing|");
    EXPECT_INT(asking_count(&world, "SELECT count(*) FROM audit WHERE action = 'read_day_board' AND object = "
                                    "'sick_day:r2:20514' AND reason = 'reservations 1'"),
               1);
    EXPECT_OK(read_board(&world, third, "r3", &seen));
    EXPECT_STR(seen.text, "places|waiting|shared|");
    ask.end = true;
    EXPECT_INT(asking_do(&world, room_caller(1), share_reservation, &ask), 200);
    EXPECT_OK(read_board(&world, second, "r2", &seen));
    EXPECT_STR(seen.text, "places|waiting|shared|");
    ask = (struct share_reservation){.id = ask.id, .room = STR("r1")};
    EXPECT_INT(asking_do(&world, room_caller(1), share_reservation, &ask), 200);
    EXPECT(ask.unknown_room); /* its own */
    room_close(&world);
}
