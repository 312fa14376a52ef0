/* See book_sight.h. */
#include "actions/book_sight.h"

#include <assert.h>
#include <string.h>

#include "actions/sealed.h"
#include "base/civil.h"
#include "core/calendar.h"
#include "core/hidden.h"
#include "store/attendance_store.h"

#include "base/banned.h"

#define DETAIL "book_revision|detail"
enum { ABOUT_BYTES = 64 };

static enum err look_at_setting(struct tx *tx, struct book_sight *sight)
{
    struct book_setting setting;
    enum err err = book_setting(tx->db, sight->nursery_id, &setting);
    sight->times = (struct book_times){setting.opens_min, sight->class_age >= BOOK_AGE_OF_NOTE ? -1 : setting.due_min};
    sight->release_min = setting.release_min;
    sight->approval = setting.approval;
    return err;
}

static enum err look_at_day(struct tx *tx, struct book_sight *sight)
{
    struct attendance_rules rules;
    struct attendance_day day = {0};
    const struct attendance_key key = {sight->nursery_id, sight->day, sight->child.id};
    enum err err = attendance_store_rules(tx->db, sight->nursery_id, sight->day, &rules);
    if (err == ERR_NOT_FOUND) {
        return OK;
    }
    sight->open = sight->open && err == OK && rules.open;
    err = err == OK && sight->child.id != 0 ? attendance_store_get(tx->db, &key, &day) : err;
    sight->arrived_ms = day.arrived_ms;
    return err;
}

enum err book_sight_child(struct tx *tx, const struct caller *caller, struct str child, int32_t day,
                          enum book_part part, struct book_sight *ret)
{
    memset(ret, 0, sizeof *ret);
    ret->day = day;
    ret->part = part;
    enum err err = book_child(tx->db, child, day, caller->account_id, &ret->child);
    if (err != OK) {
        return err;
    }
    const struct book_child *row = &ret->child;
    ret->nursery_id = row->nursery_id;
    ret->as_staff = row->as_staff;
    ret->as_lead = row->as_lead;
    ret->class_age = calendar_class_age(row->birth_day, calendar_fiscal_year(day));
    ret->open = row->nursery_id != 0 && day >= row->enrolled_from_day &&
                (row->enrolled_to_day == 0 || day <= row->enrolled_to_day) && (row->hides & HIDDEN_TIMES) == 0;
    err = str_copy(str_of(row->class_name), ret->class_name, sizeof ret->class_name);
    assert(err == OK);
    err = look_at_setting(tx, ret);
    err = err == OK && row->nursery_id != 0 ? look_at_day(tx, ret) : err;
    err = err == OK && (row->hides & HIDDEN_TIMES) == 0 ? book_page(tx->db, row->id, day, part, &ret->page) : err;
    ret->home = ret->open ? book_home_state(&ret->times, day, ret->arrived_ms, tx->now_ms) : BOOK_CLOSED;
    return err;
}

enum err book_sight_note(struct tx *tx, const struct caller *caller, struct str site, struct str class_name,
                         int32_t day, struct book_sight *ret)
{
    struct book_nursery nursery;
    memset(ret, 0, sizeof *ret);
    ret->day = day;
    ret->part = BOOK_NOTE;
    ret->class_age = BOOK_AGE_OF_NOTE;
    enum err err = book_nursery(tx->db, site, class_name, caller->account_id, &nursery);
    err = err == OK && str_copy(class_name, ret->class_name, sizeof ret->class_name) != OK ? ERR_NOT_FOUND : err;
    if (err != OK) {
        return err;
    }
    memcpy(ret->nursery, nursery.public_id, sizeof ret->nursery);
    ret->nursery_id = nursery.id;
    ret->as_staff = true;
    ret->as_lead = nursery.as_lead;
    ret->open = true;
    err = look_at_setting(tx, ret);
    err = err == OK ? look_at_day(tx, ret) : err;
    return err == OK ? book_note(tx->db, nursery.id, day, class_name, &ret->page) : err;
}

