/* What messages say: every kind in every language, whole, and nothing of a child. */
#include "mail/letter.h"

#include <string.h>

#include "core/language.h"
#include "core/policy.h"
#include "mail/words.h"
#include "support/test.h"

static char subject_text[LETTER_SUBJECT_BYTES];
static char body_text[LETTER_BODY_BYTES];
static struct buf subject;
static struct buf body;

/* Monday 2026-03-02, nine to five. */
static struct take_mail_letter letter_of(enum message_kind kind, const char *language)
{
    struct take_mail_letter letter = {.id = 1,
                                      .kind = kind,
                                      .ends_ms = kind == MESSAGE_OFFER || kind == MESSAGE_REMINDER ||
                                                         kind == MESSAGE_CONTACT
                                                     ? INT64_C(1772402400000)
                                                     : 0, /* 07:00 of that day */
                                      .about = kind != MESSAGE_CONTACT,
                                      .room = "つばめ病児保育室",
                                      .phone = "03-0000-0001",
                                      .day = 20514,
                                      .from_min = 540,
                                      .to_min = 1020,
                                      .state = RESERVATION_CONFIRMED};
    enum link_what list[LINK_OF_MESSAGE_MAX];
    size_t n = link_of_message(kind, list);
    letter.links_n = n;
    for (size_t i = 0; i < n; i++) {
        letter.links[i].what = list[i];
        memset(letter.links[i].token, 'a' + (int)i, LINK_TOKEN_TEXT - 1);
    }
    enum err err = str_copy(str_of(language), letter.language, sizeof letter.language);
    EXPECT_OK(err);
    return letter;
}

static enum err put(const struct take_mail_letter *letter, const char *base_url)
{
    const struct letter_sender sender = {STR("つばめ市"), str_of(base_url)};
    buf_init(&subject, subject_text, sizeof subject_text);
    buf_init(&body, body_text, sizeof body_text);
    return letter_put(letter, &sender, &subject, &body);
}

TEST("R-UX-03: every kind of message has a subject and a body in every language, with every place filled")
{
    for (int kind = 1; kind <= MESSAGE_KIND_LAST; kind++) {
        for (const char *const *language = language_codes; *language != NULL; language++) {
            struct take_mail_letter letter = letter_of((enum message_kind)kind, *language);
            EXPECT_OK(put(&letter, "https://town.example"));
            EXPECT(subject.n > 0);
            EXPECT_NULL(strpbrk(subject.p, "{}\r\n"));
            EXPECT_NULL(strpbrk(body.p, "{}\r"));
            EXPECT_NULL(strstr(body.p, "\n\n\n"));
            EXPECT(str_utf8(buf_view(&body)));
        }
    }
}

TEST("R-UX-03: a language that lacks a sentence says it in easy Japanese, with readings in brackets")
{
    struct take_mail_letter letter = letter_of(MESSAGE_CONFIRMED, "xx");
    EXPECT_OK(put(&letter, ""));
    EXPECT_NOT_NULL(strstr(body.p, "予約（よやく）が 決（き）まりました"));
    EXPECT_NULL(words_find("ja", "mail.nobody.says"));
}

TEST("an offer in English says room, day, hours, until when, and carries one link to take and one to decline")
{
    struct take_mail_letter letter = letter_of(MESSAGE_OFFER, "en");
    EXPECT_OK(put(&letter, "https://town.example"));
    EXPECT_STR(subject.p, "A place is free: please answer by Mon 2 March, 07:00");
    EXPECT_NOT_NULL(strstr(body.p, "Day: Mon 2 March 09:00 to 17:00\n"));
    EXPECT_NOT_NULL(strstr(body.p, "\nhttps://town.example/parent/link#aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"));
    EXPECT_NOT_NULL(strstr(body.p, "\nhttps://town.example/parent/link#bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"));
    EXPECT_NOT_NULL(strstr(body.p, "telephone 03-0000-0001"));
}

TEST("without an address of ours messages carry no links and say to open the pages; a question about an address cannot "
     "be asked")
{
    struct take_mail_letter letter = letter_of(MESSAGE_OFFER, "ja");
    EXPECT_OK(put(&letter, ""));
    EXPECT_NULL(strstr(body.p, "http"));
    EXPECT_NOT_NULL(strstr(body.p, "予約のページを開いてください"));
    letter = letter_of(MESSAGE_CONTACT, "ja");
    EXPECT_INT(put(&letter, ""), ERR_INVALID);
}

TEST("a reason that speaks of a child's health is told as one sentence for all of them")
{
    static const enum reservation_reason health[] = {REASON_DISEASE_REFUSED, REASON_AGE_LOW, REASON_CRITERIA_NOT_MET,
                                                     REASON_NOTE_MISSING,    REASON_OTHER,   REASON_EPISODE_LIMIT};
    for (size_t i = 0; i < sizeof health / sizeof health[0]; i++) {
        EXPECT_STR(letter_reason_key(health[i]), "mail.reason.ask");
    }
    EXPECT_STR(letter_reason_key(REASON_STAFF_SHORT), "mail.reason.staff_short");
    EXPECT_NULL(letter_reason_key(REASON_NONE));
}

TEST("line breaks in a room's name stay inside their line")
{
    struct take_mail_letter letter = letter_of(MESSAGE_OFFER, "ja");
    enum err err = str_copy(STR("x\r\n\r\nBcc: y"), letter.room, sizeof letter.room);
    EXPECT_OK(err);
    EXPECT_OK(put(&letter, ""));
    EXPECT_NULL(strstr(body.p, "\nBcc"));
    EXPECT_NULL(strchr(subject.p, '\n'));
}
