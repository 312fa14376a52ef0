/* See read_photo.h. */
#include "actions/read_photo.h"

#include "actions/photo_audit.h"
#include "actions/photo_sealed.h"
#include "store/photo_store.h"

#include "base/banned.h"

static enum err open_bytes(void *arg, struct str sealed)
{
    struct read_photo *in = arg;
    struct buf plain;
    buf_init(&plain, (char *)in->out, in->max);
    enum err err = photo_sealed_open(in->keys, in->public_id, in->size, sealed, &plain);
    in->n = plain.n;
    return err;
}

/* What the family reads in the list of who looked at what. */
static const char *reading_word(enum photo_kind kind, enum photo_size size)
{
    if (kind == PHOTO_PAPER) {
        return "read_paper";
    }
    if (kind == PHOTO_PICKUP) {
        return "read_pickup_photo";
    }
    return size == PHOTO_SMALL ? "read_small_photo" : "read_photo";
}

static enum err run(struct tx *tx, void *arg)
{
    struct read_photo *in = arg;
    struct photo_row row;
    enum err err = photo_get(tx->db, in->photo, in->caller->account_id, &row);
    if (err != OK) {
        return err;
    }
    /* That the page is released and of the viewer's class is what the link says. */
    row.sight.released = true;
    row.sight.of_class = true;
    if (!photo_shown(&row.sight)) {
        return ERR_NOT_FOUND;
    }
    in->keys = tx->keys;
    in->public_id = row.public_id;
    err = photo_audit(tx, in->caller, reading_word(row.sight.kind, in->size), &row);
    return err == OK ? photo_bytes(tx->db, row.id, in->size, open_bytes, in) : err;
}

enum err read_photo(struct lane *lane, struct read_photo *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}
