/* See release_pages.h. */
#include "actions/release_pages.h"

#include "actions/book_sight.h"
#include "store/agenda_store.h"

#include "base/banned.h"

static enum err schedule(struct tx *tx, const struct book_sight *sight)
{
    const struct agenda agenda = {.at_ms = sight->page.release_ms,
                                  .kind = AGENDA_BOOK,
                                  .site_id = sight->nursery_id,
                                  .day = sight->day,
                                  .subject = sight->page.id};
    return agenda_add(tx->db, &agenda);
}

static void count(struct release_pages *ask, enum book_state state)
{
    ask->released += state == BOOK_RELEASED;
    ask->scheduled += state == BOOK_SCHEDULED;
    ask->submitted += state == BOOK_SUBMITTED;
}

static enum err release(struct tx *tx, const struct caller *caller, struct release_pages *ask, struct book_sight *sight)
{
    struct book_page *page = &sight->page;
    if (page->id == 0 || page->state == BOOK_RELEASED) {
        ask->unchanged++;
        return OK;
    }
    page->state = book_release(sight->approval, sight->as_lead, ask->at_ms, tx->now_ms);
    page->release_ms = page->state == BOOK_RELEASED ? tx->now_ms : ask->at_ms;
    page->shown_version = page->state == BOOK_RELEASED ? page->content_version : 0;
    count(ask, page->state);
    enum err err = book_page_set(tx->db, page);
    err = err == OK && page->state == BOOK_SCHEDULED ? schedule(tx, sight) : err;
    err = err == OK ? book_audit(tx, caller, "release_book", sight) : err;
    if (err == OK) {
        book_tell(tx, sight);
    }
    return err;
}

static enum err release_child(struct tx *tx, const struct caller *caller, struct release_pages *ask, size_t i)
{
    struct book_sight sight;
    enum err err = book_sight_child(tx, caller, ask->children[i], ask->day, BOOK_NURSERY, &sight);
    err = err == OK && !sight.as_staff ? ERR_NOT_FOUND : err;
    return err == OK ? release(tx, caller, ask, &sight) : err;
}

enum err release_pages(struct tx *tx, const struct caller *caller, void *arg)
{
    struct release_pages *ask = arg;
    struct book_sight sight;
    enum err err = book_sight_note(tx, caller, ask->site, ask->note ? ask->class_name : STR(""), ask->day, &sight);
    if (err == OK && ask->note) {
        err = release(tx, caller, ask, &sight);
    }
    for (size_t i = 0; err == OK && i < ask->children_n; i++) {
        err = release_child(tx, caller, ask, i);
    }
    return err;
}

enum err release_due(struct tx *tx, int64_t page_id)
{
    struct book_page page;
    struct book_whose whose;
    enum err err = book_by_id(tx->db, page_id, &page, &whose);
    if (err != OK || page.state != BOOK_SCHEDULED || page.release_ms > tx->now_ms) {
        return err; /* withdrawn, rewritten or released meanwhile */
    }
    page.state = BOOK_RELEASED;
    page.shown_version = page.content_version;
    err = book_page_set(tx->db, &page);
    tx_change(tx, CHANGE_ATTENDANCE, page.nursery_id, whose.day);
    if (whose.household_id != 0) {
        tx_change(tx, CHANGE_HOUSEHOLD, whose.household_id, whose.day);
    }
    return err;
}
