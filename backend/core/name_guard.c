/* See name_guard.h. */
#include "core/name_guard.h"

#include <assert.h>
#include <stdbool.h>

#include "base/banned.h"

enum { AROUND = 6, NICKNAME = 2 };

struct part {
    uint32_t text[NAME_GUARD_PART_MAX];
    size_t n;
};

struct name {
    struct part parts[NAME_GUARD_PARTS];
    size_t n;
};

/* --- characters ------------------------------------------------------------------------------------------------------- */

static uint32_t next_character(struct str text, size_t *at)
{
    const unsigned char *p = (const unsigned char *)text.p + *at;
    size_t n = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    uint32_t c = n == 1 ? p[0] : p[0] & (0xffU >> (n + 1));
    assert(*at + n <= text.n);
    for (size_t i = 1; i < n; i++) {
        c = c << 6 | (p[i] & 0x3fU);
    }
    *at += n;
    return c;
}

/* One form for what is the same name to a reader. */
static uint32_t fold(uint32_t c)
{
    static const uint32_t older[][2] = {
        {0x9ad9, 0x9ad8}, {0xfa11, 0x5d0e}, {0x6ff5, 0x6d5c}, {0x6ff1, 0x6d5c}, {0x908a, 0x8fba},
        {0x9089, 0x8fba}, {0x9f4b, 0x658e}, {0x9f4a, 0x6589}, {0x6fa4, 0x6ca2}, {0x5ee3, 0x5e83},
        {0x6afb, 0x685c}, {0x570b, 0x56fd}, {0x60e0, 0x6075}, {0x9f8d, 0x7adc}, {0x5cf6, 0x5d8b},
    };
    if (c >= 0x30a1 && c <= 0x30f6) {
        return c - 0x60;
    }
    if (c >= 0xff01 && c <= 0xff5e) {
        c -= 0xfee0;
    }
    if (c >= 'A' && c <= 'Z') {
        return c + 0x20;
    }
    for (size_t i = 0; i < sizeof older / sizeof older[0]; i++) {
        if (older[i][0] == c) {
            return older[i][1];
        }
    }
    return c;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == 0x3000;
}

static bool is_kanji(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9fff) || c == 0x3005 || (c >= 0xf900 && c <= 0xfaff) || c >= 0x20000;
}

static bool is_latin(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 0xc0 && c <= 0x24f);
}

enum err name_guard_begin(struct name_guard *guard, struct str text)
{
    guard->text = text;
    guard->n = 0;
    guard->worst = NAME_GUARD_NONE;
    guard->found_n = 0;
    if (text.n > NAME_GUARD_TEXT_MAX) {
        return ERR_LIMIT;
    }
    size_t at = 0;
    while (at < text.n) {
        guard->at[guard->n] = (uint16_t)at;
        guard->folded[guard->n++] = fold(next_character(text, &at));
    }
    guard->at[guard->n] = (uint16_t)text.n;
    guard->folded[guard->n] = 0;
    return OK;
}

/* --- matching --------------------------------------------------------------------------------------------------------- */

static void split(struct str text, struct name *name)
{
    size_t at = 0;
    name->n = 0;
    name->parts[0].n = 0;
    while (at < text.n && name->n < NAME_GUARD_PARTS) {
        uint32_t c = fold(next_character(text, &at));
        struct part *part = &name->parts[name->n];
        if (!is_blank(c) && part->n < NAME_GUARD_PART_MAX) {
            part->text[part->n++] = c;
        }
        bool ends = is_blank(c) || at >= text.n;
        if (ends && part->n > 0 && ++name->n < NAME_GUARD_PARTS) {
            name->parts[name->n].n = 0;
        }
    }
}

static bool stands_at(const struct name_guard *guard, size_t i, const uint32_t *text, size_t n)
{
    if (i + n > guard->n) {
        return false;
    }
    for (size_t k = 0; k < n; k++) {
        if (guard->folded[i + k] != text[k]) {
            return false;
        }
    }
    return true;
}

