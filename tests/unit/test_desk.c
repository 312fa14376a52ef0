/* gateway/desk.c on a real outbox: what is kept, said, asked, answered and taken back, with a screen and without. */
#include "test.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>

#include "base/civil.h"
#include "base/clock.h"
#include "desk.h"
#include "server_stub.h"

#include "base/banned.h"

enum { CHILDREN = 5, KEPT_MAX = 32 };

static struct server_stub stub;
static struct roster_book *book;
static struct outbox *outbox;
static struct desk *desk;
static struct roster_child children[CHILDREN];
static struct tap kept[KEPT_MAX];
static size_t kept_n;
static int32_t day;

static void at(int32_t hour, int32_t minute)
{
    clock_pin(civil_ms_at(day, hour * 60 + minute));
}

static void card_of(int n, unsigned char card[SECRET_CARD_HASH_BYTES])
{
    memset(card, n, SECRET_CARD_HASH_BYTES);
}

/* Children "a" … "e" with the cards 1 … 5; card 9 is the family card of c, d and e, of whom e is reported absent. */
static void open_desk(void)
{
    const char *why = "";
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    day = civil_day_of_date((struct civil_date){2026, 11, 20});
    at(8, 0);
    stub = server_stub_make(1);
    EXPECT_OK(outbox_open(test_dir(), "n01/n01-door", 1, &outbox, &why));
    book = roster_book_open(test_dir(), &stub.credentials);
    memset(children, 0, sizeof children);
    for (int i = 0; i < CHILDREN; i++) {
        children[i].child[0] = (char)('a' + i);
        children[i].nick[0] = (char)('A' + i);
        children[i].symbol = i + 1;
        children[i].due_ms = civil_ms_at(day, 9 * 60);
        card_of(i + 1, children[i].cards[0]);
        card_of(9, children[i].cards[1]);
        children[i].cards_n = i >= 2 ? 2 : 1;
    }
    children[4].absent = true;
    struct roster roster = {.day = day,
                            .version = 1,
                            .policy = {10000, 30 * 60000, 60 * 60000, civil_ms_at(day, 18 * 60)},
                            .children = children,
                            .children_n = CHILDREN};
    struct str payload = server_stub_roster(&stub, &roster, signature);
    EXPECT_OK(roster_book_offer(book, payload, signature));
    desk = desk_open(&(struct desk_options){&stub.credentials, outbox, book, 0});
}

static void close_desk(void)
{
    desk_close(desk);
    roster_book_close(book);
    outbox_close(outbox);
}

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
    EXPECT_OK(outbox_walk(outbox, 0, take, NULL));
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
        (void)desk_wait(desk, 0, 1);
    }
}

static enum err touch(int card)
{
    unsigned char hash[SECRET_CARD_HASH_BYTES];
    card_of(card, hash);
    return desk_touch(desk, &(struct desk_touch){.card = hash, .reader = "r", .method = TAP_BY_CARD});
}

static struct desk_moment moment(void)
{
    struct desk_moment now;
    struct desk_state state;
    desk_look(desk, &now, &state);
    return now;
}

static struct desk_state state(void)
{
    struct desk_moment now;
    struct desk_state said;
    desk_look(desk, &now, &said);
    return said;
}

static enum err answer(enum desk_word word, const char *names)
{
    struct desk_answer said = {.ticket = moment().ticket, .word = word, .children_n = strlen(names)};
    for (size_t i = 0; i < said.children_n; i++) {
        said.children[i][0] = names[i];
    }
    return desk_answer(desk, &said);
}

TEST("R-ATT-04 the desk registers, shows who, and takes back what is regretted within five seconds")
{
    open_desk();
    desk_screen_join(desk);
    EXPECT_OK(touch(1));
    struct desk_moment now = moment();
    EXPECT_INT(now.kind, DESK_DONE);
    EXPECT_INT(now.said, PUNCH_ARRIVE);
    EXPECT_INT(now.family.n, 1);
    EXPECT_STR(now.family.who[0].nick, "A");
    EXPECT(now.undo);
    EXPECT_INT(desk_undo(desk, now.ticket + 1), ERR_CONFLICT);
    EXPECT_OK(desk_undo(desk, now.ticket));
    EXPECT_INT(moment().kind, DESK_UNDONE);
    EXPECT_INT(desk_undo(desk, now.ticket), ERR_CONFLICT);
    EXPECT_OK(touch(1));
    EXPECT_STR(story(), "arrive undone<1 arrive");
    close_desk();
}

