/* See keep_return.h. */
#include "actions/keep_return.h"

#include "actions/photo_kept.h"
#include "core/disease.h"

#include "base/banned.h"

static enum err audit(struct tx *tx, int64_t account_id, const char *action, const char *public_id)
{
    return tx_audit_of(tx, account_id, action, "absence", str_of(public_id), STR(""));
}

enum err begin_return(struct tx *tx, const struct absence *absence, struct str diagnosis, int32_t onset_day)
{
    struct return_known known;
    return_known_nothing(&known);
    known.disease = diagnosis.n > 0 ? disease_find(diagnosis) : -1;
    known.dates.day[RETURN_ONSET] = onset_day == 0 ? RETURN_UNKNOWN : onset_day;
    enum err err = return_known_judge(tx, absence, &known);
    return err == OK && known.disease >= 0 ? return_known_put(tx, absence->account_id, absence, &known) : err;
}

static void take_ask(struct tx *tx, const struct keep_return *ask, struct return_known *known)
{
    bool filed = ask->form.visited_day != RETURN_UNKNOWN;
    known->dates = ask->dates;
    known->form = filed ? ask->form : known->form;
    known->filed_ms = filed ? tx->now_ms : known->filed_ms;
    known->seen_ms = ask->seen ? tx->now_ms : known->seen_ms;
    if (filed || ask->seen) {
        known->another[0] = '\0';
    }
}

/* What was handed in is not the paper (R-INF-03): it is taken away, and the family is asked again. */
static enum err ask_another(struct tx *tx, const struct caller *caller, const struct keep_return *ask,
                            const struct absence *absence, struct return_known *known)
{
    if (ask->another.n == 0) {
        return OK;
    }
    known->filed_ms = 0;
    known->seen_ms = 0;
    known->form = (struct return_form){.visited_day = RETURN_UNKNOWN};
    enum err err = str_copy(ask->another, known->another, sizeof known->another);
    err = err == OK ? photo_kept_drop(tx, caller, PHOTO_PAPER, str_of(absence->public_id)) : err;
    return err == OK ? audit(tx, caller->account_id, "ask_another_paper", absence->public_id) : err;
}

enum err keep_return(struct tx *tx, const struct caller *caller, void *arg)
{
    struct keep_return *ask = arg;
    struct return_looked at;
    enum err err = return_known_look(tx, caller->account_id, ask->child, ask->absence, &at);
    ask->known = at.known;
    if (err != OK) {
        return err;
    }
    bool staffs = ask->seen || ask->another.n > 0 || ask->dates.released_day != ask->known.dates.released_day;
    ask->no_disease = ask->known.disease < 0;
    ask->not_yours = staffs && !at.child.as_staff;
    ask->changed = ask->known.version != ask->version;
    if (ask->no_disease || ask->not_yours || ask->changed) {
        return OK;
    }
    take_ask(tx, ask, &ask->known);
    err = ask_another(tx, caller, ask, &at.absence, &ask->known);
    err = err == OK ? return_known_judge(tx, &at.absence, &ask->known) : err;
    err = err == OK ? return_known_put(tx, caller->account_id, &at.absence, &ask->known) : err;
    ask->known.version++;
    return_known_tell(tx, &at.child);
    return err == OK ? audit(tx, caller->account_id, "keep_return", at.absence.public_id) : err;
}

/* --- reading ------------------------------------------------------------------------------------------------------------ */

static enum err run_read(struct tx *tx, void *arg)
{
    struct read_return *in = arg;
    struct return_looked at;
    enum err err = return_known_look(tx, in->caller->account_id, in->child, in->absence, &at);
    in->known = at.known;
    return err == OK ? audit(tx, in->caller->account_id, "read_return", at.absence.public_id) : err;
}

enum err read_return(struct lane *lane, struct read_return *in)
{
    struct lane_job job = {.priority = LANE_REST, .run = run_read, .arg = in};
    return lane_do(lane, &job);
}