/* A revision belongs to its page and number: it opens nowhere else. */
static const char *about(struct buf *buf, char *storage, const char *public_id, int64_t version)
{
    buf_init(buf, storage, ABOUT_BYTES);
    buf_puts(buf, public_id);
    buf_char(buf, '.');
    buf_int(buf, version);
    assert(!buf->overflow);
    return storage;
}

enum err book_open(const struct tx *tx, const char *public_id, const struct book_revision *revision, struct buf *plain)
{
    char storage[ABOUT_BYTES];
    struct buf buf;
    const char *name = about(&buf, storage, public_id, revision->version);
    return sealed_open(tx->keys, DETAIL, str_of(name), revision->detail, plain);
}

static enum err add_revision(struct tx *tx, const struct caller *caller, const struct book_page *page, struct str text,
                             bool addition)
{
    char storage[ABOUT_BYTES];
    struct buf buf;
    unsigned char *sealed = tx->scratch;
    _Static_assert((int)BOOK_SEALED_BYTES_MAX <= (int)LANE_SCRATCH_BYTES,
                   "a sealed page fits into what the lane lends");
    if (text.n > BOOK_PAGE_BYTES_MAX) {
        return ERR_LIMIT;
    }
    sealed_close(tx->keys, DETAIL, about(&buf, storage, page->public_id, page->version), text, sealed);
    const struct book_revision revision = {.version = page->version,
                                           .addition = addition,
                                           .detail = {(const char *)sealed, text.n + SECRET_SEAL_OVERHEAD},
                                           .account_id = caller->account_id,
                                           .written_ms = tx->now_ms};
    return book_revision_add(tx->db, page->id, &revision);
}

enum err book_append(struct tx *tx, const struct caller *caller, struct book_sight *sight, struct str text,
                     bool addition)
{
    struct book_page *page = &sight->page;
    const struct book_key key = {.nursery_id = sight->nursery_id,
                                 .child_id = sight->child.id,
                                 .class_name = str_of(sight->class_name),
                                 .day = sight->day,
                                 .part = sight->part};
    enum err err = page->id == 0 ? book_page_add(tx->db, &key, tx->now_ms, page) : OK;
    if (err != OK) {
        return err;
    }
    page->version++;
    page->content_version = addition ? page->content_version : page->version;
    page->shown_version = sight->part == BOOK_HOME && page->shown_version == 0 ? 1 : page->shown_version;
    err = add_revision(tx, caller, page, text, addition);
    return err == OK ? book_page_set(tx->db, page) : err;
}

enum err book_audit(struct tx *tx, const struct caller *caller, const char *action, const struct book_sight *sight)
{
    char object_text[64];
    char reason_text[64];
    struct buf object;
    struct buf reason;
    buf_init(&object, object_text, sizeof object_text);
    buf_puts(&object, sight->child.id != 0 ? "child:" : "nursery:");
    buf_puts(&object, sight->child.id != 0 ? sight->child.public_id : sight->nursery);
    buf_init(&reason, reason_text, sizeof reason_text);
    buf_puts(&reason, book_part_word(sight->part));
    buf_char(&reason, ' ');
    civil_put_day(&reason, sight->day);
    if (sight->part == BOOK_NOTE && sight->class_name[0] != '\0') {
        buf_char(&reason, ' '); /* so that it is known of whom it was (store/sql/reading.sql) */
        buf_puts(&reason, sight->class_name);
    }
    return tx_audit(tx, caller->account_id, action, buf_view(&object), buf_view(&reason));
}

void book_tell(struct tx *tx, const struct book_sight *sight)
{
    tx_change(tx, CHANGE_ATTENDANCE, sight->nursery_id, sight->day);
    if (sight->child.id != 0 && sight->page.shown_version > 0) {
        tx_change(tx, CHANGE_HOUSEHOLD, sight->child.household_id, sight->day);
    }
}
