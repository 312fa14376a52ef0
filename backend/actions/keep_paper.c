/* See keep_paper.h. */
#include "actions/keep_paper.h"

#include <assert.h>

#include "actions/photo_kept.h"
#include "actions/return_known.h"
#include "base/civil.h"

#include "base/banned.h"

static enum err audit(struct tx *tx, const struct caller *caller, const char *action, const struct absence *absence)
{
    return tx_audit_of(tx, caller->account_id, action, "absence", str_of(absence->public_id), STR(""));
}

/* The photo is there: so is the paper, until staff say otherwise. */
static enum err hand_in(struct tx *tx, const struct caller *caller, struct return_looked *at)
{
    at->known.filed_ms = tx->now_ms;
    at->known.another[0] = '\0';
    enum err err = return_known_put(tx, caller->account_id, &at->absence, &at->known);
    return_known_tell(tx, &at->child);
    return err;
}

enum err keep_paper(struct tx *tx, const struct caller *caller, void *arg)
{
    struct keep_photo *ask = arg;
    struct return_looked at;
    struct photo_ids ids = {.n = 0};
    int64_t id;
    assert(ask->place.kind == PHOTO_PAPER);
    enum err err = return_known_look(tx, caller->account_id, ask->place.child, ask->place.about, &at);
    err = err == OK && (at.child.as_staff || at.child.nursery_id == 0) ? ERR_NOT_FOUND : err;
    err = err == OK ? photo_ids_about(tx->db, PHOTO_PAPER, str_of(at.absence.public_id), &ids) : err;
    if (err != OK) {
        return err;
    }
    const struct paper_look look = {.wanted = at.known.disease >= 0 && at.known.view.paper != RETURN_NO_PAPER,
                                    .seen = at.known.seen_ms != 0,
                                    .withdrawn = at.absence.withdrawn_ms != 0,
                                    .there = (int64_t)ids.n};
    ask->refusal = photo_paper(&look);
    if (ask->refusal != PHOTO_ADDED) {
        return OK;
    }
    const struct photo_spot spot = {.nursery_id = at.child.nursery_id,
                                    .child_id = at.child.id,
                                    .class_name = STR(""),
                                    .day = civil_day_of_ms(tx->now_ms),
                                    .about = str_of(at.absence.public_id)};
    err = photo_kept_add(tx, caller, ask, &spot, &id);
    err = err == OK ? hand_in(tx, caller, &at) : err;
    return err == OK ? audit(tx, caller, "hand_in_paper", &at.absence) : err;
}

static enum err run(struct tx *tx, void *arg)
{
    const struct read_papers *in = arg;
    struct return_looked at;
    struct photo_ids ids = {.n = 0};
    enum err err = return_known_look(tx, in->caller->account_id, in->child, in->absence, &at);
    err = err == OK ? photo_ids_about(tx->db, PHOTO_PAPER, str_of(at.absence.public_id), &ids) : err;
    for (size_t i = 0; err == OK && i < ids.n; i++) {
        struct photo_row row;
        err = photo_get(tx->db, str_of(ids.id[i]), in->caller->account_id, &row);
        if (err == OK && photo_shown(&row.sight)) {
            in->take(in->arg, &row);
        }
    }
    return err;
}

enum err read_papers(struct lane *lane, struct read_papers *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run, .arg = in};
    return lane_do(lane, &job);
}

enum err take_back_paper(struct tx *tx, const struct caller *caller, const struct photo_row *row,
                         enum photo_refusal *ret_refusal)
{
    struct return_looked at;
    struct photo_ids ids = {.n = 0};
    enum err err = return_known_look(tx, caller->account_id, str_of(row->child), str_of(row->about), &at);
    if (err != OK) {
        return err;
    }
    *ret_refusal = at.known.seen_ms != 0 ? PHOTO_NOT_ASKED : PHOTO_ADDED;
    if (*ret_refusal != PHOTO_ADDED) {
        return OK;
    }
    err = photo_remove(tx->db, row->id, caller->account_id, tx->now_ms);
    err = err == OK ? photo_ids_about(tx->db, PHOTO_PAPER, str_of(row->about), &ids) : err;
    if (err != OK || ids.n > 0 || at.known.form.visited_day != RETURN_UNKNOWN) {
        return err;
    }
    at.known.filed_ms = 0;
    err = return_known_put(tx, caller->account_id, &at.absence, &at.known);
    return_known_tell(tx, &at.child);
    return err;
}
