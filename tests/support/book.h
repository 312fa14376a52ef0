/* Pages of the contact book in the small municipality of nursery.h, written and read by the real verbs on the real lane. */
#ifndef SUPPORT_BOOK_H
#define SUPPORT_BOOK_H

#include "actions/read_page.h"
#include "actions/release_pages.h"
#include "actions/write_page.h"
#include "support/nursery.h"

/* What was shown of one page: the newest content, how many revisions and additions, who has read. */
struct book_shown {
    int64_t version;
    enum book_state state;
    enum book_home home;
    int revisions;
    int additions;
    int readers;
    int read_by;
    bool note;
    char page[BOOK_PAGE_BYTES_MAX + 1];
    char added[BOOK_PAGE_BYTES_MAX + 1]; /* the newest addition */
};

/* Writes `json` as whoever it is; `version` 0: the first. Returns what the verb did; 404 as −1. The last ask is kept. */
int book_write(struct nursery_world *world, struct caller caller, const char *child, enum book_part part,
               int64_t version, const char *json);
/* The home part of c1 on another day, the first of it. */
int book_write_on(struct nursery_world *world, struct caller caller, int32_t day, const char *json);
/* What stood there when it was refused because somebody wrote meanwhile; its version. */
const char *book_present(void);
int64_t book_present_version(void);
enum err book_show(struct nursery_world *world, struct caller caller, const char *child, enum book_part part,
                   struct book_shown *ret);
/* Releases child c1 (and the note of class "a" when wanted) at an instant, 0 now. Returns how many pages are released now, 10 × scheduled,
 * 100 × submitted. */
int book_let_go(struct nursery_world *world, struct caller caller, bool note, int64_t at_ms);
/* The note of class "a". */
int book_write_note(struct nursery_world *world, struct caller caller, int64_t version, const char *json);
/* What the agenda says is done. */
void book_agenda(struct nursery_world *world);
/* A statement of the test's own, past the program. */
void book_change(const struct nursery_world *world, const char *sql);
/* One number of the database. */
int64_t book_count(const struct nursery_world *world, const char *sql);

#endif