static uint32_t before(const struct name_guard *guard, size_t i)
{
    return i == 0 ? 0 : guard->folded[i - 1];
}

/* A Latin name is a word of its own; other scripts know no blanks. */
static bool is_word(const struct name_guard *guard, size_t i, size_t n)
{
    return !is_latin(guard->folded[i]) || (!is_latin(before(guard, i)) && !is_latin(guard->folded[i + n]));
}

static void find(struct name_guard *guard, enum name_guard_kind kind, size_t i, size_t n)
{
    const struct name_guard_place place = {kind, guard->at[i], (size_t)(guard->at[i + n] - guard->at[i])};
    size_t kept = guard->found_n < NAME_GUARD_FOUND_MAX ? guard->found_n : NAME_GUARD_FOUND_MAX;
    guard->worst = kind > guard->worst ? kind : guard->worst;
    for (size_t k = 0; k < kept; k++) {
        struct name_guard_place *old = &guard->found[k];
        bool apart = old->at + old->n <= place.at || place.at + place.n <= old->at;
        if (!apart) {
            *old = place.kind > old->kind ? place : *old;
            return;
        }
    }
    if (guard->found_n < NAME_GUARD_FOUND_MAX) {
        guard->found[guard->found_n] = place;
    } else if (kind == NAME_GUARD_CERTAIN) {
        guard->found[NAME_GUARD_FOUND_MAX - 1] = place; /* what must be reworded is always shown */
    }
    guard->found_n++;
}

/* How somebody is addressed after these characters. */
enum address { ADDRESS_NONE, ADDRESS_CHILD, ADDRESS_ANYBODY };

static enum address address_at(const struct name_guard *guard, size_t i)
{
    static const struct {
        uint32_t text[4];
        size_t n;
        enum address address;
    } rows[] = {
        {{0x3061, 0x3083, 0x3093}, 3, ADDRESS_CHILD}, /* ちゃん */
        {{0x304f, 0x3093}, 2, ADDRESS_CHILD},         /* くん */
        {{0x541b}, 1, ADDRESS_CHILD},                 /* 君 */
        {{0x305f, 0x3093}, 2, ADDRESS_CHILD},         /* たん */
        {{0x3055, 0x3093}, 2, ADDRESS_ANYBODY},       /* さん */
        {{0x3055, 0x307e}, 2, ADDRESS_ANYBODY},       /* さま */
        {{0x69d8}, 1, ADDRESS_ANYBODY},               /* 様 */
    };
    size_t from = i < guard->n && is_blank(guard->folded[i]) ? i + 1 : i;
    for (size_t k = 0; k < sizeof rows / sizeof rows[0]; k++) {
        if (stands_at(guard, from, rows[k].text, rows[k].n)) {
            return rows[k].address;
        }
    }
    return ADDRESS_NONE;
}

/* さくら組 is a class. */
static bool is_class_at(const struct name_guard *guard, size_t i)
{
    static const uint32_t read[] = {0x3050, 0x307f}; /* ぐみ */
    return guard->folded[i] == 0x7d44 || stands_at(guard, i, read, 2);
}

/* A part of a name at this place: what it says, with what stands around it. bare: it may also stand there unaddressed. */
static enum name_guard_kind judge(const struct name_guard *guard, const struct part *part, size_t i, bool bare)
{
    bool kanji = is_kanji(part->text[0]);
    bool within = is_kanji(before(guard, i)) || is_kanji(guard->folded[i + part->n]);
    bool joined = kanji && is_kanji(before(guard, i)); /* 林さん in 小林さん */
    switch (address_at(guard, i + part->n)) {
    case ADDRESS_CHILD:
        return joined || (part->n == 1 && !kanji) ? NAME_GUARD_PERHAPS : NAME_GUARD_CERTAIN;
    case ADDRESS_ANYBODY:
        if (is_latin(part->text[0])) {
            return NAME_GUARD_CERTAIN;
        }
        return kanji && !joined ? NAME_GUARD_CERTAIN : NAME_GUARD_PERHAPS;
    case ADDRESS_NONE:
        break;
    }
    if (!bare || is_class_at(guard, i + part->n)) {
        return NAME_GUARD_NONE;
    }
    if (part->n > 1) {
        return NAME_GUARD_PERHAPS;
    }
    return kanji && !within ? NAME_GUARD_PERHAPS : NAME_GUARD_NONE;
}

