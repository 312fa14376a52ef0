/* See page_photos.h. */
#include "actions/page_photos.h"

#include "base/banned.h"

static enum err show(struct tx *tx, const struct page_photos *in, const struct photo_ids *ids,
                     const struct book_page *page)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < ids->n; i++) {
        struct photo_row row;
        err = photo_get(tx->db, str_of(ids->id[i]), in->caller->account_id, &row);
        row.sight.released = err == OK && page->shown_version > 0;
        row.sight.of_class = true; /* the page is the child's, or the note of its class */
        if (err == OK && photo_shown(&row.sight)) {
            in->take(in->arg, &row, tx->db);
        }
    }
    return err;
}

enum err page_photos(struct tx *tx, const struct page_photos *in)
{
    const struct book_sight *sight = in->sight;
    struct photo_ids ids = {.n = 0};
    if (sight->part == BOOK_HOME || !sight->open) {
        return OK;
    }
    enum err err = sight->part == BOOK_NURSERY ? photo_ids_of_child(tx->db, sight->child.id, sight->day, &ids) : OK;
    err = err == OK ? show(tx, in, &ids, &sight->page) : err;
    if (err != OK || (sight->part == BOOK_NURSERY && in->note->shown_version == 0)) {
        return err;
    }
    err = photo_ids_of_class(tx->db, sight->nursery_id, sight->day, str_of(sight->class_name), &ids);
    return err == OK ? show(tx, in, &ids, sight->part == BOOK_NOTE ? &sight->page : in->note) : err;
}
