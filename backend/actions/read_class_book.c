/* See read_class_book.h. */
#include "actions/read_class_book.h"

#include "actions/book_sight.h"

#include "base/banned.h"

enum { PAGE_BYTES = BOOK_PAGE_BYTES_MAX + 1, SCRATCH_NEEDED = 3 * PAGE_BYTES + (int)sizeof(struct book_setting) };
_Static_assert((int)SCRATCH_NEEDED <= (int)LANE_SCRATCH_BYTES, "two pages and a copy fit into what the lane lends");

struct opening {
    struct read_class_book *in;
    const struct book_page *page;
    struct buf plain;
};

static enum err take(void *arg, const struct book_revision *revision)
{
    struct opening *opening = arg;
    return book_open(opening->in->tx, opening->page->public_id, revision, &opening->plain);
}

/* `place`: which part of the scratch memory holds it. */
static struct class_page open_page(struct read_class_book *in, const struct book_page *page, enum book_part part,
                                   int place)
{
    char *scratch = in->tx->scratch;
    struct buf copy;
    struct class_page out = {.page = STR(""), .facts = {.tenths = -1}};
    struct opening opening = {.in = in, .page = page};
    buf_init(&opening.plain, scratch + (size_t)place * PAGE_BYTES, PAGE_BYTES);
    buf_init(&copy, scratch + (size_t)2 * PAGE_BYTES, PAGE_BYTES);
    out.additions = page->version - page->content_version;
    if (page->id == 0 || page->content_version == 0) {
        return out;
    }
    if (book_revision(in->tx->db, page->id, page->content_version, take, &opening) != OK) {
        in->failed = true;
        return out;
    }
    out.page = buf_view(&opening.plain);
    out.facts = book_facts(out.page, part, false, &copy);
    return out;
}

static void take_line(void *arg, const struct book_line *line)
{
    struct read_class_book *in = arg;
    const struct class_page home = open_page(in, &line->home, BOOK_HOME, 0);
    const struct class_page nursery = open_page(in, &line->nursery, BOOK_NURSERY, 1);
    in->line(in->arg, line, &home, &nursery);
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_class_book *in = arg;
    struct book_sight sight;
    struct book_setting setting;
    in->tx = tx;
    in->failed = false;
    enum err err = book_sight_note(tx, in->caller, in->site, in->class_name, in->day, &sight);
    err = err == OK ? book_audit(tx, in->caller, "read_class_book", &sight) : err;
    err = err == OK ? book_setting(tx->db, sight.nursery_id, &setting) : err;
    if (err != OK) {
        return err;
    }
    const struct book_class which = {sight.nursery_id, in->day, in->class_name, in->caller->account_id};
    err = book_classes(tx->db, &which, in->class_of, in->arg);
    if (err == OK) {
        in->head(in->arg, &setting);
        err = book_class(tx->db, &which, take_line, in);
    }
    return err == OK && in->failed ? ERR_IO : err;
}

enum err read_class_book(struct lane *lane, struct read_class_book *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
