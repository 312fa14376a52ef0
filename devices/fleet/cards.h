/* The cards that a simulated entrance sees: the rows of `tsubame demo --cards FILE` (card_uid,child_id,site_id). */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "base/secret.h"
#include "wire/topics.h"

struct cards_row {
    char site[TOPICS_ID_BYTES];
    unsigned char uid[8];
    size_t uid_n;
};

struct cards {
    struct cards_row *rows;
    size_t n;
};

/* Reads the whole file. ERR_INVALID with the line's number in *ret_line; ERR_IO. Free with cards_close. */
enum err cards_open(const char *path, struct cards *ret, int *ret_line) NODISCARD;
void cards_close(struct cards *cards);
