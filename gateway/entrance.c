/* See entrance.h. R-ATT-02, 03, 04, 05, 07 as the family sees them; the server decides again, by the same rules, from all that it knows. */
#include "entrance.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/civil.h"

#include "base/banned.h"

enum { TOUCHES_MAX = 16384, RECENT_MAX = 64, WEEKEND_FROM = 5 };

/* One committed touch of today. */
struct touch {
    unsigned char card[SECRET_CARD_HASH_BYTES];
    char children[TAP_CHILDREN_MAX][SECRET_PUBLIC_ID_TEXT];
    size_t children_n;
    enum tap_direction direction;
    enum punch_meaning said;
    int64_t touch_ms;
    int64_t epoch;
    int64_t seq;
    bool undone;
};

/* The last touch of a card that meant a child and was no bounce. */
struct recent {
    unsigned char card[SECRET_CARD_HASH_BYTES];
    size_t child;
    int64_t touch_ms;
};

struct entrance {
    struct roster_book *book;
    int64_t edition; /* of the book, when last copied */
    int32_t day;
    int32_t roster_day; /* as the server made it */
    bool have_roster;
    struct roster roster;
    struct roster_child children[ROSTER_CHILDREN_MAX];
    struct punch_known known[ROSTER_CHILDREN_MAX];
    int64_t baseline_ms[ROSTER_CHILDREN_MAX]; /* own touches up to this instant were known to the server */
    struct touch *touches;                    /* the day's own, as they came */
    size_t touches_n;
    struct recent recent[RECENT_MAX];
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

static struct recent *find_recent(struct entrance *entrance, const unsigned char *card, size_t child)
{
    for (size_t i = 0; i < RECENT_MAX; i++) {
        struct recent *recent = &entrance->recent[i];
        if (recent->touch_ms != 0 && recent->child == child &&
            memcmp(recent->card, card, SECRET_CARD_HASH_BYTES) == 0) {
            return recent;
        }
    }
    return NULL;
}

static void remember(struct entrance *entrance, const unsigned char *card, size_t child, int64_t touch_ms)
{
    struct recent *at = find_recent(entrance, card, child);
    if (at == NULL) {
        at = &entrance->recent[entrance->recent_next];
        entrance->recent_next = (entrance->recent_next + 1) % RECENT_MAX;
    }
    memcpy(at->card, card, SECRET_CARD_HASH_BYTES);
    at->child = child;
    at->touch_ms = touch_ms;
}

static bool is_named(const struct touch *touch, const char *child)
{
    for (size_t i = 0; i < touch->children_n; i++) {
        if (strcmp(touch->children[i], child) == 0) {
            return true;
        }
    }
    return false;
}

static bool means(const struct entrance *entrance, const struct touch *touch, size_t child)
{
    const struct roster_child *row = &entrance->children[child];
    return touch->children_n > 0 ? is_named(touch, row->child) : has_card(row, touch->card);
}

/* The places in the roster of those whom a touch may mean, and what it means for each. Returns how many. */
static size_t look(struct entrance *entrance, const struct touch *touch, size_t at[CHOICE_CHILDREN_MAX],
                   struct choice_child what[CHOICE_CHILDREN_MAX])
{
    size_t n = 0;
    enum punch_wish wish = touch->direction == TAP_ARRIVE  ? PUNCH_WISH_ARRIVE
                           : touch->direction == TAP_LEAVE ? PUNCH_WISH_LEAVE
                                                           : PUNCH_AUTO;
    for (size_t i = 0; i < entrance->roster.children_n && n < CHOICE_CHILDREN_MAX; i++) {
        if (means(entrance, touch, i)) {
            const struct recent *recent = find_recent(entrance, touch->card, i);
            at[n] = i;
            what[n++] = (struct choice_child){.place = entrance->known[i].place,
                                              .accepted_ms = entrance->known[i].accepted_ms,
                                              .touched_ms = recent != NULL ? recent->touch_ms : 0,
                                              .absent = entrance->children[i].absent};
        }
    }
    choice_decide(&entrance->roster.policy, what, n, wish, touch->touch_ms);
    return n;
}

/* Whom a committed touch is for: those named; unnamed, the preselected, or nobody while it was asked who is meant. */
static void fold(struct entrance *entrance, const struct touch *touch)
{
    size_t at[CHOICE_CHILDREN_MAX];
    struct choice_child what[CHOICE_CHILDREN_MAX];
    /* R-ATT-07: who saw the red sign is not let in by a card that is issued later. */
    if (touch->undone || touch->said == PUNCH_UNKNOWN || touch->said == PUNCH_ASK_WHO) {
        return;
    }
    size_t n = look(entrance, touch, at, what);
    for (size_t i = 0; i < n; i++) {
        bool meant = touch->children_n > 0 || what[i].preselected;
        if (!meant || touch->touch_ms <= entrance->baseline_ms[at[i]]) {
            continue;
        }
        punch_apply(&entrance->known[at[i]], what[i].meaning, touch->touch_ms);
        if (what[i].meaning != PUNCH_BOUNCE) {
            remember(entrance, touch->card, at[i], touch->touch_ms);
        }
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
        struct roster_child *child = &entrance->children[i];
        child->place = PUNCH_NOT_ARRIVED;
        child->accepted_ms = 0;
        child->absent = false;
        child->due_ms += child->due_ms != 0 ? shift_ms : 0;
    }
}

/* Derives the day anew: the roster first, then every own touch that the server did not know of when it made the roster. */
static void derive(struct entrance *entrance)
{
    entrance->roster.children = entrance->children;
    entrance->roster.children_n = 0;
    entrance->edition = roster_book_edition(entrance->book);
    entrance->have_roster = roster_book_copy(entrance->book, &entrance->roster);
    entrance->roster_day = entrance->have_roster ? entrance->roster.day : 0;
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
static void catch_up(struct entrance *entrance, int64_t now_ms)
{
    int32_t day = civil_day_of_ms(now_ms);
    if (day != entrance->day) {
        entrance->day = day;
        entrance->touches_n = 0;
        entrance->edition = -1;
    }
    if (entrance->edition != roster_book_edition(entrance->book)) {
        derive(entrance);
    }
}

static void touch_of(const struct tap *tap, struct touch *touch)
{
    *touch = (struct touch){.children_n = tap->children_n,
                            .direction = tap->direction,
                            .said = tap->said,
                            .touch_ms = tap->time_ms,
                            .epoch = tap->epoch,
                            .seq = tap->seq};
    memcpy(touch->card, tap->card, sizeof touch->card);
    memcpy(touch->children, tap->children, sizeof touch->children);
}

static void show(const struct roster_child *child, struct entrance_child *ret)
{
    memcpy(ret->child, child->child, sizeof ret->child);
    memcpy(ret->nick, child->nick, sizeof ret->nick);
    ret->symbol = child->symbol;
    ret->speak = child->speak;
}

void entrance_family(struct entrance *entrance, const struct tap *tap, struct entrance_family *ret)
{
    struct touch touch;
    size_t at[CHOICE_CHILDREN_MAX];
    touch_of(tap, &touch);
    catch_up(entrance, tap->time_ms);
    memset(ret, 0, sizeof *ret);
    ret->have_roster = entrance->have_roster;
    ret->n = look(entrance, &touch, at, ret->what);
    for (size_t i = 0; i < ret->n; i++) {
        show(&entrance->children[at[i]], &ret->who[i]);
    }
}

bool entrance_speaks(const struct entrance_family *family, size_t i)
{
    const struct choice_child *what = &family->what[i];
    bool coming = what->meaning != PUNCH_LEAVE && what->place != PUNCH_LEFT;
    return family->who[i].speak && coming && what->preselected;
}

static bool code_names(const struct app_code *code, const char *child)
{
    unsigned char mark[APP_CODE_CHILD_BYTES];
    app_code_child(child, mark);
    for (size_t i = 0; i < code->children_n; i++) {
        if (memcmp(code->children[i], mark, sizeof mark) == 0) {
            return true;
        }
    }
    return false;
}

size_t entrance_of_code(struct entrance *entrance, const struct app_code *code, int64_t now_ms,
                        char children[CHOICE_CHILDREN_MAX][SECRET_PUBLIC_ID_TEXT])
{
    size_t n = 0;
    catch_up(entrance, now_ms);
    for (size_t i = 0; i < entrance->roster.children_n && n < CHOICE_CHILDREN_MAX; i++) {
        if (code_names(code, entrance->children[i].child)) {
            memcpy(children[n++], entrance->children[i].child, SECRET_PUBLIC_ID_TEXT);
        }
    }
    return n;
}

/* Marks the touch that is taken back. True when it is one of today's. */
static bool take_back(struct entrance *entrance, int64_t epoch, int64_t seq)
{
    for (size_t i = entrance->touches_n; i > 0; i--) {
        struct touch *touch = &entrance->touches[i - 1];
        if (touch->epoch == epoch && touch->seq == seq) {
            touch->undone = true;
            return true;
        }
    }
    return false;
}

void entrance_keep(struct entrance *entrance, const struct tap *tap)
{
    struct touch touch;
    touch_of(tap, &touch);
    catch_up(entrance, tap->time_ms);
    if (tap->direction != TAP_UNDO) {
        if (entrance->touches_n == TOUCHES_MAX) { /* more than any entrance sees in a day: the oldest matter least */
            memmove(entrance->touches, entrance->touches + 1, (TOUCHES_MAX - 1) * sizeof touch);
            entrance->touches_n--;
        }
        entrance->touches[entrance->touches_n++] = touch;
    }
    if (tap->undoes != 0 && take_back(entrance, tap->epoch, tap->undoes)) {
        derive(entrance); /* the day without it, this touch included */
    } else if (tap->direction != TAP_UNDO) {
        fold(entrance, &touch);
    }
}

size_t entrance_by_symbol(struct entrance *entrance, int32_t symbol, int64_t now_ms, struct entrance_child *list,
                          size_t max)
{
    size_t n = 0;
    catch_up(entrance, now_ms);
    for (size_t i = 0; i < entrance->roster.children_n && n < max; i++) {
        if (entrance->children[i].symbol == symbol) {
            show(&entrance->children[i], &list[n++]);
        }
    }
    return n;
}

size_t entrance_missed(struct entrance *entrance, int64_t now_ms)
{
    size_t n = 0;
    catch_up(entrance, now_ms);
    if (entrance->roster_day != entrance->day && civil_weekday(entrance->day) >= WEEKEND_FROM) {
        return 0;
    }
    for (size_t i = 0; i < entrance->roster.children_n; i++) {
        const struct roster_child *child = &entrance->children[i];
        bool due = child->due_ms != 0 && now_ms >= child->due_ms && !child->absent;
        n += due && entrance->known[i].place == PUNCH_NOT_ARRIVED ? 1 : 0;
    }
    return n;
}

int32_t entrance_roster_day(struct entrance *entrance, int64_t now_ms)
{
    catch_up(entrance, now_ms);
    return entrance->roster_day;
}