TEST("R-ATT-02 a bounce says the same sign again")
{
    open_desk();
    desk_screen_join(desk);
    EXPECT_OK(touch(1));
    clock_pin(clock_now_ms() + 3000);
    EXPECT_OK(touch(1));
    EXPECT_INT(moment().said, PUNCH_ARRIVE);
    EXPECT_INT(moment().kind, DESK_DONE);
    EXPECT_STR(story(), "arrive bounce");
    close_desk();
}

TEST("R-ATT-03 already registered: leave anyway")
{
    open_desk();
    desk_screen_join(desk);
    EXPECT_OK(touch(1));
    at(8, 20);
    EXPECT_OK(touch(1));
    EXPECT_INT(moment().kind, DESK_ASKS);
    EXPECT_INT(moment().question, CHOICE_ANYWAY);
    EXPECT_INT(moment().family.what[0].accepted_ms, civil_ms_at(day, 480));
    EXPECT_INT(answer(DESK_ARRIVE, ""), ERR_INVALID);
    EXPECT_INT(answer(DESK_CHOSEN, "a"), ERR_INVALID);
    EXPECT_OK(answer(DESK_LEAVE, ""));
    EXPECT_INT(moment().said, PUNCH_LEAVE);
    EXPECT_INT(answer(DESK_LEAVE, ""), ERR_CONFLICT);
    EXPECT_STR(story(), "arrive locked leave");
    EXPECT_INT(kept[2].direction, TAP_LEAVE);
    close_desk();
}

TEST("R-ATT-04 a first tap that comes late asks; what nobody answers is a leave without an arrival")
{
    open_desk();
    desk_screen_join(desk);
    at(17, 40);
    EXPECT_OK(touch(1));
    EXPECT_INT(moment().question, CHOICE_LATE);
    EXPECT_OK(answer(DESK_ARRIVE, ""));
    EXPECT_INT(moment().said, PUNCH_ARRIVE);
    EXPECT_OK(touch(2));
    EXPECT_OK(answer(DESK_LEAVE, ""));
    EXPECT_INT(moment().said, PUNCH_ASK_LATE);
    EXPECT(moment().undo);
    EXPECT_STR(story(), "ask_late arrive<1 ask_late");
    EXPECT_INT(kept[1].time_ms, kept[0].time_ms); /* of the moment of the touch */
    close_desk();
}

TEST("R-ATT-04 after leaving: back again, or a mistake")
{
    open_desk();
    desk_screen_join(desk);
    EXPECT_OK(touch(1));
    EXPECT_OK(touch(2));
    at(12, 0);
    EXPECT_OK(touch(1));
    EXPECT_OK(touch(2));
    at(13, 0);
    EXPECT_OK(touch(1));
    EXPECT_INT(moment().question, CHOICE_RETURN);
    EXPECT_INT(answer(DESK_LEAVE, ""), ERR_INVALID);
    EXPECT_OK(answer(DESK_ARRIVE, ""));
    EXPECT_INT(moment().said, PUNCH_BACK);
    EXPECT_OK(touch(2));
    EXPECT_OK(answer(DESK_MISTAKE, ""));
    EXPECT_INT(moment().kind, DESK_UNDONE);
    EXPECT_STR(story(), "arrive arrive leave leave ask_return back<5 ask_return undone<7");
    close_desk();
}

TEST("R-ATT-05 a family card asks who; those not reported absent are preselected; one answer, one group")
{
    open_desk();
    desk_screen_join(desk);
    EXPECT_OK(touch(9));
    struct desk_moment now = moment();
    EXPECT_INT(now.question, CHOICE_WHO);
    EXPECT_INT(now.family.n, 3);
    EXPECT(now.family.what[0].preselected);
    EXPECT(now.family.what[1].preselected);
    EXPECT_NOT(now.family.what[2].preselected);
    EXPECT_INT(answer(DESK_CHOSEN, ""), ERR_INVALID);
    EXPECT_INT(answer(DESK_CHOSEN, "ca"), ERR_INVALID);
    EXPECT_INT(answer(DESK_ARRIVE, "c"), ERR_INVALID);
    EXPECT_OK(answer(DESK_CHOSEN, "cd"));
    EXPECT_INT(moment().said, PUNCH_ARRIVE);
    EXPECT_OK(desk_undo(desk, moment().ticket));
    EXPECT_STR(story(), "ask_who arrive:c+d undone<2");
    close_desk();
}

TEST("R-ATT-05 what differs among the chosen is said of each, and taken back together")
{
    open_desk();
    EXPECT_OK(touch(3)); /* c has come with its own card */
    desk_screen_join(desk);
    at(10, 0);
    EXPECT_OK(touch(9));
    EXPECT_OK(answer(DESK_CHOSEN, "cd"));
    EXPECT_INT(moment().said, PUNCH_KEPT);
    EXPECT_OK(desk_undo(desk, moment().ticket));
    EXPECT_STR(story(), "arrive ask_who leave:c arrive:d undone<4 undone<3");
    close_desk();
}

