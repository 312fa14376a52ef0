/* The sentences of messages, out of the catalogs web/words/LANGUAGE.po (keys mail.*), which are built into the program. */
#pragma once

#include <stdbool.h>

#include "base/str.h"

/* The sentence of a key in a language; where the language has none, in easy Japanese, else in Japanese (R-UX-03). NULL: nobody has it. */
const char *words_find(const char *language, const char *key);
/* The same for "mail.WORD.PART". */
const char *words_of(const char *language, const char *word, const char *part);

struct words_place {
    const char *name; /* "room": stands as {room} */
    struct str value; /* its line breaks and other control characters become blanks */
    bool block;       /* made of sentences: lines of its own are meant */
};
/* The sentence with its places filled; an unknown place stays as it stands. */
void words_fill(struct buf *out, const char *sentence, const struct words_place *places, size_t n);
/* The i-th word (from 0) of a sentence that is a list with blanks between; empty when there are fewer. */
struct str words_nth(const char *list, int32_t i);
