/* gateway/entrance.c and gateway/roster.c: what the box tells the family, with and without a roster of today. */
#include "test.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/civil.h"
#include "entrance.h"
#include "folder.h"
#include "server_half.h"

#include "base/banned.h"

static struct server_half half;
static struct roster_book *book;
static struct entrance *entrance;
static struct roster_child children[8];
static int32_t day;

static int64_t at(int32_t hour, int32_t minute)
{
    return civil_ms_at(day, hour * 60 + minute);
}

static void card_of(int n, unsigned char card[SECRET_CARD_HASH_BYTES])
{
    memset(card, n, SECRET_CARD_HASH_BYTES);
}

static void open_box(void)
{
    day = civil_day_of_date((struct civil_date){2026, 11, 20});
    half = server_half_make(1);
    book = roster_book_open(test_dir(), &half.credentials);
    entrance = entrance_open(book);
}

static void close_box(void)
{
    entrance_close(entrance);
    roster_book_close(book);
}

/* Child i has card i; child 3 has card 2 as well (a family card); nobody has arrived. */
static struct roster town(int64_t version)
{
    memset(children, 0, sizeof children);
    for (int i = 0; i < 8; i++) {
        children[i].child[0] = (char)('a' + i);
        card_of(i + 1, children[i].cards[0]);
        children[i].cards_n = 1;
    }
    card_of(3, children[3].cards[1]);
    children[3].cards_n = 2;
    return (struct roster){.day = day,
                           .version = version,
                           .policy = {10000, 30 * 60000, 60 * 60000, at(18, 0)},
                           .children = children,
                           .children_n = 8};
}

static enum err offer(const struct roster *roster)
{
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    struct str payload = server_half_roster(&half, roster, signature);
    return roster_book_offer(book, payload, signature);
}

static int64_t numbers;

static struct tap tap_of(int card, int64_t touch_ms)
{
    struct tap tap = {.epoch = 1, .time_ms = touch_ms, .method = TAP_BY_CARD};
    card_of(card, tap.card);
    return tap;
}

/* What is said without a screen: for all that the card means. */
static const char *said_of(const struct tap *tap)
{
    struct entrance_family family;
    entrance_family(entrance, tap, &family);
    return punch_word(family.have_roster ? choice_said(family.what, family.n) : PUNCH_KEPT);
}

static const char *keep(struct tap *tap)
{
    const char *said = said_of(tap);
    tap->seq = ++numbers;
    EXPECT(punch_of_word(said, &tap->said));
    entrance_keep(entrance, tap);
    return said;
}

static const char *touch(int card, int64_t touch_ms)
{
    struct tap tap = tap_of(card, touch_ms);
    return keep(&tap);
}

TEST("R-ATT-04 the box toggles by its roster and its own touches of the day")
{
    struct roster roster = town(1);
    open_box();
    roster = town(1);
    EXPECT_OK(offer(&roster));
    EXPECT_STR(touch(1, at(8, 12)), "arrive");
    EXPECT_STR(touch(1, at(8, 12) + 2000), "bounce");
    EXPECT_STR(touch(1, at(8, 35)), "locked");
    EXPECT_STR(touch(1, at(17, 40)), "leave");
    EXPECT_STR(touch(1, at(17, 41)), "locked");
    EXPECT_STR(touch(2, at(17, 40)), "ask_late");
    close_box();
}

TEST("R-ATT-01 R-ATT-07 a card that is not on the roster is unknown, and without a roster a touch is kept")
{
    struct roster roster;
    open_box();
    EXPECT_STR(touch(1, at(8, 0)), "kept");
    roster = town(1);
    EXPECT_OK(offer(&roster));
    EXPECT_STR(touch(99, at(8, 1)), "unknown");
    EXPECT_STR(touch(99, at(8, 1) + 1), "unknown");
    EXPECT_STR(touch(1, at(8, 2)), "locked"); /* the touch before the roster came is part of the day */
    close_box();
}

TEST("a touch that was decided and could not be kept changes nothing")
{
    struct roster roster;
    open_box();
    roster = town(1);
    EXPECT_OK(offer(&roster));
    struct tap tap = tap_of(1, at(8, 0));
    EXPECT_STR(said_of(&tap), "arrive");
    EXPECT_STR(touch(1, at(8, 0) + 2000), "arrive");
    close_box();
}

