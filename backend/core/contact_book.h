/* The digital contact book (連絡帳): which fields a family and a nursery are asked for by class age, how they are written down, and what may be
 * written when. Free text is nobody's to translate; everything else is a word of the catalogue, so that each reader reads it in the own language.
 *
 *   C1, C2    Classes of age 0 to 2 write daily in both directions; of 3 to 5 there is a note of the class, and a word about a child when needed.
 *   R-CB-01   Field sets by class age, with what is required. What is required and not there is named, never refused: in the evening nobody
 *             knows the morning's temperature yet.
 *   R-CB-02   The home part opens at 18:00 of the day before and is due at 09:00. Until the child has arrived it is written anew; from then on,
 *             and when the day is over, what comes is an addition with its time.
 *   R-CB-03   From 37.5 °C on the family is advised to watch, from 38.0 on asked to report an absence. Nothing of it blocks sending.
 *   R-CB-04   The nursery part is a draft, waits for approval where the nursery wants one, and is released at once or at a set time. A family
 *             sees no draft; a change after the release is a revision that it sees.
 *   R-CB-05   Medicine that two people gave (core/medicine.h) stands in the nursery part with both names, taken from the record and not typed again.
 *
 * Pure: no clock, no storage. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/json.h"
#include "base/str.h"

/* Numbers are stored. */
enum book_part { BOOK_HOME = 1, BOOK_NURSERY = 2, BOOK_NOTE = 3 }; /* the note of a class */

enum {
    BOOK_PAGE_BYTES_MAX = 8192, /* of a page as it is stored, in one form */
    BOOK_COMMENT_CHARS = 1000,
    BOOK_FIELDS_MAX = 16,
    BOOK_AGE_OF_NOTE = 3,
    BOOK_ADVICE_TENTHS = 375,
    BOOK_STAY_HOME_TENTHS = 380,
    BOOK_OPENS_MIN = 18 * 60, /* where a nursery says nothing else */
    BOOK_DUE_MIN = 9 * 60,
};

enum book_kind {
    BOOK_TENTHS,   /* a temperature */
    BOOK_MINUTE,   /* "07:10" */
    BOOK_WORD,     /* one of `words` */
    BOOK_WORDS,    /* some of `words` */
    BOOK_SLEEP,    /* [{from,to}], may cross midnight */
    BOOK_MEALS,    /* [{meal,at?,amount,text?}] */
    BOOK_MILK,     /* [{at,ml}] */
    BOOK_STOOL,    /* [{at?,quality,amount?}] */
    BOOK_PICKUP,   /* {at?,who?} */
    BOOK_TEMPS,    /* [{at,c}] */
    BOOK_MEDICINE, /* [{at,text,given_by?,second?}] */
    BOOK_TEXT,
};

struct book_field {
    const char *key;
    enum book_part part;
    enum book_kind kind;
    uint32_t ages;     /* bit per class age that is asked */
    uint32_t required; /* … that must answer */
    const char *const *words;
    int32_t chars_max;
};

/* The fields of a part for a class age, in the order in which they are asked. */
size_t book_fields(enum book_part part, int32_t class_age, const struct book_field *ret[BOOK_FIELDS_MAX]);
const char *book_part_word(enum book_part part); /* "home" "nursery" "note" */
const char *book_kind_word(enum book_kind kind); /* "tenths" "minute" … */

struct book_facts {
    uint32_t present; /* book_bit of the fields that are there */
    int32_t tenths;   /* the highest temperature; −1: none */
};
uint32_t book_bit(const struct book_field *field);
/* Must a child of this class age have an answer there? */
bool book_required(const struct book_field *field, int32_t class_age);

/* Reads the members of a page and writes what is known of them to `out` in one form, as one object. Every field of the part may be there, also
 * one that this class is not asked for. What is wrong is a fault of `in`. */
void book_decode(struct json_in *in, enum book_part part, struct json_out *out, struct book_facts *ret);
/* The facts of a page as book_decode wrote it, and the page again into *copy (BOOK_PAGE_BYTES_MAX); without who fetches when that is hidden. */
struct book_facts book_facts(struct str page, enum book_part part, bool hide_pickup, struct buf *copy);

enum book_advice { BOOK_NO_ADVICE, BOOK_WATCH, BOOK_STAY_HOME };
enum book_advice book_advice(int32_t tenths);
const char *book_advice_word(enum book_advice advice); /* "none" "watch" "stay_home" */

struct book_times {
    int32_t opens_min; /* of the day before */
    int32_t due_min;   /* of the day; classes of 3 and more write when they like: −1 */
};
enum book_home {
    BOOK_CLOSED,   /* the nursery is closed that day, or the child is not of it */
    BOOK_NOT_OPEN, /* opens later */
    BOOK_OPEN,
    BOOK_DUE,    /* late, and welcome all the same */
    BOOK_FROZEN, /* what comes now is an addition */
    BOOK_OVER,   /* too long ago for an addition */
};
enum { BOOK_ADDITION_DAYS = 14 };
/* `arrived_ms`: 0 while the child has not come. For a day on which the nursery is open and the child is of it. */
enum book_home book_home_state(const struct book_times *times, int32_t day, int64_t arrived_ms, int64_t now_ms);
const char *book_home_word(enum book_home state);
int64_t book_opens_ms(const struct book_times *times, int32_t day);

/* Of the nursery part; numbers are stored. */
enum book_state { BOOK_NONE, BOOK_DRAFT = 1, BOOK_SUBMITTED = 2, BOOK_SCHEDULED = 3, BOOK_RELEASED = 4 };
const char *book_state_word(enum book_state state);
/* What becomes of a part that somebody wants released at `at_ms` (0: now). may_approve: lead or head. */
enum book_state book_release(bool approval, bool may_approve, int64_t at_ms, int64_t now_ms);

/* The standard phrases, NULL-terminated: each has a sentence in every language under the key book.phrase.<word>. */
extern const char *const book_phrases[];
