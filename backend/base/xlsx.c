/* See xlsx.h. The library writes files: it is given one that lives in memory and has no name. It also takes more stack than the server's
 * threads have, so that it works on a thread of its own, for as long as one workbook takes. */
#include "base/xlsx.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/banned.h"

enum {
    FIELD_BYTES = 1024,
    PATH_BYTES = 40,
    DIGITS_MAX = 9,
    NUMBER_BASE = 10,
    STACK_BYTES = 1024 * 1024,
    MADE_S = 1767225600, /* a fixed moment, 2026-01-01: the same content gives the same bytes */
};

/* Where reading the text stands. */
struct walk {
    struct str rest;
    char field[FIELD_BYTES];
    bool quoted;
    bool ends_line;
};

static bool at_end(const struct walk *walk)
{
    return walk->rest.n == 0;
}

static void skip(struct walk *walk, size_t n)
{
    walk->rest.p += n;
    walk->rest.n -= n;
}

/* What stands in the quotes, "" for ". The text behind the quotes begins with a comma or a line's end. */
static void take_quoted(struct walk *walk, struct buf *out)
{
    skip(walk, 1);
    while (!at_end(walk)) {
        bool twice = walk->rest.n > 1 && walk->rest.p[0] == '"' && walk->rest.p[1] == '"';
        if (walk->rest.p[0] == '"' && !twice) {
            skip(walk, 1);
            return;
        }
        buf_char(out, walk->rest.p[0]);
        skip(walk, twice ? 2 : 1);
    }
}

/* The next field; a text longer than FIELD_BYTES is cut. */
static void take_field(struct walk *walk)
{
    struct buf out;
    buf_init(&out, walk->field, sizeof walk->field);
    walk->quoted = !at_end(walk) && walk->rest.p[0] == '"';
    if (walk->quoted) {
        take_quoted(walk, &out);
    }
    while (!at_end(walk) && walk->rest.p[0] != ',' && walk->rest.p[0] != '\r') {
        buf_char(&out, walk->rest.p[0]);
        skip(walk, 1);
    }
    walk->ends_line = at_end(walk) || walk->rest.p[0] == '\r';
    skip(walk, at_end(walk) ? 0 : walk->ends_line && walk->rest.n > 1 ? 2 : 1);
}

static bool is_number(const char *text)
{
    size_t n = strlen(text);
    return n > 0 && n <= DIGITS_MAX && strspn(text, "0123456789") == n && (n == 1 || text[0] != '0');
}

static int32_t number_of(const char *text)
{
    int32_t number = 0;
    for (; *text != '\0'; text++) {
        number = number * NUMBER_BASE + (*text - '0');
    }
    return number;
}

/* The apostrophe in front of what looks like a formula is a defence of text files: a cell that is a text needs none. */
static const char *cell_text(const struct walk *walk)
{
    bool defused = walk->quoted && walk->field[0] == '\'' && walk->field[1] != '\0' &&
                   strchr("=+-@\t\r", walk->field[1]) != NULL;
    return defused ? walk->field + 1 : walk->field;
}

static void write_cells(struct str csv, lxw_worksheet *sheet)
{
    struct walk walk = {.rest = csv};
    lxw_row_t row = 0;
    lxw_col_t column = 0;
    while (!at_end(&walk)) {
        take_field(&walk);
        if (!walk.quoted && is_number(walk.field)) {
            worksheet_write_number(sheet, row, column, number_of(walk.field), NULL);
        } else if (walk.field[0] != '\0') {
            worksheet_write_string(sheet, row, column, cell_text(&walk), NULL);
        }
        row += walk.ends_line ? 1 : 0;
        column = (lxw_col_t)(walk.ends_line ? 0 : column + 1);
    }
}

struct book {
    const char *path;
    struct str csv;
    const char *sheet;
    int head;
    int left;
    enum err err;
};

static void *write_book(void *arg)
{
    struct book *ask = arg;
    lxw_doc_properties properties = {.created = MADE_S};
    lxw_workbook *book = workbook_new(ask->path);
    lxw_worksheet *sheet = book == NULL ? NULL : workbook_add_worksheet(book, ask->sheet);
    ask->err = ERR_IO;
    if (sheet == NULL) {
        return NULL;
    }
    workbook_set_properties(book, &properties);
    worksheet_freeze_panes(sheet, (lxw_row_t)ask->head, (lxw_col_t)ask->left);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    write_cells(ask->csv, sheet);
    ask->err = workbook_close(book) == LXW_NO_ERROR ? OK : ERR_IO;
    return NULL;
}

static enum err on_own_thread(struct book *book)
{
    pthread_attr_t attributes;
    pthread_t thread;
    int rc = pthread_attr_init(&attributes);
    if (rc != 0) {
        return ERR_IO;
    }
    rc = pthread_attr_setstacksize(&attributes, STACK_BYTES);
    rc = rc == 0 ? pthread_create(&thread, &attributes, write_book, book) : rc;
    pthread_attr_destroy(&attributes);
    if (rc != 0 || pthread_join(thread, NULL) != 0) {
        return ERR_IO;
    }
    return book->err;
}

static enum err read_back(int fd, struct buf *to)
{
    char piece[FIELD_BYTES];
    off_t at = 0;
    ssize_t n = pread(fd, piece, sizeof piece, at);
    while (n > 0) {
        buf_add(to, piece, (size_t)n);
        at += n;
        n = pread(fd, piece, sizeof piece, at);
    }
    return n < 0 ? ERR_IO : to->overflow ? ERR_LIMIT : OK;
}

enum err xlsx_of_csv(struct str csv, const char *sheet, int head, int left, struct buf *to)
{
    static const char mark[] = "\xEF\xBB\xBF";
    char path[PATH_BYTES];
    int fd = memfd_create("sheet", MFD_CLOEXEC);
    if (fd < 0) {
        return ERR_IO;
    }
    if (str_starts(csv, mark)) {
        csv = (struct str){csv.p + strlen(mark), csv.n - strlen(mark)};
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct book book = {path, csv, sheet, head, left, ERR_IO};
    enum err err = on_own_thread(&book);
    err = err == OK ? read_back(fd, to) : err;
    close(fd);
    return err;
}
