/* See roll_over.h. */
#include "actions/roll_over.h"

#include <assert.h>

#include "base/civil.h"
#include "core/calendar.h"
#include "store/child_store.h"
#include "store/site_store.h"

#include "base/banned.h"

enum { PAGE = 32, REASON_BYTES = 128 };

_Static_assert((int)CHILD_CLASS_BYTES == (int)CLASS_PLAN_NAME_BYTES, "a class of a plan fits into a child");

struct walk {
    struct db *db;
    struct roll_over *in;
    struct roll_over_key key;
    enum err (*each)(struct walk *walk, const struct roll_over_row *row, const char *to_class);
    const struct roll_over_look *look; /* of a preview */
    int64_t now_ms;                    /* of the turn itself */
};

static void count(struct roll_over *in, enum class_plan_step step)
{
    in->moved += step == CLASS_PLAN_MOVES ? 1 : 0;
    in->stayed += step == CLASS_PLAN_STAYS ? 1 : 0;
    in->left += step == CLASS_PLAN_LEAVES ? 1 : 0;
}

/* One child; ROLL_OVER_NO_CLASS ends the walk. */
static enum err walk_row(struct walk *walk, const struct roll_over_row *row)
{
    const struct class_plan_child child = {row->class_name, row->enrolled_from_day, row->enrolled_to_day};
    const struct class_plan_row *line = NULL;
    enum class_plan_step step = class_plan_decide(walk->in->plan, &child, walk->in->fiscal_year, &line);
    if (step == CLASS_PLAN_UNKNOWN) {
        walk->in->outcome = ROLL_OVER_NO_CLASS;
        return str_copy(str_of(row->class_name), walk->in->no_class, sizeof walk->in->no_class);
    }
    assert(step != CLASS_PLAN_NOTHING); /* the query asks for nobody else */
    count(walk->in, step);
    return walk->each(walk, row, line->to);
}

/* Page after page in order of id: what is written on the way changes no id. */
static enum err walk_nursery(struct walk *walk)
{
    struct roll_over_row page[PAGE];
    int32_t first_day = class_plan_day(walk->in->fiscal_year);
    int64_t after = 0;
    size_t n = PAGE;
    enum err err = OK;
    walk->in->moved = walk->in->stayed = walk->in->left = 0;
    while (err == OK && n == PAGE && walk->in->outcome == ROLL_OVER_DONE) {
        err = roll_over_next(walk->db, &walk->key, first_day, after, page, &n);
        for (size_t i = 0; err == OK && i < n && walk->in->outcome == ROLL_OVER_DONE; i++) {
            after = page[i].child_id;
            err = walk_row(walk, &page[i]);
        }
    }
    return err;
}

/* Which nursery it is, and whether there is anything to do. */
static enum err begin(struct walk *walk)
{
    struct site site;
    bool done = false;
    walk->in->outcome = ROLL_OVER_DONE;
    walk->in->no_class[0] = '\0';
    enum err err = site_by_public_id(walk->db, str_of(walk->in->plan->nursery), &site);
    if (err == ERR_NOT_FOUND || (err == OK && site.kind != SITE_NURSERY)) {
        walk->in->outcome = ROLL_OVER_NO_NURSERY;
        return OK;
    }
    walk->key = (struct roll_over_key){err == OK ? site.id : 0, walk->in->fiscal_year};
    err = err == OK ? roll_over_is_done(walk->db, &walk->key, &done) : err;
    walk->in->outcome = done ? ROLL_OVER_BEFORE : ROLL_OVER_DONE;
    return err;
}

static enum err show(struct walk *walk, const struct roll_over_row *row, const char *to_class)
{
    if (walk->look->each != NULL) {
        walk->look->each(walk->look->arg, row, to_class);
    }
    return OK;
}

enum err roll_over_preview(struct db *db, struct roll_over *in, const struct roll_over_look *look)
{
    struct walk walk = {.db = db, .in = in, .each = show, .look = look};
    in->moved = in->stayed = in->left = 0;
    enum err err = begin(&walk);
    return err == OK && in->outcome == ROLL_OVER_DONE ? walk_nursery(&walk) : err;
}

static enum err turn(struct walk *walk, const struct roll_over_row *row, const char *to_class)
{
    enum err err = to_class[0] == '\0'
                       ? child_leaves(walk->db, row->child_id, class_plan_day(walk->in->fiscal_year) - 1)
                       : child_to_class(walk->db, row->child_id, to_class);
    return err == OK ? roll_over_add(walk->db, &walk->key, row, to_class, walk->now_ms) : err;
}

static enum err tell(struct tx *tx, const struct walk *walk)
{
    char reason[REASON_BYTES];
    struct buf buf;
    buf_init(&buf, reason, sizeof reason);
    buf_puts(&buf, "fiscal year ");
    buf_int(&buf, walk->in->fiscal_year);
    buf_puts(&buf, ": moved ");
    buf_int(&buf, walk->in->moved);
    buf_puts(&buf, ", stayed ");
    buf_int(&buf, walk->in->stayed);
    buf_puts(&buf, ", left ");
    buf_int(&buf, walk->in->left);
    tx_change(tx, CHANGE_ROSTER, walk->key.nursery_id, 0);
    tx_change(tx, CHANGE_ATTENDANCE, walk->key.nursery_id, civil_day_of_ms(tx->now_ms));
    return tx_audit(tx, 0, "roll_over", str_of(walk->in->plan->nursery), buf_view(&buf));
}

enum err roll_over(struct tx *tx, void *arg)
{
    static const struct roll_over_look nobody = {0};
    struct roll_over *in = arg;
    int32_t year = calendar_fiscal_year(civil_day_of_ms(tx->now_ms));
    /* Looked through first: a class that nobody thought of is found while nothing is written. */
    enum err err = roll_over_preview(tx->db, in, &nobody);
    if (err == OK && in->outcome == ROLL_OVER_DONE && year != in->fiscal_year) {
        in->outcome = year < in->fiscal_year ? ROLL_OVER_TOO_EARLY : ROLL_OVER_TOO_LATE;
    }
    if (err != OK || in->outcome != ROLL_OVER_DONE) {
        return err;
    }
    struct walk walk = {.db = tx->db, .in = in, .each = turn, .now_ms = tx->now_ms};
    err = begin(&walk);
    err = err == OK ? walk_nursery(&walk) : err;
    assert(err != OK || in->outcome == ROLL_OVER_DONE);
    return err == OK ? tell(tx, &walk) : err;
}
