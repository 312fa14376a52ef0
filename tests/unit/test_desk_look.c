/* gateway/desk_look.c on a real outbox: who is asked to have a word with the staff (R-INF-02). */
#include "test.h"

#include "base/civil.h"
#include "base/clock.h"
#include "desk.h"
#include "server_stub.h"

#include "base/banned.h"

enum { CHILDREN = 5 };

static struct server_stub stub;
static struct roster_book *book;
static struct outbox *outbox;
static struct desk *desk;
static struct roster_child children[CHILDREN];
static int32_t day;

static void at(int32_t hour, int32_t minute)
{
    clock_pin(civil_ms_at(day, hour * 60 + minute));
}

static void card_of(int n, unsigned char card[SECRET_CARD_HASH_BYTES])
{
    memset(card, n, SECRET_CARD_HASH_BYTES);
}

/* Of b and d staff want a word. Children "a" … "e" with the cards 1 … 5; card 9 is the family card of c, d and e, of whom e is reported absent. */
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
    children[1].speak = true;
    children[3].speak = true;
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

static enum err answer(enum desk_word word, const char *names)
{
    struct desk_answer said = {.ticket = moment().ticket, .word = word, .children_n = strlen(names)};
    for (size_t i = 0; i < said.children_n; i++) {
        said.children[i][0] = names[i];
    }
    return desk_answer(desk, &said);
}

TEST("R-INF-02 who comes back early or without a paper is asked to have a word, registered as always, and not asked "
     "when leaving")
{
    open_desk();
    desk_screen_join(desk);
    EXPECT_OK(touch(1));
    EXPECT_NOT(moment().speak);
    EXPECT_OK(touch(2));
    struct desk_moment now = moment();
    EXPECT(now.speak);
    EXPECT_INT(now.kind, DESK_DONE);
    EXPECT_INT(now.said, PUNCH_ARRIVE);
    EXPECT_INT(outbox_backlog(outbox), 2);
    EXPECT_OK(desk_undo(desk, now.ticket));
    EXPECT_NOT(moment().speak);
    EXPECT_OK(touch(2));
    EXPECT(moment().speak);
    at(17, 0);
    EXPECT_OK(touch(2));
    EXPECT_INT(moment().said, PUNCH_LEAVE);
    EXPECT_NOT(moment().speak);
    close_desk();
}

TEST("R-INF-02 of a family card only those who were chosen count")
{
    open_desk();
    desk_screen_join(desk);
    EXPECT_OK(touch(9));
    EXPECT_INT(moment().kind, DESK_ASKS);
    EXPECT_NOT(moment().speak);
    EXPECT_OK(answer(DESK_CHOSEN, "c"));
    EXPECT_NOT(moment().speak);
    at(8, 40);
    EXPECT_OK(touch(9));
    EXPECT_OK(answer(DESK_CHOSEN, "d"));
    EXPECT(moment().speak);
    close_desk();
}
