/* See contact_book.h. */
#include "core/contact_book.h"

#include <assert.h>

#include "base/banned.h"

enum {
    ALL_AGES = 0x3F,
    BABIES = 0x01,
    SMALL = 0x07, /* 0 to 2 */
    OLDEST = 5,
    LIST_MAX = 8,
    TEXT_CHARS = 300,
    WHO_CHARS = 60,
    TENTHS_MIN = 340,
    TENTHS_MAX = 429,
    MILK_ML_MAX = 400,
    UTF8_BYTES = 4,
};

static const char *const moods[] = {"good", "normal", "bad", NULL};
static const char *const baths[] = {"yes", "no", "shower", NULL};
static const char *const yes_no[] = {"yes", "no", NULL};
static const char *const meals[] = {"supper", "breakfast", "morning_snack", "lunch", "snack", NULL};
static const char *const amounts[] = {"all", "half", "little", "none", NULL};
static const char *const qualities[] = {"hard", "normal", "soft", "watery", NULL};
static const char *const sizes[] = {"much", "normal", "little", NULL};
const char *const book_phrases[] = {
    "good_day", "ate_well",      "slept_well",    "played_outside", "played_water", "sang",        "read_books",
    "drew",     "friends",       "new_words",     "tired",          "runny_nose",   "cough",       "skin",
    "fell",     "bring_clothes", "bring_diapers", "bring_shoes",    "trim_nails",   "talk_please", "thanks",
    NULL};

static const struct book_field fields[] = {
    {"temp_c", BOOK_HOME, BOOK_TENTHS, ALL_AGES, SMALL, NULL, 0},
    {"temp_at", BOOK_HOME, BOOK_MINUTE, ALL_AGES, 0, NULL, 0},
    {"mood", BOOK_HOME, BOOK_WORD, ALL_AGES, SMALL, moods, 0},
    {"sleep", BOOK_HOME, BOOK_SLEEP, SMALL, SMALL, NULL, 0},
    {"meals", BOOK_HOME, BOOK_MEALS, SMALL, SMALL, NULL, 0},
    {"milk", BOOK_HOME, BOOK_MILK, BABIES, 0, NULL, 0},
    {"stool", BOOK_HOME, BOOK_STOOL, SMALL, 0, NULL, 0},
    {"bath", BOOK_HOME, BOOK_WORD, SMALL, SMALL, baths, 0},
    {"pool", BOOK_HOME, BOOK_WORD, ALL_AGES, 0, yes_no, 0},
    {"pickup", BOOK_HOME, BOOK_PICKUP, ALL_AGES, SMALL, NULL, 0},
    {"medicine", BOOK_HOME, BOOK_TEXT, ALL_AGES, 0, NULL, TEXT_CHARS},
    {"comment", BOOK_HOME, BOOK_TEXT, ALL_AGES, 0, NULL, BOOK_COMMENT_CHARS},
    {"temps", BOOK_NURSERY, BOOK_TEMPS, ALL_AGES, 0, NULL, 0},
    {"meals", BOOK_NURSERY, BOOK_MEALS, SMALL, SMALL, NULL, 0},
    {"milk", BOOK_NURSERY, BOOK_MILK, BABIES, 0, NULL, 0},
    {"sleep", BOOK_NURSERY, BOOK_SLEEP, SMALL, SMALL, NULL, 0},
    {"stool", BOOK_NURSERY, BOOK_STOOL, SMALL, 0, NULL, 0},
    {"mood", BOOK_NURSERY, BOOK_WORD, ALL_AGES, SMALL, moods, 0},
    {"medicine", BOOK_NURSERY, BOOK_MEDICINE, ALL_AGES, 0, NULL, 0},
    {"injuries", BOOK_NURSERY, BOOK_TEXT, ALL_AGES, 0, NULL, TEXT_CHARS},
    {"phrases", BOOK_NURSERY, BOOK_WORDS, ALL_AGES, 0, book_phrases, 0},
    {"activity", BOOK_NURSERY, BOOK_TEXT, ALL_AGES, 0, NULL, TEXT_CHARS},
    {"message", BOOK_NURSERY, BOOK_TEXT, ALL_AGES, 0, NULL, BOOK_COMMENT_CHARS},
    {"phrases", BOOK_NOTE, BOOK_WORDS, ALL_AGES, 0, book_phrases, 0},
    {"activity", BOOK_NOTE, BOOK_TEXT, ALL_AGES, 0, NULL, TEXT_CHARS},
    {"message", BOOK_NOTE, BOOK_TEXT, ALL_AGES, 0, NULL, BOOK_COMMENT_CHARS},
};

