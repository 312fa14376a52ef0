/* See keep_photo.h. */
#include "actions/keep_photo.h"

#include <assert.h>

#include "actions/book_sight.h"
#include "actions/photo_kept.h"
#include "actions/photo_sealed.h"
#include "base/civil.h"

#include "base/banned.h"

struct str keep_photo_seal(const struct keys *keys, const char *public_id, enum photo_size size, struct str plain,
                           unsigned char *out)
{
    photo_sealed_close(keys, public_id, size, plain, out);
    return (struct str){(const char *)out, plain.n + SECRET_SEAL_OVERHEAD};
}

static enum err look(struct tx *tx, const struct caller *caller, const struct photo_place *place,
                     struct book_sight *ret)
{
    enum err err = place->kind == PHOTO_CLASS
                       ? book_sight_note(tx, caller, place->site, place->class_name, place->day, ret)
                       : book_sight_child(tx, caller, place->child, place->day, BOOK_NURSERY, ret);
    return err == OK && !ret->as_staff ? ERR_NOT_FOUND : err;
}

static enum err how_many(struct tx *tx, const struct book_sight *sight, size_t *ret)
{
    struct photo_ids ids;
    enum err err = sight->part == BOOK_NOTE
                       ? photo_ids_of_class(tx->db, sight->nursery_id, sight->day, str_of(sight->class_name), &ids)
                       : photo_ids_of_child(tx->db, sight->child.id, sight->day, &ids);
    *ret = err == OK ? ids.n : 0;
    return err;
}

static enum photo_refusal judge(const struct book_sight *sight, size_t photos, int64_t now_ms)
{
    if (!sight->open) {
        return PHOTO_CLOSED;
    }
    if (sight->day > civil_day_of_ms(now_ms)) {
        return PHOTO_EARLY;
    }
    if (sight->page.state == BOOK_RELEASED && sight->approval && !sight->as_lead) {
        return PHOTO_APPROVAL;
    }
    return photos >= PHOTO_PAGE_MAX ? PHOTO_FULL : PHOTO_ADDED;
}

struct named {
    int64_t id[PHOTO_CHILDREN_MAX + 1];
    size_t n;
    bool all_agree;
};

static enum err name_one(struct tx *tx, const struct book_sight *sight, struct str child, struct named *named)
{
    bool agreed = false;
    assert(named->n <= PHOTO_CHILDREN_MAX);
    enum err err = photo_named(tx->db, child, sight->nursery_id, sight->day, &named->id[named->n], &agreed);
    named->n += err == OK ? 1 : 0;
    named->all_agree = named->all_agree && agreed;
    return err;
}

static enum err name_all(struct tx *tx, const struct keep_photo *ask, const struct book_sight *sight,
                         struct named *named)
{
    *named = (struct named){.all_agree = true};
    enum err err = ask->children_n > PHOTO_CHILDREN_MAX ? ERR_LIMIT : OK;
    if (err == OK && sight->part != BOOK_NOTE) {
        err = name_one(tx, sight, str_of(sight->child.public_id), named);
    }
    for (size_t i = 0; err == OK && i < ask->children_n; i++) {
        err = name_one(tx, sight, ask->children[i], named);
    }
    return err;
}

static enum err add(struct tx *tx, const struct caller *caller, const struct keep_photo *ask,
                    const struct book_sight *sight, const struct named *named)
{
    int64_t id;
    const struct photo_spot spot = {.nursery_id = sight->nursery_id,
                                    .child_id = sight->child.id,
                                    .class_name = str_of(sight->class_name),
                                    .day = sight->day,
                                    .about = STR("")};
    enum err err = photo_kept_add(tx, caller, ask, &spot, &id);
    for (size_t i = 0; err == OK && i < named->n; i++) {
        err = photo_add_child(tx->db, id, named->id[i]);
    }
    return err;
}

/* What was approved and waits for its time is another page now (R-CB-04). */
static enum err ask_again(struct tx *tx, struct book_sight *sight)
{
    bool waits = sight->page.state == BOOK_SCHEDULED && sight->approval && !sight->as_lead;
    if (sight->page.id == 0 || !waits) {
        return OK;
    }
    sight->page.state = BOOK_DRAFT;
    sight->page.release_ms = 0;
    return book_page_set(tx->db, &sight->page);
}

enum err keep_photo(struct tx *tx, const struct caller *caller, void *arg)
{
    struct keep_photo *ask = arg;
    struct book_sight sight;
    struct named named;
    size_t photos = 0;
    assert(ask->place.kind == PHOTO_CHILD || ask->place.kind == PHOTO_CLASS);
    enum err err = look(tx, caller, &ask->place, &sight);
    err = err == OK ? how_many(tx, &sight, &photos) : err;
    ask->refusal = err == OK ? judge(&sight, photos, tx->now_ms) : PHOTO_ADDED;
    if (err != OK || ask->refusal != PHOTO_ADDED) {
        return err;
    }
    err = name_all(tx, ask, &sight, &named);
    ask->refusal = err == OK && !named.all_agree ? PHOTO_NO_CONSENT : PHOTO_ADDED;
    if (err != OK || ask->refusal != PHOTO_ADDED) {
        return err;
    }
    err = add(tx, caller, ask, &sight, &named);
    err = err == OK ? ask_again(tx, &sight) : err;
    err = err == OK ? book_audit(tx, caller, "add_photo", &sight) : err;
    if (err == OK) {
        book_tell(tx, &sight);
    }
    return err;
}
