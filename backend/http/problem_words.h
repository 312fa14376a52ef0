/* The few sentences the program itself says to people: titles and details of problems, in Japanese and English. All other sentences
 * are in web/words. `title` says what, `detail` says what to do next. */
#pragma once

#include "http/request.h"

struct problem_words {
    const char *code; /* what the contract calls it */
    const char *title;
    const char *detail;
};

/* Never empty: an unknown key gets its own name as title and a general detail. */
struct problem_words problem_words(const char *key, enum request_language language);
