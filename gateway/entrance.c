/* See entrance.h. R-ATT-02, 03, 04, 07 as the family sees them; the server decides again, by the same rule, from all that it knows. */
#include "entrance.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

enum { TOUCHES_MAX = 16384, RECENT_MAX = 64 };

struct touch {
    unsigned char card[SECRET_CARD_HASH_BYTES];
    enum punch_wish wish;
    enum punch_meaning said;
    int64_t touch_ms;
};

struct entrance {
    struct roster_book *book;
    int64_t edition; /* of the book, when last copied */
    int32_t day;
    bool have_roster;
    struct roster roster;
    struct roster_child children[ROSTER_CHILDREN_MAX];
    struct punch_known known[ROSTER_CHILDREN_MAX];
    int64_t baseline_ms[ROSTER_CHILDREN_MAX]; /* own touches up to this instant were known to the server */
    struct touch *touches;                    /* the day's own, as they came */
    size_t touches_n;
    struct touch recent[RECENT_MAX]; /* the last touch of a card that was no bounce */
    size_t recent_next;
};

struct entrance *entrance_open(struct roster_book *book)
{
    struct entrance *entrance = calloc(1, sizeof *entrance);
    struct touch *touches = calloc(TOUCHES_MAX, sizeof *touches);
    if (entrance == NULL || touches == NULL) {
        abort();
    }
    entrance->book = book;
    entrance->touches = touches;
    entrance->edition = -1;
    return entrance;
}

void entrance_close(struct entrance *entrance)
{
    if (entrance != NULL) {
        free(entrance->touches);
        free(entrance);
    }
}

static bool has_card(const struct roster_child *child, const unsigned char *card)
{
    for (size_t i = 0; i < child->cards_n; i++) {
        if (memcmp(child->cards[i], card, SECRET_CARD_HASH_BYTES) == 0) {
            return true;
        }
    }
    return false;
}

static int64_t last_touched(const struct entrance *entrance, const unsigned char *card)
{
    for (size_t i = 0; i < RECENT_MAX; i++) {
        if (entrance->recent[i].touch_ms != 0 && memcmp(entrance->recent[i].card, card, SECRET_CARD_HASH_BYTES) == 0) {
            return entrance->recent[i].touch_ms;
        }
    }
    return 0;
}

static void remember_touched(struct entrance *entrance, const unsigned char *card, int64_t touch_ms)
{
    struct touch *at = &entrance->recent[entrance->recent_next];
    for (size_t i = 0; i < RECENT_MAX; i++) {
        if (memcmp(entrance->recent[i].card, card, SECRET_CARD_HASH_BYTES) == 0) {
            at = &entrance->recent[i];
        }
    }
    if (at == &entrance->recent[entrance->recent_next]) {
        entrance->recent_next = (entrance->recent_next + 1) % RECENT_MAX;
    }
    memcpy(at->card, card, SECRET_CARD_HASH_BYTES);
    at->touch_ms = touch_ms;
}

static enum punch_meaning meaning_for(const struct entrance *entrance, size_t child, const struct touch *touch,
                                      int64_t touched_ms)
{
    struct punch_known known = entrance->known[child];
    known.touched_ms = touched_ms;
    return punch_decide(&entrance->roster.policy, &known, touch->wish, touch->touch_ms);
}

/* R-ATT-05 without a screen: a family card speaks for the children not reported absent, or for all when all are. */
static bool speaks_for(const struct entrance *entrance, size_t child, const unsigned char *card, bool absent_too)
{
    return has_card(&entrance->children[child], card) && (absent_too || !entrance->children[child].absent);
}

static bool any_expected(const struct entrance *entrance, const unsigned char *card)
{
    for (size_t i = 0; i < entrance->roster.children_n; i++) {
        if (speaks_for(entrance, i, card, false)) {
            return true;
        }
    }
    return false;
}

static enum punch_meaning decide(const struct entrance *entrance, const struct touch *touch)
{
    enum punch_meaning all = PUNCH_UNKNOWN;
    bool absent_too = !any_expected(entrance, touch->card);
    int64_t touched_ms = last_touched(entrance, touch->card);
    if (!entrance->have_roster) {
        return PUNCH_KEPT;
    }
    for (size_t i = 0; i < entrance->roster.children_n; i++) {
        if (speaks_for(entrance, i, touch->card, absent_too)) {
            enum punch_meaning one = meaning_for(entrance, i, touch, touched_ms);
            all = all == PUNCH_UNKNOWN || all == one ? one : PUNCH_KEPT;
        }
    }
    return all;
}