TEST("what the server knew when it made the roster is not counted twice, what it did not know is")
{
    struct roster roster;
    open_box();
    roster = town(1);
    EXPECT_OK(offer(&roster));
    EXPECT_STR(touch(1, at(8, 0)), "arrive");
    EXPECT_STR(touch(2, at(8, 1)), "arrive");
    roster = town(2);
    children[0].place = PUNCH_PRESENT;
    children[0].accepted_ms = at(8, 0); /* knows of the first touch, not of the second */
    EXPECT_OK(offer(&roster));
    EXPECT_STR(touch(1, at(9, 0)), "leave");
    EXPECT_STR(touch(2, at(9, 0)), "leave");
    roster = town(3);
    children[4].place = PUNCH_STEPPED_OUT;
    children[4].accepted_ms = at(11, 0); /* staff entered it */
    EXPECT_OK(offer(&roster));
    EXPECT_STR(touch(5, at(13, 10)), "back");
    close_box();
}

TEST("yesterday's roster knows the cards and nobody has arrived")
{
    struct roster roster;
    open_box();
    roster = town(1);
    children[0].place = PUNCH_PRESENT;
    children[0].accepted_ms = at(8, 0);
    EXPECT_OK(offer(&roster));
    EXPECT_STR(touch(2, at(8, 0)), "arrive");
    day++;
    EXPECT_STR(touch(1, at(8, 0)), "arrive");
    EXPECT_STR(touch(2, at(8, 0)), "arrive");
    EXPECT_STR(touch(99, at(8, 0)), "unknown");
    EXPECT_STR(touch(3, at(17, 30)), "ask_late"); /* closing is taken to be at the same hour */
    close_box();
}

TEST("R-ATT-05 a family card says what it means for each of its children, or that it is kept when that differs")
{
    struct roster roster;
    open_box();
    roster = town(1);
    EXPECT_OK(offer(&roster));
    EXPECT_STR(touch(3, at(8, 0)), "arrive");
    EXPECT_STR(touch(4, at(12, 0)), "leave"); /* the younger one is fetched with the own card */
    EXPECT_STR(touch(3, at(17, 0)), "kept");
    roster = town(2);
    children[3].absent = true;
    EXPECT_OK(offer(&roster));
    day++;
    roster = town(3);
    children[3].absent = true;
    EXPECT_OK(offer(&roster));
    EXPECT_STR(touch(3, at(8, 0)), "arrive");
    EXPECT_STR(touch(4, at(8, 0)), "arrive"); /* R-ATT-06: reported absent, and comes */
    close_box();
}

TEST("a roster is kept sealed over a restart, an older or forged one is refused")
{
    unsigned char signature[SECRET_SIGNATURE_BYTES];
    static char file[ROSTER_BYTES_MAX];
    size_t n = 0;
    struct roster roster;
    open_box();
    roster = town(5);
    EXPECT_OK(offer(&roster));
    EXPECT_INT(offer(&roster), ERR_CONFLICT);
    roster = town(4);
    EXPECT_INT(offer(&roster), ERR_CONFLICT);
    roster = town(6);
    struct str payload = server_half_roster(&half, &roster, signature);
    signature[5] ^= 1;
    EXPECT_INT(roster_book_offer(book, payload, signature), ERR_DENIED);
    EXPECT_INT(roster_book_offer(book, payload, NULL), ERR_DENIED);
    EXPECT_OK(folder_read(test_path("roster"), file, sizeof file, &n));
    EXPECT_NULL(memmem(file, n, "cards", 5));
    close_box();
    book = roster_book_open(test_dir(), &half.credentials);
    entrance = entrance_open(book);
    EXPECT_STR(touch(1, at(8, 0)), "arrive");
    close_box();
}

TEST("a spoilt roster file is as good as none")
{
    struct roster roster;
    open_box();
    roster = town(5);
    EXPECT_OK(offer(&roster));
    close_box();
    int fd = open(test_path("roster"), O_WRONLY);
    EXPECT_INT(pwrite(fd, "!", 1, 200), 1);
    close(fd);
    book = roster_book_open(test_dir(), &half.credentials);
    entrance = entrance_open(book);
    EXPECT_STR(touch(1, at(8, 0)), "kept");
    close_box();
}

