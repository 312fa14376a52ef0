/* See cards.h. */
#include "fleet/cards.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/banned.h"

enum { LINE_BYTES = 256, GROW = 1024 };

/* The text up to the next comma or the end; `rest` moves behind it. */
static struct str field(struct str *rest)
{
    size_t n = 0;
    while (n < rest->n && rest->p[n] != ',') {
        n++;
    }
    struct str had = {rest->p, n};
    size_t used = n < rest->n ? n + 1 : n;
    *rest = (struct str){rest->p + used, rest->n - used};
    return had;
}

static enum err read_row(struct str line, struct cards_row *row)
{
    struct str rest = line;
    struct str uid = field(&rest);
    struct str child = field(&rest);
    struct str site = field(&rest);
    (void)child;
    row->uid_n = uid.n / 2;
    bool length_fits = uid.n == 8 || uid.n == 14 || uid.n == 16;
    if (!length_fits || str_unhex(uid, row->uid, row->uid_n) != OK || !topics_is_id(site)) {
        return ERR_INVALID;
    }
    return str_copy(site, row->site, sizeof row->site);
}

static void grow(struct cards *cards)
{
    if (cards->n % GROW == 0) {
        struct cards_row *rows = realloc(cards->rows, (cards->n + GROW) * sizeof *rows);
        if (rows == NULL) {
            abort();
        }
        cards->rows = rows;
    }
}

enum err cards_open(const char *path, struct cards *ret, int *ret_line)
{
    char line[LINE_BYTES];
    struct cards cards = {NULL, 0};
    enum err err = OK;
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return ERR_IO;
    }
    for (*ret_line = 1; err == OK && fgets(line, sizeof line, file) != NULL; (*ret_line)++) {
        size_t n = strcspn(line, "\r\n");
        if (n == 0 || (*ret_line == 1 && strncmp(line, "card_uid", 8) == 0)) {
            continue;
        }
        grow(&cards);
        err = read_row((struct str){line, n}, &cards.rows[cards.n]);
        cards.n += err == OK ? 1 : 0;
    }
    fclose(file);
    if (err != OK) {
        (*ret_line)--;
        cards_close(&cards);
        return ERR_INVALID;
    }
    *ret = cards;
    return OK;
}

void cards_close(struct cards *cards)
{
    free(cards->rows);
    *cards = (struct cards){NULL, 0};
}
