/* gateway/desk.c on a real outbox: what is kept, said, asked, answered and taken back, with a screen and without. */
#include "test.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

#include "base/civil.h"
#include "base/clock.h"
#include "desk_world.h"

#include "base/banned.h"

enum { KEPT_MAX = 32 };

static struct tap kept[KEPT_MAX];
static size_t kept_n;

static void take(void *context, const struct outbox_tap *tap)
{
    struct json_faults faults;
    (void)context;
    EXPECT(kept_n < KEPT_MAX);
    EXPECT_OK(tap_decode((struct str){tap->payload, tap->payload_n}, &kept[kept_n++], &faults));
}

/* Everything that the outbox holds, as "said" words with the children named, e.g. "arrive:c+d undone<2". */
static const char *story(void)
{
    static char text[1024];
    struct buf buf;
    kept_n = 0;
    EXPECT_OK(outbox_walk(world.outbox, 0, take, NULL));
    buf_init(&buf, text, sizeof text);
    for (size_t i = 0; i < kept_n; i++) {
        buf_puts(&buf, i > 0 ? " " : "");
        buf_puts(&buf, punch_word(kept[i].said));
        for (size_t c = 0; c < kept[i].children_n; c++) {
            buf_puts(&buf, c == 0 ? ":" : "+");
            buf_puts(&buf, kept[i].children[c]);
        }
        if (kept[i].undoes != 0) {
            buf_char(&buf, '<');
            buf_int(&buf, kept[i].undoes);
        }
    }
    return text;
}

/* Longer than the hiccup that is allowed here. */
static void clock_sleep(void)
{
    int64_t until_ms = clock_mono_ms() + 2;
    while (clock_mono_ms() < until_ms) {
        (void)desk_wait(world.desk, 0, 1);
    }
}

static struct desk_state state(void)
{
    struct desk_moment now;
    struct desk_state said;
    desk_look(world.desk, &now, &said);
    return said;
}

TEST("R-ATT-04 the desk registers, shows who, and takes back what is regretted within five seconds")
{
    desk_world_open("");
    desk_screen_join(world.desk);
    EXPECT_OK(desk_world_touch(1));
    struct desk_moment now = desk_world_moment();
    EXPECT_INT(now.kind, DESK_DONE);
    EXPECT_INT(now.said, PUNCH_ARRIVE);
    EXPECT_INT(now.family.n, 1);
    EXPECT_STR(now.family.who[0].nick, "A");
    EXPECT(now.undo);
    EXPECT_INT(desk_undo(world.desk, now.ticket + 1), ERR_CONFLICT);
    EXPECT_OK(desk_undo(world.desk, now.ticket));
    EXPECT_INT(desk_world_moment().kind, DESK_UNDONE);
    EXPECT_INT(desk_undo(world.desk, now.ticket), ERR_CONFLICT);
    EXPECT_OK(desk_world_touch(1));
    EXPECT_STR(story(), "arrive undone<1 arrive");
    desk_world_close();
}

TEST("R-ATT-02 a bounce says the same sign again")
{
    desk_world_open("");
    desk_screen_join(world.desk);
    EXPECT_OK(desk_world_touch(1));
    clock_pin(clock_now_ms() + 3000);
    EXPECT_OK(desk_world_touch(1));
    EXPECT_INT(desk_world_moment().said, PUNCH_ARRIVE);
    EXPECT_INT(desk_world_moment().kind, DESK_DONE);
    EXPECT_STR(story(), "arrive bounce");
    desk_world_close();
}

TEST("R-ATT-03 already registered: leave anyway")
{
    desk_world_open("");
    desk_screen_join(world.desk);
    EXPECT_OK(desk_world_touch(1));
    desk_world_at(8, 20);
    EXPECT_OK(desk_world_touch(1));
    EXPECT_INT(desk_world_moment().kind, DESK_ASKS);
    EXPECT_INT(desk_world_moment().question, CHOICE_ANYWAY);
    EXPECT_INT(desk_world_moment().family.what[0].accepted_ms, civil_ms_at(world.day, 480));
    EXPECT_INT(desk_world_answer(DESK_ARRIVE, ""), ERR_INVALID);
    EXPECT_INT(desk_world_answer(DESK_CHOSEN, "a"), ERR_INVALID);
    EXPECT_OK(desk_world_answer(DESK_LEAVE, ""));
    EXPECT_INT(desk_world_moment().said, PUNCH_LEAVE);
    EXPECT_INT(desk_world_answer(DESK_LEAVE, ""), ERR_CONFLICT);
    EXPECT_STR(story(), "arrive locked leave");
    EXPECT_INT(kept[2].direction, TAP_LEAVE);
    desk_world_close();
}

