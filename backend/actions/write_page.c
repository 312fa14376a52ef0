/* See write_page.h. */
#include "actions/write_page.h"

#include "actions/book_sight.h"
#include "base/civil.h"

#include "base/banned.h"

struct comparing {
    struct tx *tx;
    const struct book_sight *sight;
    struct write_page *ask;
    bool same;
};

static enum err compare(void *arg, const struct book_revision *revision)
{
    struct comparing *comparing = arg;
    struct buf *plain = &comparing->ask->present;
    bool newest = revision->addition || revision->version == comparing->sight->page.content_version;
    if (newest && book_open(comparing->tx, comparing->sight->page.public_id, revision, plain) == OK) {
        comparing->same = str_equal(buf_view(plain), comparing->ask->text);
    }
    buf_clear(plain);
    return OK;
}

/* Sent again after the answer was lost: the writer's newest word says it already. */
static enum err said_already(struct tx *tx, const struct caller *caller, const struct book_sight *sight,
                             struct write_page *ask, bool *ret)
{
    struct comparing comparing = {tx, sight, ask, false};
    enum err err = sight->page.id == 0 ? OK
                                       : book_last_of(tx->db, sight->page.id, caller->account_id, compare, &comparing);
    *ret = comparing.same;
    return err;
}

static enum err take_present(void *arg, const struct book_revision *revision)
{
    struct comparing *comparing = arg;
    return book_open(comparing->tx, comparing->sight->page.public_id, revision, &comparing->ask->present);
}

/* The other's words are read: that is written down like every reading. */
static enum err show_present(struct tx *tx, const struct caller *caller, const struct book_sight *sight,
                             struct write_page *ask)
{
    struct comparing comparing = {tx, sight, ask, false};
    enum err err = book_audit(tx, caller, "read_book", sight);
    return err == OK && sight->page.content_version > 0
               ? book_revision(tx->db, sight->page.id, sight->page.content_version, take_present, &comparing)
               : err;
}

static enum write_page_outcome judge_home(const struct book_sight *sight, const struct write_page *ask)
{
    switch (sight->home) {
    case BOOK_CLOSED:
        return WRITE_CLOSED;
    case BOOK_NOT_OPEN:
        return WRITE_EARLY;
    case BOOK_OVER:
        return WRITE_OVER;
    case BOOK_FROZEN:
        return ask->facts.present == 0 ? WRITE_SAME : WRITE_ADDED;
    case BOOK_OPEN:
    case BOOK_DUE:
        break;
    }
    return ask->version == sight->page.version ? WRITE_SAVED : WRITE_CHANGED;
}

static enum write_page_outcome judge_nursery(const struct book_sight *sight, const struct write_page *ask,
                                             int64_t now_ms)
{
    if (!sight->open) {
        return WRITE_CLOSED;
    }
    if (sight->day > civil_day_of_ms(now_ms)) {
        return WRITE_EARLY;
    }
    if (sight->page.state == BOOK_RELEASED && sight->approval && !sight->as_lead) {
        return WRITE_APPROVAL;
    }
    return ask->version == sight->page.version ? WRITE_SAVED : WRITE_CHANGED;
}

static enum err look(struct tx *tx, const struct caller *caller, struct write_page *ask, struct book_sight *sight)
{
    enum err err = ask->part == BOOK_NOTE ? book_sight_note(tx, caller, ask->site, ask->class_name, ask->day, sight)
                                          : book_sight_child(tx, caller, ask->child, ask->day, ask->part, sight);
    bool theirs = ask->part == BOOK_HOME ? sight->child.as_guardian : sight->as_staff;
    return err == OK && !theirs ? ERR_NOT_FOUND : err;
}

static enum err write(struct tx *tx, const struct caller *caller, struct write_page *ask, struct book_sight *sight)
{
    /* What was approved and waits for its time is another text now. */
    if (sight->page.state == BOOK_SCHEDULED && sight->approval && !sight->as_lead) {
        sight->page.state = BOOK_DRAFT;
        sight->page.release_ms = 0;
    }
    enum err err = book_append(tx, caller, sight, ask->text, ask->outcome == WRITE_ADDED);
    err = err == OK ? book_audit(tx, caller, ask->outcome == WRITE_ADDED ? "add_to_book" : "write_book", sight) : err;
    if (err == OK) {
        book_tell(tx, sight);
    }
    return err;
}

enum err write_page(struct tx *tx, const struct caller *caller, void *arg)
{
    struct write_page *ask = arg;
    struct book_sight sight;
    bool same = false;
    enum err err = look(tx, caller, ask, &sight);
    if (err != OK) {
        return err;
    }
    ask->outcome = ask->part == BOOK_HOME ? judge_home(&sight, ask) : judge_nursery(&sight, ask, tx->now_ms);
    bool writes = ask->outcome == WRITE_SAVED || ask->outcome == WRITE_ADDED || ask->outcome == WRITE_CHANGED;
    err = writes ? said_already(tx, caller, &sight, ask, &same) : OK;
    ask->outcome = same ? WRITE_SAME : ask->outcome;
    if (err == OK && (ask->outcome == WRITE_SAVED || ask->outcome == WRITE_ADDED)) {
        err = write(tx, caller, ask, &sight);
    } else if (err == OK && ask->outcome == WRITE_CHANGED) {
        err = show_present(tx, caller, &sight, ask);
    }
    ask->present_version = sight.page.version;
    ask->opens_ms = ask->part == BOOK_HOME ? book_opens_ms(&sight.times, sight.day) : civil_ms_at(sight.day, 0);
    ask->class_age = sight.class_age;
    ask->state = sight.page.state;
    ask->home = sight.home;
    return err;
}