static void fold(struct entrance *entrance, const struct touch *touch)
{
    bool absent_too = !any_expected(entrance, touch->card);
    bool bounce = false;
    int64_t touched_ms = last_touched(entrance, touch->card);
    if (touch->said == PUNCH_UNKNOWN) {
        return; /* R-ATT-07: the family saw the red sign; a card that is issued later does not make it an event */
    }
    for (size_t i = 0; i < entrance->roster.children_n; i++) {
        if (speaks_for(entrance, i, touch->card, absent_too) && touch->touch_ms > entrance->baseline_ms[i]) {
            enum punch_meaning meaning = meaning_for(entrance, i, touch, touched_ms);
            punch_apply(&entrance->known[i], meaning, touch->touch_ms);
            bounce = bounce || meaning == PUNCH_BOUNCE;
        }
    }
    if (!bounce) {
        remember_touched(entrance, touch->card, touch->touch_ms);
    }
}

/* A roster of another day: its cards are known, nobody has arrived, and the nursery closes at the same hour. */
static void move_to_day(struct entrance *entrance)
{
    int64_t shift_ms = (int64_t)(entrance->day - entrance->roster.day) * CIVIL_MS_PER_DAY;
    if (shift_ms == 0) {
        return;
    }
    entrance->roster.policy.closing_ms += entrance->roster.policy.closing_ms != 0 ? shift_ms : 0;
    for (size_t i = 0; i < entrance->roster.children_n; i++) {
        entrance->children[i].place = PUNCH_NOT_ARRIVED;
        entrance->children[i].accepted_ms = 0;
        entrance->children[i].absent = false;
    }
}

/* Derives the day anew: the roster first, then every own touch that the server did not know of when it made the roster. */
static void derive(struct entrance *entrance)
{
    entrance->roster.children = entrance->children;
    entrance->roster.children_n = 0;
    entrance->edition = roster_book_edition(entrance->book);
    entrance->have_roster = roster_book_copy(entrance->book, &entrance->roster);
    memset(entrance->recent, 0, sizeof entrance->recent);
    if (entrance->have_roster) {
        move_to_day(entrance);
    }
    for (size_t i = 0; i < entrance->roster.children_n; i++) {
        const struct roster_child *child = &entrance->children[i];
        entrance->known[i] = (struct punch_known){.place = child->place, .accepted_ms = child->accepted_ms};
        entrance->baseline_ms[i] = child->accepted_ms;
    }
    for (size_t i = 0; i < entrance->touches_n; i++) {
        fold(entrance, &entrance->touches[i]);
    }
}

/* Sees to it that what is known is of this day and of the newest roster. */
static void catch_up(struct entrance *entrance, int64_t touch_ms)
{
    int32_t day = civil_day_of_ms(touch_ms);
    if (day != entrance->day) {
        entrance->day = day;
        entrance->touches_n = 0;
        entrance->edition = -1;
    }
    if (entrance->edition != roster_book_edition(entrance->book)) {
        derive(entrance);
    }
}

enum punch_meaning entrance_decide(struct entrance *entrance, const unsigned char card[SECRET_CARD_HASH_BYTES],
                                   enum punch_wish wish, int64_t touch_ms)
{
    struct touch touch = {.wish = wish, .touch_ms = touch_ms};
    memcpy(touch.card, card, sizeof touch.card);
    catch_up(entrance, touch_ms);
    return decide(entrance, &touch);
}

void entrance_keep(struct entrance *entrance, const unsigned char card[SECRET_CARD_HASH_BYTES], enum punch_wish wish,
                   enum punch_meaning said, int64_t touch_ms)
{
    struct touch touch = {.wish = wish, .said = said, .touch_ms = touch_ms};
    memcpy(touch.card, card, sizeof touch.card);
    catch_up(entrance, touch_ms);
    if (entrance->touches_n == TOUCHES_MAX) { /* more than any entrance sees in a day: the oldest matter least */
        memmove(entrance->touches, entrance->touches + 1, (TOUCHES_MAX - 1) * sizeof touch);
        entrance->touches_n--;
    }
    entrance->touches[entrance->touches_n++] = touch;
    fold(entrance, &touch);
}