TEST("R-ATT-04 a first tap that comes late asks; what nobody answers is a leave without an arrival")
{
    desk_world_open("");
    desk_screen_join(world.desk);
    desk_world_at(17, 40);
    EXPECT_OK(desk_world_touch(1));
    EXPECT_INT(desk_world_moment().question, CHOICE_LATE);
    EXPECT_OK(desk_world_answer(DESK_ARRIVE, ""));
    EXPECT_INT(desk_world_moment().said, PUNCH_ARRIVE);
    EXPECT_OK(desk_world_touch(2));
    EXPECT_OK(desk_world_answer(DESK_LEAVE, ""));
    EXPECT_INT(desk_world_moment().said, PUNCH_ASK_LATE);
    EXPECT(desk_world_moment().undo);
    EXPECT_STR(story(), "ask_late arrive<1 ask_late");
    EXPECT_INT(kept[1].time_ms, kept[0].time_ms); /* of the moment of the touch */
    desk_world_close();
}

TEST("R-ATT-04 after leaving: back again, or a mistake")
{
    desk_world_open("");
    desk_screen_join(world.desk);
    EXPECT_OK(desk_world_touch(1));
    EXPECT_OK(desk_world_touch(2));
    desk_world_at(12, 0);
    EXPECT_OK(desk_world_touch(1));
    EXPECT_OK(desk_world_touch(2));
    desk_world_at(13, 0);
    EXPECT_OK(desk_world_touch(1));
    EXPECT_INT(desk_world_moment().question, CHOICE_RETURN);
    EXPECT_INT(desk_world_answer(DESK_LEAVE, ""), ERR_INVALID);
    EXPECT_OK(desk_world_answer(DESK_ARRIVE, ""));
    EXPECT_INT(desk_world_moment().said, PUNCH_BACK);
    EXPECT_OK(desk_world_touch(2));
    EXPECT_OK(desk_world_answer(DESK_MISTAKE, ""));
    EXPECT_INT(desk_world_moment().kind, DESK_UNDONE);
    EXPECT_STR(story(), "arrive arrive leave leave ask_return back<5 ask_return undone<7");
    desk_world_close();
}

TEST("R-ATT-05 a family card asks who; those not reported absent are preselected; one answer, one group")
{
    desk_world_open("");
    desk_screen_join(world.desk);
    EXPECT_OK(desk_world_touch(9));
    struct desk_moment now = desk_world_moment();
    EXPECT_INT(now.question, CHOICE_WHO);
    EXPECT_INT(now.family.n, 3);
    EXPECT(now.family.what[0].preselected);
    EXPECT(now.family.what[1].preselected);
    EXPECT_NOT(now.family.what[2].preselected);
    EXPECT_INT(desk_world_answer(DESK_CHOSEN, ""), ERR_INVALID);
    EXPECT_INT(desk_world_answer(DESK_CHOSEN, "ca"), ERR_INVALID);
    EXPECT_INT(desk_world_answer(DESK_ARRIVE, "c"), ERR_INVALID);
    EXPECT_OK(desk_world_answer(DESK_CHOSEN, "cd"));
    EXPECT_INT(desk_world_moment().said, PUNCH_ARRIVE);
    EXPECT_OK(desk_undo(world.desk, desk_world_moment().ticket));
    EXPECT_STR(story(), "ask_who arrive:c+d undone<2");
    desk_world_close();
}

TEST("R-ATT-05 what differs among the chosen is said of each, and taken back together")
{
    desk_world_open("");
    EXPECT_OK(desk_world_touch(3)); /* c has come with its own card */
    desk_screen_join(world.desk);
    desk_world_at(10, 0);
    EXPECT_OK(desk_world_touch(9));
    EXPECT_OK(desk_world_answer(DESK_CHOSEN, "cd"));
    EXPECT_INT(desk_world_moment().said, PUNCH_KEPT);
    EXPECT_OK(desk_undo(world.desk, desk_world_moment().ticket));
    EXPECT_STR(story(), "arrive ask_who leave:c arrive:d undone<4 undone<3");
    desk_world_close();
}

TEST("R-ATT-05 without a screen a family card means all that are expected, and nothing is asked")
{
    desk_world_open("");
    EXPECT_OK(desk_world_touch(9));
    EXPECT_INT(desk_world_moment().kind, DESK_DONE);
    clock_pin(clock_now_ms() + 3000);
    EXPECT_OK(desk_world_touch(9));
    desk_world_at(17, 30);
    EXPECT_OK(desk_world_touch(1));
    EXPECT_INT(desk_world_moment().kind, DESK_DONE);
    EXPECT_STR(story(), "arrive:c+d bounce:c+d ask_late");
    desk_world_close();
}