TEST("R-ATT-05 without a screen a family card means all that are expected, and nothing is asked")
{
    open_desk();
    EXPECT_OK(touch(9));
    EXPECT_INT(moment().kind, DESK_DONE);
    clock_pin(clock_now_ms() + 3000);
    EXPECT_OK(touch(9));
    at(17, 30);
    EXPECT_OK(touch(1));
    EXPECT_INT(moment().kind, DESK_DONE);
    EXPECT_STR(story(), "arrive:c+d bounce:c+d ask_late");
    close_desk();
}

TEST("R-ATT-07 an unknown card is red, names nobody, and is kept")
{
    open_desk();
    desk_screen_join(desk);
    EXPECT_OK(touch(77));
    EXPECT_INT(moment().kind, DESK_UNKNOWN);
    EXPECT_INT(moment().family.n, 0);
    EXPECT_NOT(moment().undo);
    EXPECT_STR(story(), "unknown");
    close_desk();
}

TEST("R-ATT-17 a name is touched without a card, and only one of the list")
{
    open_desk();
    desk_screen_join(desk);
    struct desk_touch name = {.child = "b", .reader = "screen", .method = TAP_BY_TOUCH};
    EXPECT_OK(desk_touch(desk, &name));
    EXPECT_INT(moment().said, PUNCH_ARRIVE);
    name.child = "zz";
    EXPECT_INT(desk_touch(desk, &name), ERR_NOT_FOUND);
    EXPECT_STR(story(), "arrive:b");
    EXPECT_INT(kept[0].method, TAP_BY_TOUCH);
    EXPECT_NOT(tap_has_card(&kept[0]));
    close_desk();
}

TEST("a full disk: nothing chimes, the screen says so, and the next touch that is kept takes it back")
{
    struct rlimit small = {16384, RLIM_INFINITY};
    struct rlimit large = {RLIM_INFINITY, RLIM_INFINITY};
    open_desk();
    desk_screen_join(desk);
    signal(SIGXFSZ, SIG_IGN);
    EXPECT_INT(setrlimit(RLIMIT_FSIZE, &small), 0);
    EXPECT_INT(touch(1), ERR_IO);
    EXPECT_INT(setrlimit(RLIMIT_FSIZE, &large), 0);
    EXPECT_INT(moment().kind, DESK_NOT_KEPT);
    EXPECT_NOT(state().disk);
    EXPECT_OK(touch(1));
    EXPECT_INT(moment().said, PUNCH_ARRIVE);
    EXPECT(state().disk);
    EXPECT_STR(story(), "arrive");
    close_desk();
}

TEST("R-OPS-01 after a restart the day goes on where it was")
{
    open_desk();
    EXPECT_OK(touch(1));
    EXPECT_OK(touch(9));
    desk_close(desk);
    desk = desk_open(&(struct desk_options){&stub.credentials, outbox, book, 0});
    story();
    for (size_t i = 0; i < kept_n; i++) {
        desk_remember(desk, &kept[i]);
    }
    at(17, 0);
    EXPECT_OK(touch(1));
    EXPECT_OK(touch(9));
    EXPECT_STR(story(), "arrive arrive:c+d leave leave:c+d");
    close_desk();
}

TEST("R-ABS-03 when the server stays away the box says by itself that a roll call is needed, until it is back or all "
     "are seen")
{
    open_desk();
    desk_close(desk);
    desk = desk_open(&(struct desk_options){&stub.credentials, outbox, book, 1});
    at(8, 59);
    desk_link(desk, false);
    clock_sleep();
    desk_tick(desk);
    EXPECT_INT(state().missed, 0); /* nobody is due yet */
    at(9, 1);
    desk_tick(desk);
    EXPECT_INT(state().missed, 4); /* a to d; e is reported absent */
    EXPECT_OK(touch(1));
    EXPECT_OK(touch(9));
    desk_tick(desk);
    EXPECT_INT(state().missed, 1);
    desk_link(desk, true);
    desk_tick(desk);
    EXPECT_INT(state().missed, 0);
    close_desk();
}

TEST("R-ABS-03 while the server is there the box raises nothing by itself")
{
    open_desk();
    at(9, 30);
    desk_link(desk, true);
    desk_tick(desk);
    EXPECT_INT(state().missed, 0);
    desk_link(desk, false);
    desk_tick(desk); /* a hiccup is not an outage */
    EXPECT_INT(state().missed, 0);
    EXPECT_INT(state().roster_day, day);
    close_desk();
}
