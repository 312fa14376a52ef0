/* See letter.h. Every body is made of blocks: the reservation, the reason, the way on; an empty block leaves no gap. */
#include "mail/letter.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "mail/words.h"

#include "base/banned.h"

enum { PLACES_MAX = 20, BLOCK_BYTES = 1024, SHORT_BYTES = 96, MINUTE_TEXT = 16 };

/* One letter being written: the texts that its places point into. */
struct writing {
    const struct take_mail_letter *letter;
    const struct letter_sender *sender;
    struct words_place places[PLACES_MAX];
    size_t n;
    char day[SHORT_BYTES];
    char hours[SHORT_BYTES];
    char until[SHORT_BYTES];
    char rank[16];
    char page[LETTER_URL_BYTES];
    char links[LINK_OF_MESSAGE_MAX][LETTER_URL_BYTES];
    char what[BLOCK_BYTES];
    char state[BLOCK_BYTES / 2];
    char deadline[BLOCK_BYTES / 2];
    char call[BLOCK_BYTES];
    char next[2 * BLOCK_BYTES];
};

static void place(struct writing *writing, const char *name, const char *value, bool block)
{
    assert(writing->n < PLACES_MAX);
    writing->places[writing->n++] = (struct words_place){name, str_of(value), block};
}

static const char *sentence(const struct writing *writing, const char *key)
{
    const char *found = words_find(writing->letter->language, key);
    assert(found != NULL); /* a key of ours: the catalogs are compared when the program is built */
    return found;
}

/* Fills a sentence into a text of the writing, as a block or a value of others. */
static void fill(struct writing *writing, const char *key, char *text, size_t bytes)
{
    struct buf buf;
    buf_init(&buf, text, bytes);
    words_fill(&buf, sentence(writing, key), writing->places, writing->n);
}

static void put_day(const struct writing *writing, int32_t day, struct buf *out)
{
    struct civil_date date = civil_date_of_day(day);
    char number[16];
    struct buf buf;
    buf_init(&buf, number, sizeof number);
    buf_int(&buf, date.day);
    const struct words_place places[] = {
        {"month", words_nth(sentence(writing, "mail.months"), date.month - 1), false},
        {"day", buf_view(&buf), false},
        {"weekday", words_nth(sentence(writing, "mail.weekdays"), civil_weekday(day)), false},
    };
    words_fill(out, sentence(writing, "mail.day"), places, sizeof places / sizeof places[0]);
}

/* "Mon 2 March 06:15" in the reader's order. */
static void put_instant(const struct writing *writing, int64_t at_ms, char *text, size_t bytes)
{
    char day[SHORT_BYTES];
    char time[MINUTE_TEXT];
    struct buf out;
    struct buf day_buf;
    struct buf time_buf;
    buf_init(&day_buf, day, sizeof day);
    buf_init(&time_buf, time, sizeof time);
    put_day(writing, civil_day_of_ms(at_ms), &day_buf);
    civil_put_minute(&time_buf, civil_minute_of_ms(at_ms));
    const struct words_place places[] = {{"day", buf_view(&day_buf), false}, {"time", buf_view(&time_buf), false}};
    buf_init(&out, text, bytes);
    words_fill(&out, sentence(writing, "mail.instant"), places, sizeof places / sizeof places[0]);
}

static void put_hours(struct writing *writing)
{
    const struct take_mail_letter *letter = writing->letter;
    char from[MINUTE_TEXT];
    char to[MINUTE_TEXT];
    struct buf from_buf;
    struct buf to_buf;
    struct buf out;
    writing->hours[0] = '\0';
    if (letter->from_min == POLICY_NONE) {
        return;
    }
    buf_init(&from_buf, from, sizeof from);
    buf_init(&to_buf, to, sizeof to);
    civil_put_minute(&from_buf, letter->from_min);
    civil_put_minute(&to_buf, letter->to_min);
    const struct words_place places[] = {{"from", buf_view(&from_buf), false}, {"to", buf_view(&to_buf), false}};
    buf_init(&out, writing->hours, sizeof writing->hours);
    words_fill(&out, sentence(writing, "mail.hours"), places, sizeof places / sizeof places[0]);
}

