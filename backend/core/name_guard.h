/* A text that goes to several families names no child of the nursery: before it goes out it is looked through for the names of all of them, family and
 * given, as written and as read, in either script and with the older forms of a character. Pure.
 *
 * CERTAIN: the whole name, or a part of it that is addressed (はなちゃん, 森くん). Such a text is not sent; only other words help. (One child's
 * matter went to a whole class because nobody looked; R-NTC-01.)
 * PERHAPS: a part that may be another word: はな in おはなし, 森 in 森へ行く, みな in みなさん. Its place is shown, and the writer says that it is nobody's
 * name; that is written down. A single kanji inside a word of several (森林), a class (さくら組) and the reading of a name that is written otherwise
 * (なお, of 直) are not even shown, or nobody would read the warnings.
 * What it cannot see: nicknames that share no beginning with the name, and a child who is told of without a name. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

enum {
    NAME_GUARD_TEXT_MAX = 8192, /* characters; so many bytes are never more */
    NAME_GUARD_FOUND_MAX = 12,  /* places that are kept; all are counted */
    NAME_GUARD_PART_MAX = 32,
    NAME_GUARD_PARTS = 4,
};

enum name_guard_kind { NAME_GUARD_NONE, NAME_GUARD_PERHAPS, NAME_GUARD_CERTAIN };

struct name_guard_place {
    enum name_guard_kind kind;
    size_t at; /* bytes of the text */
    size_t n;
};

struct name_guard {
    struct str text; /* as given; outlives the guard */
    size_t n;
    enum name_guard_kind worst;
    size_t found_n; /* places, those beyond FOUND_MAX too */
    struct name_guard_place found[NAME_GUARD_FOUND_MAX];
    uint32_t folded[NAME_GUARD_TEXT_MAX + 1];
    uint16_t at[NAME_GUARD_TEXT_MAX + 1]; /* where each character begins */
};

/* ERR_LIMIT: the text is too long. Valid UTF-8. */
enum err name_guard_begin(struct name_guard *guard, struct str text) NODISCARD;
/* Looks for one child: its name and its reading, "family given". */
void name_guard_child(struct name_guard *guard, struct str name, struct str kana);
/* The place with a few characters around it, on one line. */
struct str name_guard_excerpt(const struct name_guard *guard, const struct name_guard_place *place);