static uint32_t age_bit(int32_t class_age)
{
    return UINT32_C(1) << (class_age < 0 ? 0 : class_age > OLDEST ? OLDEST : class_age);
}

size_t book_fields(enum book_part part, int32_t class_age, const struct book_field *ret[BOOK_FIELDS_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (fields[i].part == part && (fields[i].ages & age_bit(class_age)) != 0) {
            assert(n < BOOK_FIELDS_MAX);
            ret[n++] = &fields[i];
        }
    }
    return n;
}

const char *book_part_word(enum book_part part)
{
    return part == BOOK_HOME ? "home" : part == BOOK_NURSERY ? "nursery" : "note";
}

const char *book_kind_word(enum book_kind kind)
{
    static const char *const words[] = {"tenths", "minute", "word",   "words", "sleep",    "meals",
                                        "milk",   "stool",  "pickup", "temps", "medicine", "text"};
    assert((size_t)kind < sizeof words / sizeof words[0]);
    return words[kind];
}

/* --- one field ------------------------------------------------------------------------------------------------------ */

struct pen {
    struct json_in *in;
    struct json_out *out;
    int32_t tenths;
};

/* Characters as people count them in a form: code points. */
static int32_t characters(struct str text)
{
    int32_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        n += ((unsigned char)text.p[i] & 0xC0) != 0x80;
    }
    return n;
}

static bool put_text(struct json_in *in, struct json_out *out, const char *key, int32_t chars_max)
{
    struct str text = json_text(in, key, JSON_OPTIONAL, (size_t)chars_max * UTF8_BYTES);
    if (characters(text) > chars_max) {
        json_blame(in, key, "TOO_LONG");
    }
    if (text.n > 0) {
        json_put_text(out, key, text);
    }
    return text.n > 0;
}

static bool put_word(struct json_in *in, struct json_out *out, const char *key, enum json_need need,
                     const char *const words[])
{
    int word = json_word(in, key, need, words);
    if (word >= 0) {
        json_put_word(out, key, words[word]);
    }
    return word >= 0;
}

static bool put_minute(struct json_in *in, struct json_out *out, const char *key, enum json_need need)
{
    int32_t minute = json_minute(in, key, need, -1);
    if (minute >= 0) {
        json_put_minute_or_null(out, key, minute);
    }
    return minute >= 0;
}

static bool put_tenths(struct pen *pen, struct json_in *in, const char *key, enum json_need need)
{
    int32_t tenths = json_tenths(in, key, need, TENTHS_MIN, TENTHS_MAX, -1);
    if (tenths >= 0) {
        json_out_key(pen->out, key);
        json_out_tenths(pen->out, tenths);
        pen->tenths = tenths > pen->tenths ? tenths : pen->tenths;
    }
    return tenths >= 0;
}

static void put_item(struct pen *pen, struct json_in *item, enum book_kind kind)
{
    struct json_out *out = pen->out;
    switch (kind) {
    case BOOK_SLEEP:
        put_minute(item, out, "from", JSON_REQUIRED);
        put_minute(item, out, "to", JSON_REQUIRED);
        break;
    case BOOK_MEALS:
        put_word(item, out, "meal", JSON_REQUIRED, meals);
        put_minute(item, out, "at", JSON_OPTIONAL);
        put_word(item, out, "amount", JSON_OPTIONAL, amounts);
        put_text(item, out, "text", TEXT_CHARS);
        break;
    case BOOK_MILK:
        put_minute(item, out, "at", JSON_REQUIRED);
        json_put_int(out, "ml", json_int(item, "ml", JSON_REQUIRED, 0, MILK_ML_MAX, 0));
        break;
    case BOOK_STOOL:
        put_minute(item, out, "at", JSON_OPTIONAL);
        put_word(item, out, "quality", JSON_REQUIRED, qualities);
        put_word(item, out, "amount", JSON_OPTIONAL, sizes);
        break;
    case BOOK_TEMPS:
        put_minute(item, out, "at", JSON_REQUIRED);
        put_tenths(pen, item, "c", JSON_REQUIRED);
        break;
    case BOOK_MEDICINE:
        put_minute(item, out, "at", JSON_REQUIRED);
        put_text(item, out, "text", TEXT_CHARS);
        put_text(item, out, "given_by", WHO_CHARS);
        put_text(item, out, "second", WHO_CHARS);
        break;
    case BOOK_TENTHS:
    case BOOK_MINUTE:
    case BOOK_WORD:
    case BOOK_WORDS:
    case BOOK_PICKUP:
    case BOOK_TEXT:
        break;
    }
}