TEST("R-ATT-07 an unknown card is red, names nobody, and is kept")
{
    desk_world_open("");
    desk_screen_join(world.desk);
    EXPECT_OK(desk_world_touch(77));
    EXPECT_INT(desk_world_moment().kind, DESK_UNKNOWN);
    EXPECT_INT(desk_world_moment().family.n, 0);
    EXPECT_NOT(desk_world_moment().undo);
    EXPECT_STR(story(), "unknown");
    desk_world_close();
}

TEST("R-ATT-17 a name is touched without a card, and only one of the list")
{
    desk_world_open("");
    desk_screen_join(world.desk);
    struct desk_touch name = {.child = "b", .reader = "screen", .method = TAP_BY_TOUCH};
    EXPECT_OK(desk_touch(world.desk, &name));
    EXPECT_INT(desk_world_moment().said, PUNCH_ARRIVE);
    name.child = "zz";
    EXPECT_INT(desk_touch(world.desk, &name), ERR_NOT_FOUND);
    EXPECT_STR(story(), "arrive:b");
    EXPECT_INT(kept[0].method, TAP_BY_TOUCH);
    EXPECT_NOT(tap_has_card(&kept[0]));
    desk_world_close();
}

TEST("a full disk: nothing chimes, the screen says so, and the next touch that is kept takes it back")
{
    struct rlimit small = {16384, RLIM_INFINITY};
    struct rlimit large = {RLIM_INFINITY, RLIM_INFINITY};
    desk_world_open("");
    desk_screen_join(world.desk);
    signal(SIGXFSZ, SIG_IGN);
    EXPECT_INT(setrlimit(RLIMIT_FSIZE, &small), 0);
    EXPECT_INT(desk_world_touch(1), ERR_IO);
    EXPECT_INT(setrlimit(RLIMIT_FSIZE, &large), 0);
    EXPECT_INT(desk_world_moment().kind, DESK_NOT_KEPT);
    EXPECT_NOT(state().disk);
    EXPECT_OK(desk_world_touch(1));
    EXPECT_INT(desk_world_moment().said, PUNCH_ARRIVE);
    EXPECT(state().disk);
    EXPECT_STR(story(), "arrive");
    desk_world_close();
}

TEST("R-OPS-01 after a restart the day goes on where it was")
{
    desk_world_open("");
    EXPECT_OK(desk_world_touch(1));
    EXPECT_OK(desk_world_touch(9));
    desk_close(world.desk);
    world.desk = desk_open(&(struct desk_options){&world.half.credentials, world.outbox, world.book, 0});
    story();
    for (size_t i = 0; i < kept_n; i++) {
        desk_remember(world.desk, &kept[i]);
    }
    desk_world_at(17, 0);
    EXPECT_OK(desk_world_touch(1));
    EXPECT_OK(desk_world_touch(9));
    EXPECT_STR(story(), "arrive arrive:c+d leave leave:c+d");
    desk_world_close();
}

TEST("R-ABS-03 when the server stays away the box says by itself that a roll call is needed, until it is back or all "
     "are seen")
{
    desk_world_open("");
    desk_close(world.desk);
    world.desk = desk_open(&(struct desk_options){&world.half.credentials, world.outbox, world.book, 1});
    desk_world_at(8, 59);
    desk_link(world.desk, false);
    clock_sleep();
    desk_tick(world.desk);
    EXPECT_INT(state().missed, 0); /* nobody is due yet */
    desk_world_at(9, 1);
    desk_tick(world.desk);
    EXPECT_INT(state().missed, 4); /* a to d; e is reported absent */
    EXPECT_OK(desk_world_touch(1));
    EXPECT_OK(desk_world_touch(9));
    desk_tick(world.desk);
    EXPECT_INT(state().missed, 1);
    desk_link(world.desk, true);
    desk_tick(world.desk);
    EXPECT_INT(state().missed, 0);
    desk_world_close();
}

TEST("R-ABS-03 while the server is there the box raises nothing by itself")
{
    desk_world_open("");
    desk_world_at(9, 30);
    desk_link(world.desk, true);
    desk_tick(world.desk);
    EXPECT_INT(state().missed, 0);
    desk_link(world.desk, false);
    desk_tick(world.desk); /* a hiccup is not an outage */
    EXPECT_INT(state().missed, 0);
    EXPECT_INT(state().roster_day, world.day);
    desk_world_close();
}
