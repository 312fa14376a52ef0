/* See read_book.h. */
#include "actions/read_book.h"

#include "base/banned.h"

struct reading {
    struct read_book *in;
    struct read_page page;
};

static void skip_head(void *arg, const struct book_sight *sight)
{
    (void)arg;
    (void)sight;
}

/* Of what was written anew the newest stands in the book; what was added stands beside it. */
static void take_revision(void *arg, const struct page_words *words)
{
    struct reading *reading = arg;
    if (words->revision->addition || words->revision->version == reading->page.sight.page.content_version) {
        reading->in->revision(reading->in->arg, words);
    }
}

static void take_photo(void *arg, const struct photo_row *row, struct db *db)
{
    struct reading *reading = arg;
    (void)db;
    reading->in->photo(reading->in->arg, row);
}

static void take_note(void *arg, const struct page_words *words)
{
    struct reading *reading = arg;
    reading->in->note(reading->in->arg, words);
}

static enum err read_part(struct tx *tx, struct reading *reading, int32_t day, enum book_part part)
{
    struct read_book *in = reading->in;
    in->part(in->arg, part);
    reading->page = (struct read_page){.caller = in->caller,
                                       .part = part,
                                       .child = in->child,
                                       .day = day,
                                       .head = skip_head,
                                       .photo = take_photo,
                                       .revision = take_revision,
                                       .note = take_note,
                                       .arg = reading,
                                       .audited = true};
    return read_page_on(tx, &reading->page);
}

static enum err look(struct tx *tx, struct read_book *in, int32_t list[BOOK_DAYS_MAX], size_t *ret_n)
{
    struct book_sight sight;
    enum err err = book_sight_child(tx, in->caller, in->child, in->to_day, BOOK_NURSERY, &sight);
    err = err == OK && !sight.child.as_guardian ? ERR_NOT_FOUND : err;
    err = err == OK ? book_audit(tx, in->caller, "read_whole_book", &sight) : err;
    return err == OK ? book_days(tx->db, sight.child.id, in->from_day, in->to_day, list, ret_n) : err;
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_book *in = arg;
    struct reading reading = {.in = in};
    int32_t list[BOOK_DAYS_MAX];
    size_t n = 0;
    enum err err = look(tx, in, list, &n);
    in->next_day = n == BOOK_DAYS_MAX ? list[n - 1] + 1 : 0;
    for (size_t i = 0; err == OK && i < n; i++) {
        if (!in->room(in->arg)) {
            in->next_day = list[i];
            break;
        }
        in->day(in->arg, list[i]);
        err = read_part(tx, &reading, list[i], BOOK_HOME);
        err = err == OK ? read_part(tx, &reading, list[i], BOOK_NURSERY) : err;
    }
    return err;
}

enum err read_book(struct lane *lane, struct read_book *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