const char *letter_reason_key(enum reservation_reason reason)
{
    switch (reason) {
    case REASON_NONE:
        return NULL;
    case REASON_FULL:
    case REASON_ISOLATION_FULL:
        return "mail.reason.full";
    case REASON_STAFF_SHORT:
        return "mail.reason.staff_short";
    case REASON_DRAW:
        return "mail.reason.draw";
    case REASON_CLOSED:
    case REASON_FACILITY_CLOSED:
        return "mail.reason.closed";
    case REASON_NOT_RESIDENT:
    case REASON_PARENTAL_LEAVE:
    case REASON_NOT_ENROLLED:
    case REASON_WORK_NOT_PROVED:
    case REASON_NOT_ENTITLED:
    case REASON_NOT_REGISTERED:
    case REASON_REGISTRATION_EXPIRED:
    case REASON_SUSPENDED:
        return "mail.reason.registration";
    case REASON_TOO_EARLY:
    case REASON_TOO_LATE:
    case REASON_AGE_LOW:
    case REASON_AGE_HIGH:
    case REASON_DISEASE_REFUSED:
    case REASON_ALREADY_BOOKED:
    case REASON_WISH_LIMIT:
    case REASON_WRONG_STATE:
    case REASON_CRITERIA_NOT_MET:
    case REASON_NOTE_MISSING:
    case REASON_NOTE_EXPIRED:
    case REASON_EPISODE_LIMIT:
    case REASON_OFFER_EXPIRED:
    case REASON_OTHER:
        break;
    }
    return "mail.reason.ask";
}

static void place_reservation(struct writing *writing)
{
    const struct take_mail_letter *letter = writing->letter;
    struct buf buf;
    buf_init(&buf, writing->day, sizeof writing->day);
    put_day(writing, letter->day, &buf);
    put_hours(writing);
    place(writing, "room", letter->room, false);
    place(writing, "phone", letter->phone, false);
    place(writing, "day", writing->day, false);
    place(writing, "hours", writing->hours, false);
    fill(writing, "mail.what", writing->what, sizeof writing->what);
    place(writing, "what", writing->what, true);
    const char *reason = letter_reason_key(letter->reason);
    place(writing, "reason", reason == NULL ? "" : sentence(writing, reason), true);
}

/* Whom to telephone: a room without a number is not named as if it had one. */
static void place_call(struct writing *writing)
{
    writing->call[0] = '\0';
    bool known = writing->letter->about || writing->letter->of_site;
    if (known && writing->letter->phone[0] != '\0') {
        fill(writing, "mail.call", writing->call, sizeof writing->call);
    }
    place(writing, "call", writing->call, true);
}

/* Where it stands on the list, or that it is off it. */
static void place_state(struct writing *writing)
{
    const struct take_mail_letter *letter = writing->letter;
    struct buf buf;
    writing->state[0] = '\0';
    if (letter->rank > 0) {
        buf_init(&buf, writing->rank, sizeof writing->rank);
        buf_int(&buf, letter->rank);
        place(writing, "rank", writing->rank, false);
        fill(writing, "mail.rank", writing->state, sizeof writing->state);
    } else if (letter->state == RESERVATION_EXPIRED) {
        fill(writing, "mail.off_the_list", writing->state, sizeof writing->state);
    }
    place(writing, "state", writing->state, true);
}

static void place_times(struct writing *writing)
{
    const struct take_mail_letter *letter = writing->letter;
    int64_t until_ms = letter->ends_ms != 0 ? letter->ends_ms : letter->deadline_ms;
    writing->until[0] = '\0';
    writing->deadline[0] = '\0';
    if (until_ms != 0) {
        put_instant(writing, until_ms, writing->until, sizeof writing->until);
    }
    place(writing, "until", writing->until, false);
    if (letter->about && letter->deadline_ms != 0) {
        fill(writing, "mail.deadline", writing->deadline, sizeof writing->deadline);
    }
    place(writing, "deadline", writing->deadline, true);
}

static void place_url(struct writing *writing, const char *name, char text[LETTER_URL_BYTES], const char *path,
                      const char *fragment)
{
    struct buf buf;
    buf_init(&buf, text, LETTER_URL_BYTES);
    buf_str(&buf, writing->sender->base_url);
    buf_puts(&buf, path);
    buf_puts(&buf, fragment);
    assert(!buf.overflow);
    place(writing, name, text, false);
}

