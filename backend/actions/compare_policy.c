/* See compare_policy.h. */
#include "actions/compare_policy.h"

#include "store/policy_store.h"

#include "base/banned.h"

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

struct telling {
    struct db *db;
    struct compare_policy *in;
};

static enum err tell_one(void *arg, const struct site *room)
{
    const struct telling *telling = arg;
    struct compare_policy *in = telling->in;
    struct compare_policy_scratch *scratch = in->scratch;
    struct json_faults unread;
    enum err err = policy_over(telling->db, room->id, in->head.valid_from_day, &scratch->fresh, &scratch->room,
                               &unread);
    if (err == ERR_NOT_FOUND) {
        return OK; /* nothing to change yet */
    }
    return err == OK ? tell_room(telling->db, in, room, &scratch->room) : err;
}

/* The municipality's document: every room that has rules of its own stands over it. */
static enum err tell_rooms(struct db *db, struct compare_policy *in)
{
    struct telling telling = {db, in};
    return site_each(db, SITE_SICKROOM, tell_one, &telling);
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