static void find_part(struct name_guard *guard, const struct part *part, bool bare)
{
    for (size_t i = 0; i + part->n <= guard->n; i++) {
        bool here = stands_at(guard, i, part->text, part->n) && is_word(guard, i, part->n);
        enum name_guard_kind kind = here ? judge(guard, part, i, bare) : NAME_GUARD_NONE;
        if (kind != NAME_GUARD_NONE) {
            find(guard, kind, i, part->n);
        }
    }
}

/* The characters that the whole name takes at this place, blanks between its parts or none; 0: it does not stand there. */
static size_t whole_at(const struct name_guard *guard, const struct name *name, size_t i)
{
    size_t at = i;
    for (size_t k = 0; k < name->n; k++) {
        while (k > 0 && at < guard->n && is_blank(guard->folded[at])) {
            at++;
        }
        if (!stands_at(guard, at, name->parts[k].text, name->parts[k].n)) {
            return 0;
        }
        at += name->parts[k].n;
    }
    return at - i;
}

static void find_whole(struct name_guard *guard, const struct name *name)
{
    for (size_t i = 0; name->n > 1 && i < guard->n; i++) {
        size_t n = whole_at(guard, name, i);
        if (n > 0 && is_word(guard, i, n)) {
            find(guard, NAME_GUARD_CERTAIN, i, n);
        }
    }
}

/* はなこ is also called はなちゃん. */
static void find_nickname(struct name_guard *guard, const struct part *given)
{
    if (given->n <= NICKNAME || is_latin(given->text[0]) || is_kanji(given->text[0])) {
        return;
    }
    for (size_t i = 0; i + NICKNAME <= guard->n; i++) {
        if (stands_at(guard, i, given->text, NICKNAME) && address_at(guard, i + NICKNAME) == ADDRESS_CHILD) {
            find(guard, NAME_GUARD_PERHAPS, i, NICKNAME);
        }
    }
}

static void find_name(struct name_guard *guard, struct str text, bool bare)
{
    struct name name;
    split(text, &name);
    find_whole(guard, &name);
    for (size_t i = 0; i < name.n; i++) {
        find_part(guard, &name.parts[i], bare);
    }
    if (name.n > 0) {
        find_nickname(guard, &name.parts[name.n - 1]);
    }
}

void name_guard_child(struct name_guard *guard, struct str name, struct str kana)
{
    find_name(guard, name, true);
    if (!str_equal(name, kana)) {
        find_name(guard, kana, false);
    }
}

static size_t index_of(const struct name_guard *guard, size_t at)
{
    size_t i = 0;
    while (i < guard->n && guard->at[i] < at) {
        i++;
    }
    return i;
}

struct str name_guard_excerpt(const struct name_guard *guard, const struct name_guard_place *place)
{
    size_t first = index_of(guard, place->at);
    size_t last = index_of(guard, place->at + place->n);
    for (size_t i = 0; i < AROUND && first > 0 && guard->folded[first - 1] != '\n'; i++) {
        first--;
    }
    for (size_t i = 0; i < AROUND && last < guard->n && guard->folded[last] != '\n'; i++) {
        last++;
    }
    return (struct str){guard->text.p + guard->at[first], (size_t)(guard->at[last] - guard->at[first])};
}