TEST("R-ATT-07 a revoked card is unknown at once, over a restart too, until a newer roster comes")
{
    unsigned char card[SECRET_CARD_HASH_BYTES];
    struct roster roster;
    open_box();
    roster = town(1);
    EXPECT_OK(offer(&roster));
    EXPECT_STR(touch(1, at(8, 0)), "arrive");
    card_of(1, card);
    EXPECT_OK(roster_book_revoke(book, card));
    EXPECT_STR(touch(1, at(9, 0)), "unknown");
    EXPECT_STR(touch(2, at(9, 0)), "arrive");
    entrance_close(entrance);
    roster_book_close(book);
    book = roster_book_open(test_dir(), &half.credentials);
    entrance = entrance_open(book);
    EXPECT_STR(touch(1, at(10, 0)), "unknown");
    roster = town(2);
    EXPECT_OK(offer(&roster));
    EXPECT_STR(touch(1, at(11, 0)), "arrive");
    close_box();
}

TEST("R-ATT-05 of a family card only those who were chosen have come, and a second touch at once asks nothing")
{
    struct roster roster;
    open_box();
    roster = town(1);
    EXPECT_OK(offer(&roster));
    struct tap asked = tap_of(3, at(8, 0));
    asked.seq = ++numbers;
    asked.said = PUNCH_ASK_WHO;
    entrance_keep(entrance, &asked);
    struct tap tap = tap_of(3, at(8, 0));
    tap.children_n = 1;
    memcpy(tap.children[0], "d", 2);
    EXPECT_STR(keep(&tap), "arrive");
    struct tap again = tap_of(3, at(8, 0) + 4000);
    EXPECT_STR(said_of(&again), "bounce");
    EXPECT_STR(touch(4, at(16, 0)), "leave"); /* d has come */
    tap = tap_of(3, at(16, 59));
    tap.children_n = 1;
    memcpy(tap.children[0], "c", 2);
    EXPECT_STR(said_of(&tap), "arrive"); /* c has not */
    close_box();
}

TEST("R-ATT-01 what is taken back has not happened, over a restart too")
{
    struct roster roster;
    open_box();
    roster = town(1);
    EXPECT_OK(offer(&roster));
    EXPECT_STR(touch(1, at(8, 0)), "arrive");
    struct tap undo = {
        .epoch = 1, .seq = numbers + 1, .time_ms = at(8, 0) + 3000, .direction = TAP_UNDO, .undoes = numbers};
    undo.said = PUNCH_UNDONE;
    numbers++;
    entrance_keep(entrance, &undo);
    EXPECT_STR(touch(1, at(8, 0) + 5000), "arrive");
    struct tap answer = tap_of(1, at(8, 0) + 5000);
    answer.seq = ++numbers;
    answer.undoes = numbers - 1;
    answer.direction = TAP_LEAVE;
    answer.said = PUNCH_LEAVE;
    entrance_keep(entrance, &answer);
    EXPECT_STR(touch(1, at(9, 0)), "ask_return"); /* it stands in place of the arrival: a leave alone */
    close_box();
}

TEST("R-ABS-03 the box knows by itself who is missed: due, not reported, not here")
{
    struct roster roster;
    open_box();
    roster = town(1);
    for (int i = 0; i < 8; i++) {
        children[i].due_ms = i == 7 ? 0 : at(9, 0);
    }
    children[1].absent = true;
    children[2].place = PUNCH_PRESENT;
    children[2].accepted_ms = at(7, 30);
    EXPECT_OK(offer(&roster));
    EXPECT_INT(entrance_missed(entrance, at(9, 0) - 1), 0);
    EXPECT_INT(entrance_missed(entrance, at(9, 0)), 5);
    EXPECT_STR(touch(1, at(9, 1)), "arrive");
    EXPECT_INT(entrance_missed(entrance, at(9, 2)), 4);
    EXPECT_INT(entrance_roster_day(entrance, at(9, 2)), day);
    close_box();
}

TEST("R-ATT-19 names are listed only by their picture")
{
    struct entrance_child list[4];
    struct roster roster;
    open_box();
    roster = town(1);
    for (int i = 0; i < 8; i++) {
        children[i].symbol = i % 3 + 1;
        memcpy(children[i].nick, "Anna", 5);
    }
    EXPECT_OK(offer(&roster));
    EXPECT_INT(entrance_by_symbol(entrance, 3, at(8, 0), list, 4), 2);
    EXPECT_STR(list[0].child, "c");
    EXPECT_STR(list[1].nick, "Anna");
    EXPECT_INT(entrance_by_symbol(entrance, 1, at(8, 0), list, 2), 2);
    EXPECT_INT(entrance_by_symbol(entrance, 9, at(8, 0), list, 4), 0);
    close_box();
}
