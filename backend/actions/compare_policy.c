/* See compare_policy.h. */
#include "actions/compare_policy.h"

#include "store/policy_store.h"

#include "base/banned.h"

enum { SITES_AT_ONCE = 8 };

static uint32_t differing(const struct policy *a, const struct policy *b, struct buf *text)
{
    uint32_t sections = 0;
    for (int i = 0; i < POLICY_SECTION_COUNT; i++) {
        sections |= policy_section_same(a, b, (enum policy_section)i, text) ? 0 : UINT32_C(1) << i;
    }
    return sections;
}

/* The room's rules as they are and as they would be. */
static enum err tell_room(struct db *db, struct compare_policy *in, const struct site *room, const struct policy *fresh)
{
    struct compare_policy_scratch *scratch = in->scratch;
    struct policy_effect effect = {.room = room};
    const struct policy *now = NULL;
    struct buf text;
    enum err err = policy_on(db, room->id, in->head.valid_from_day, &now);
    effect.first = err == ERR_NOT_FOUND;
    if (err != OK && !effect.first) {
        return err;
    }
    buf_init(&text, scratch->text, sizeof scratch->text);
    effect.sections = effect.first ? 0 : differing(now, fresh, &text);
    policy_check(fresh, &effect.faults);
    in->rooms_wrong = in->rooms_wrong || effect.faults.n > 0;
    in->room(in->arg, &effect);
    return OK;
}

/* The municipality's document: every room that has rules of its own stands over it. */
static enum err tell_rooms(struct db *db, struct compare_policy *in)
{
    struct compare_policy_scratch *scratch = in->scratch;
    struct site list[SITES_AT_ONCE];
    int64_t after = 0;
    size_t n = SITES_AT_ONCE;
    enum err err = OK;
    while (err == OK && n == SITES_AT_ONCE) {
        err = site_list(db, SITE_SICKROOM, after, list, SITES_AT_ONCE, &n);
        for (size_t i = 0; err == OK && i < n; i++) {
            struct json_faults unread;
            after = list[i].id;
            err = policy_over(db, after, in->head.valid_from_day, &scratch->fresh, &scratch->room, &unread);
            if (err == OK) {
                err = tell_room(db, in, &list[i], &scratch->room);
            } else if (err == ERR_NOT_FOUND) {
                err = OK; /* nothing to change yet */
            }
        }
    }
    return err;
}

struct following {
    int32_t from_day;
    int32_t next_day;
};

static void look_later(void *arg, const struct policy_row *row)
{
    struct following *following = arg;
    if (row->valid_from_day > following->from_day && row->valid_from_day < following->next_day) {
        following->next_day = row->valid_from_day;
    }
}

static enum err read_document(struct db *db, struct compare_policy *in)
{
    struct compare_policy_scratch *scratch = in->scratch;
    const struct policy *town = NULL;
    policy_init(&scratch->fresh);
    enum err err = policy_decode(in->document, &scratch->fresh, &in->head, &in->faults);
    if (err != OK || in->head.kind == POLICY_MUNICIPALITY) {
        return err;
    }
    err = policy_on(db, 0, in->head.valid_from_day, &town);
    if (err != OK) {
        return err;
    }
    scratch->fresh = *town;
    return policy_decode(in->document, &scratch->fresh, &in->head, &in->faults);
}

enum err compare_policy(struct db *db, struct compare_policy *in)
{
    struct compare_policy_scratch *scratch = in->scratch;
    struct site site = {.id = 0};
    in->rooms_wrong = false;
    enum err err = read_document(db, in);
    if (err == OK && in->head.kind == POLICY_SICK_ROOM) {
        err = site_by_public_id(db, str_of(in->head.site), &site);
        err = err == OK && site.kind != SITE_SICKROOM ? ERR_NOT_FOUND : err;
    }
    struct following following = {in->head.valid_from_day, INT32_MAX};
    err = err == OK ? policy_each(db, site.id, look_later, &following) : err;
    in->until_day = following.next_day == INT32_MAX ? INT32_MAX : following.next_day - 1;
    if (err == OK) {
        err = site.id != 0 ? tell_room(db, in, &site, &scratch->fresh) : tell_rooms(db, in);
    }
    return err;
}
