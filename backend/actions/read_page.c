/* See read_page.h. */
#include "actions/read_page.h"

#include <assert.h>

#include "actions/page_photos.h"
#include "core/hidden.h"

#include "base/banned.h"

enum { PLAIN_AT = 0, COPY_AT = BOOK_PAGE_BYTES_MAX + 1, SCRATCH_NEEDED = 2 * (BOOK_PAGE_BYTES_MAX + 1) };
_Static_assert((int)SCRATCH_NEEDED <= (int)LANE_SCRATCH_BYTES, "a page twice fits into what the lane lends");

static enum err take_revision(void *arg, const struct book_revision *revision)
{
    struct read_page *in = arg;
    struct buf plain;
    struct buf copy;
    char *scratch = in->tx->scratch;
    bool hide = (in->sight.child.hides & HIDDEN_PICKUP) != 0;
    struct page_words words = {.revision = revision, .page = STR(""), .facts = {.tenths = -1}};
    buf_init(&plain, scratch + PLAIN_AT, BOOK_PAGE_BYTES_MAX + 1);
    buf_init(&copy, scratch + COPY_AT, BOOK_PAGE_BYTES_MAX + 1);
    if (book_open(in->tx, in->sight.page.public_id, revision, &plain) == OK) {
        words.facts = book_facts(buf_view(&plain), in->part, hide, &copy);
        words.page = hide ? buf_view(&copy) : buf_view(&plain);
    }
    in->revision(in->arg, &words);
    return OK;
}

static enum err take_note(void *arg, const struct book_revision *revision)
{
    struct read_page *in = arg;
    struct buf plain;
    struct page_words words = {.revision = revision, .facts = {.tenths = -1}};
    buf_init(&plain, in->tx->scratch, BOOK_PAGE_BYTES_MAX + 1);
    enum err err = book_open(in->tx, in->note_page.public_id, revision, &plain);
    words.page = err == OK ? buf_view(&plain) : STR("");
    in->note(in->arg, &words);
    return OK;
}

/* The note of the class is every child's in it. */
static enum err find_note(struct tx *tx, struct read_page *in)
{
    const struct book_sight *sight = &in->sight;
    bool may = in->part == BOOK_NURSERY && sight->open;
    in->note_page = (struct book_page){0};
    return may ? book_note(tx->db, sight->nursery_id, sight->day, str_of(sight->class_name), &in->note_page) : OK;
}

static enum err show_photos(struct tx *tx, const struct read_page *in)
{
    const struct page_photos photos = {
        .caller = in->caller, .sight = &in->sight, .note = &in->note_page, .take = in->photo, .arg = in->arg};
    return in->photo == NULL ? OK : page_photos(tx, &photos);
}

static enum err show_note(struct tx *tx, struct read_page *in)
{
    return in->note != NULL && in->note_page.shown_version > 0
               ? book_revision(tx->db, in->note_page.id, in->note_page.content_version, take_note, in)
               : OK;
}

static bool family_only(const struct read_page *in)
{
    return !in->sight.as_staff;
}

/* What a family may not see yet is not there for it. */
static void hide_draft(struct book_sight *sight)
{
    if (sight->page.shown_version == 0) {
        sight->page = (struct book_page){0};
    }
}

static enum err leave_receipt(struct tx *tx, const struct read_page *in)
{
    const struct book_page *page = &in->sight.page;
    bool reads = in->sight.child.as_guardian && in->part == BOOK_NURSERY && page->shown_version > 0;
    return reads ? book_read_put(tx->db, page->id, in->caller->account_id, page->version, tx->now_ms) : OK;
}

static int64_t first_shown(const struct read_page *in)
{
    const struct book_page *page = &in->sight.page;
    int64_t from = family_only(in) ? page->shown_version : 1;
    int64_t bound = page->version - BOOK_REVISIONS_MAX + 1;
    return from > bound ? from : bound;
}

enum err read_page_on(struct tx *tx, struct read_page *in)
{
    assert(in->head != NULL);
    assert(in->revision != NULL);
    in->tx = tx;
    enum err err = in->part == BOOK_NOTE
                       ? book_sight_note(tx, in->caller, in->site, in->class_name, in->day, &in->sight)
                       : book_sight_child(tx, in->caller, in->child, in->day, in->part, &in->sight);
    err = err == OK && !in->audited ? book_audit(tx, in->caller, "read_book", &in->sight) : err;
    err = err == OK ? leave_receipt(tx, in) : err;
    if (err != OK) {
        return err;
    }
    if (family_only(in)) {
        hide_draft(&in->sight);
    }
    in->head(in->arg, &in->sight);
    err = find_note(tx, in);
    err = err == OK ? show_photos(tx, in) : err;
    err = err == OK ? show_note(tx, in) : err;
    if (err != OK || in->sight.page.id == 0) {
        return err;
    }
    err = book_revisions(tx->db, in->sight.page.id, first_shown(in), take_revision, in);
    bool receipts = in->reader != NULL && in->sight.as_staff && in->part == BOOK_NURSERY &&
                    in->sight.page.shown_version > 0;
    return err == OK && receipts ? book_readers(tx->db, in->sight.page.id, in->sight.child.id, in->reader, in->arg)
                                 : err;
}

static enum err run(struct tx *tx, void *arg)
{
    return read_page_on(tx, arg);
}

enum err read_page(struct lane *lane, struct read_page *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