static bool of_notice(const struct take_mail_letter *letter)
{
    return letter->kind == MESSAGE_NOTICE || letter->kind == MESSAGE_NOTICE_URGENT ||
           letter->kind == MESSAGE_NOTICE_UNREAD;
}

/* The page it leads to when it carries no links. */
static const char *page_path(const struct take_mail_letter *letter)
{
    if (of_notice(letter)) {
        return "/parent/notices";
    }
    if (letter->kind == MESSAGE_TALK) {
        return "/parent/talk";
    }
    return letter->of_site ? "/parent/" : "/parent/reservations";
}

static const char *next_key(const struct take_mail_letter *letter, bool reachable)
{
    if (of_notice(letter)) {
        return reachable ? "mail.notices" : "mail.no_notices";
    }
    if (letter->kind == MESSAGE_TALK) {
        return reachable ? "mail.talks" : "mail.no_talks";
    }
    if (!reachable) {
        return letter->of_site ? "mail.no_home" : "mail.no_page";
    }
    if (letter->links_n == 0 && letter->of_site) {
        return "mail.home";
    }
    if (letter->links_n == 0) {
        return "mail.page";
    }
    if (letter->kind == MESSAGE_OFFER) {
        return "mail.links.offer";
    }
    return letter->kind == MESSAGE_REMINDER ? "mail.links.reminder" : "mail.links.contact";
}

/* The way on: its links, or the pages, or that the pages are to be opened. */
static enum err place_next(struct writing *writing)
{
    const struct take_mail_letter *letter = writing->letter;
    bool reachable = writing->sender->base_url.n > 0;
    if (letter->kind == MESSAGE_CONTACT && (!reachable || letter->links_n == 0)) {
        return ERR_INVALID;
    }
    if (reachable) {
        place_url(writing, "page", writing->page, page_path(letter), "");
    }
    for (size_t i = 0; reachable && i < letter->links_n; i++) {
        place_url(writing, link_what_word(letter->links[i].what), writing->links[i], "/parent/link#",
                  letter->links[i].token);
    }
    const char *key = next_key(letter, reachable);
    fill(writing, key, writing->next, sizeof writing->next);
    place(writing, "next", writing->next, true);
    return OK;
}

/* At most one empty line in a row, none at the end. */
static void squeeze(struct buf *body)
{
    size_t n = 0;
    size_t breaks = 0;
    for (size_t i = 0; i < body->n; i++) {
        breaks = body->p[i] == '\n' ? breaks + 1 : 0;
        if (breaks <= 2) {
            body->p[n++] = body->p[i];
        }
    }
    while (n > 0 && body->p[n - 1] == '\n') {
        n--;
    }
    body->n = n;
    body->p[n] = '\0';
    buf_char(body, '\n');
}

enum err letter_put(const struct take_mail_letter *letter, const struct letter_sender *sender, struct buf *subject,
                    struct buf *body)
{
    struct writing writing = {.letter = letter, .sender = sender, .n = 0};
    const char *word = message_kind_word(letter->kind);
    const char *first = words_of(letter->language, word, "subject");
    const char *rest = words_of(letter->language, word, "body");
    struct str town = sender->name.n > 0 ? sender->name : str_of(sentence(&writing, "mail.sender"));
    writing.places[writing.n++] = (struct words_place){"town", town, false};
    if (letter->about) {
        place_reservation(&writing);
        place_state(&writing);
    } else if (letter->of_site) {
        place(&writing, "room", letter->room, false);
        place(&writing, "phone", letter->phone, false);
    }
    place_call(&writing);
    place_times(&writing);
    enum err err = place_next(&writing);
    if (err != OK || first == NULL || rest == NULL) {
        return ERR_INVALID;
    }
    words_fill(subject, first, writing.places, writing.n);
    words_fill(body, rest, writing.places, writing.n);
    buf_puts(body, "\n\n");
    words_fill(body, sentence(&writing, "mail.footer"), writing.places, writing.n);
    squeeze(body);
    return subject->overflow || body->overflow ? ERR_LIMIT : OK;
}
