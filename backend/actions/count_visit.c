/* See count_visit.h. */
#include "actions/count_visit.h"

#include <string.h>

#include "actions/day_note.h"
#include "actions/room_day.h"
#include "store/child_store.h"
#include "store/fact_store.h"
#include "store/figures_store.h"

#include "base/banned.h"

struct opening {
    const struct keys *keys;
    const char *public_id;
    struct room_need need;
};

static enum err take_need(void *arg, struct str condition, struct str need)
{
    struct opening *opening = arg;
    (void)condition;
    room_need_open(opening->keys, opening->public_id, need, &opening->need);
    return OK;
}

static enum figure_phase phase_of(const struct day_note *note)
{
    static const enum figure_phase phases[] = {[DOCTOR_NOTE_UNSAID] = PHASE_UNKNOWN,
                                               [DOCTOR_NOTE_ACUTE] = PHASE_ACUTE,
                                               [DOCTOR_NOTE_RECOVERING] = PHASE_RECOVERY};
    return note->known ? phases[note->note.phase] : PHASE_UNKNOWN;
}

enum err count_visit(struct tx *tx, const struct reservation_row *row, const char *public_id,
                     const struct policy *policy)
{
    struct child child;
    struct facts facts;
    struct day_note note;
    struct opening opening = {.keys = tx->keys, .public_id = public_id};
    enum err err = child_by_id(tx->db, row->child_id.v, &child);
    err = err == OK ? fact_on(tx->db, row->household_id, row->child_id.v, row->day, &facts) : err;
    err = err == OK ? reservation_sealed(tx->db, row->id, take_need, &opening) : err;
    err = err == OK ? day_note(tx, row, policy, &note) : err;
    if (err != OK) {
        return err;
    }
    const struct figures_visit visit = {.site = row->site,
                                        .day = row->day,
                                        .birth_day = child.birth_day,
                                        .residence = facts.residence_known ? str_of(facts.residence) : STR(""),
                                        .disease = str_of(opening.need.disease),
                                        .phase = phase_of(&note),
                                        .now_ms = tx->now_ms};
    return sick_tally_add(tx->db, &visit);
}