static bool put_list(struct pen *pen, const struct book_field *field)
{
    size_t n = json_list(pen->in, field->key, JSON_OPTIONAL, LIST_MAX);
    if (n == 0) {
        return false;
    }
    json_out_key(pen->out, field->key);
    json_out_open(pen->out, '[');
    for (size_t i = 0; i < n; i++) {
        struct json_in item;
        if (json_list_object(pen->in, field->key, i, &item)) {
            json_out_open(pen->out, '{');
            put_item(pen, &item, field->kind);
            json_out_close(pen->out, '}');
            json_nested_end(&item);
        }
    }
    json_out_close(pen->out, ']');
    return true;
}

static bool known(const char *const words[], struct str word)
{
    for (size_t i = 0; words[i] != NULL; i++) {
        if (str_is(word, words[i])) {
            return true;
        }
    }
    return false;
}

static bool put_words(struct pen *pen, const struct book_field *field)
{
    enum { WORD_BYTES = 32 };
    size_t n = json_list(pen->in, field->key, JSON_OPTIONAL, LIST_MAX);
    if (n == 0) {
        return false;
    }
    json_out_key(pen->out, field->key);
    json_out_open(pen->out, '[');
    for (size_t i = 0; i < n; i++) {
        struct str word = json_list_text(pen->in, field->key, i, WORD_BYTES);
        if (known(field->words, word)) {
            json_out_text(pen->out, word);
        } else {
            json_blame(pen->in, field->key, "OUT_OF_RANGE");
        }
    }
    json_out_close(pen->out, ']');
    return true;
}

static bool put_pickup(struct pen *pen, const struct book_field *field)
{
    struct json_in item;
    if (!json_nested(pen->in, field->key, JSON_OPTIONAL, &item)) {
        return false;
    }
    json_out_key(pen->out, field->key);
    json_out_open(pen->out, '{');
    bool any = put_minute(&item, pen->out, "at", JSON_OPTIONAL);
    any = put_text(&item, pen->out, "who", WHO_CHARS) || any;
    json_out_close(pen->out, '}');
    json_nested_end(&item);
    return any;
}

static bool put_field(struct pen *pen, const struct book_field *field)
{
    switch (field->kind) {
    case BOOK_TENTHS:
        return put_tenths(pen, pen->in, field->key, JSON_OPTIONAL);
    case BOOK_MINUTE:
        return put_minute(pen->in, pen->out, field->key, JSON_OPTIONAL);
    case BOOK_WORD:
        return put_word(pen->in, pen->out, field->key, JSON_OPTIONAL, field->words);
    case BOOK_WORDS:
        return put_words(pen, field);
    case BOOK_TEXT:
        return put_text(pen->in, pen->out, field->key, field->chars_max);
    case BOOK_PICKUP:
        return put_pickup(pen, field);
    case BOOK_SLEEP:
    case BOOK_MEALS:
    case BOOK_MILK:
    case BOOK_STOOL:
    case BOOK_TEMPS:
    case BOOK_MEDICINE:
        return put_list(pen, field);
    }
    return false;
}

/* --- a page --------------------------------------------------------------------------------------------------------- */

static const struct book_field *first_of(enum book_part part)
{
    const struct book_field *field = fields;
    while (field->part != part) {
        field++;
    }
    return field;
}

uint32_t book_bit(const struct book_field *field)
{
    return UINT32_C(1) << (field - first_of(field->part));
}

bool book_required(const struct book_field *field, int32_t class_age)
{
    return (field->required & age_bit(class_age)) != 0;
}

static void decode(struct pen *pen, enum book_part part, bool hide_pickup, struct book_facts *ret)
{
    *ret = (struct book_facts){.tenths = -1};
    pen->tenths = -1;
    json_out_open(pen->out, '{');
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        bool wanted = fields[i].part == part && !(hide_pickup && fields[i].kind == BOOK_PICKUP);
        if (wanted && put_field(pen, &fields[i])) {
            ret->present |= book_bit(&fields[i]);
        }
    }
    json_out_close(pen->out, '}');
    ret->tenths = pen->tenths;
}

void book_decode(struct json_in *in, enum book_part part, struct json_out *out, struct book_facts *ret)
{
    struct pen pen = {.in = in, .out = out};
    decode(&pen, part, false, ret);
}

struct book_facts book_facts(struct str page, enum book_part part, bool hide_pickup, struct buf *copy)
{
    struct json_faults faults;
    struct json_in in;
    struct json_out out;
    struct book_facts facts = {.tenths = -1};
    buf_clear(copy);
    json_out_init(&out, copy);
    if (page.n > 0 && json_open(page, &in, &faults) == OK) {
        struct pen pen = {.in = &in, .out = &out};
        decode(&pen, part, hide_pickup, &facts);
        json_drop(&in);
    }
    return facts;
}
