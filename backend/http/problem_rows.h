/* A row of the tables behind problem_words.h. A key that is no code of the contract names the code it goes out under. */
#pragma once

#include <stddef.h>

struct problem_row {
    const char *key;
    const char *code; /* NULL: the key */
    const char *title[2];
    const char *detail[2];
};

extern const struct problem_row problem_rows_nursery[];
extern const size_t problem_rows_nursery_n;
