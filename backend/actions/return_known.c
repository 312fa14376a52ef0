/* See return_known.h. */
#include "actions/return_known.h"

#include <assert.h>
#include <string.h>

#include "actions/absence_detail.h"
#include "actions/sealed.h"
#include "base/civil.h"
#include "core/calendar.h"
#include "core/disease.h"

#include "base/banned.h"

#define DETAIL "absence_return|detail"

/* --- the sealed text -------------------------------------------------------------------------------------------------- */

static void put_day(struct json_out *out, const char *key, int32_t day)
{
    if (day != RETURN_UNKNOWN) {
        json_put_day(out, key, day);
    }
}

static void encode(const struct return_known *known, struct buf *text)
{
    struct json_out out;
    json_out_init(&out, text);
    json_out_open(&out, '{');
    for (int i = 0; i < RETURN_EVENT_COUNT; i++) {
        put_day(&out, return_event_word((enum return_event)i), known->dates.day[i]);
    }
    put_day(&out, "released", known->dates.released_day);
    put_day(&out, "visited", known->form.visited_day);
    json_put_word(&out, "clinic", known->form.clinic);
    if (known->another[0] != '\0') {
        json_put_word(&out, "another", known->another);
    }
    json_out_close(&out, '}');
    assert(!text->overflow);
}

static void take_text(struct json_in *in, const char *name, char *out, size_t n)
{
    enum err err = str_copy(json_text(in, name, JSON_OPTIONAL, n - 1), out, n);
    assert(err == OK);
}

static enum err decode(struct str text, struct return_known *known)
{
    struct json_faults faults;
    struct json_in in;
    enum err err = json_open(text, &in, &faults);
    if (err != OK) {
        return ERR_IO;
    }
    for (int i = 0; i < RETURN_EVENT_COUNT; i++) {
        known->dates.day[i] = json_day(&in, return_event_word((enum return_event)i), JSON_OPTIONAL, RETURN_UNKNOWN);
    }
    known->dates.released_day = json_day(&in, "released", JSON_OPTIONAL, RETURN_UNKNOWN);
    known->form.visited_day = json_day(&in, "visited", JSON_OPTIONAL, RETURN_UNKNOWN);
    take_text(&in, "clinic", known->form.clinic, sizeof known->form.clinic);
    take_text(&in, "another", known->another, sizeof known->another);
    return json_close(&in) == OK ? OK : ERR_IO;
}

/* --- looking ------------------------------------------------------------------------------------------------------------ */

struct looking {
    const struct keys *keys;
    struct return_looked *at;
};

static enum err take_row(void *arg, const struct return_row *row)
{
    struct looking *looking = arg;
    char storage[RETURN_DETAIL_BYTES_MAX + 1];
    struct buf plain;
    struct return_known *known = &looking->at->known;
    known->version = row->version;
    known->filed_ms = row->filed_ms;
    known->seen_ms = row->seen_ms;
    if (row->version == 0) {
        return OK;
    }
    buf_init(&plain, storage, sizeof storage);
    enum err err = sealed_open(looking->keys, DETAIL, str_of(looking->at->absence.public_id), row->detail, &plain);
    return err == OK ? decode(buf_view(&plain), known) : err;
}

void return_known_nothing(struct return_known *known)
{
    memset(known, 0, sizeof *known);
    known->disease = -1;
    return_dates_init(&known->dates);
    known->form.visited_day = RETURN_UNKNOWN;
    known->view.day = RETURN_UNKNOWN;
}

/* The first day at school is nobody's in a nursery: who is not at school yet is an infant. */
enum err return_known_judge(struct tx *tx, const struct absence *absence, struct return_known *known)
{
    struct return_rules rules; /* not the lane's scratch: a promotion that reports an absence is walking there */
    struct child row = {.birth_day = 0};
    int32_t day = absence->from_day;
    if (known->disease < 0) {
        return OK;
    }
    enum err err = child_by_id(tx->db, absence->child_id, &row);
    enum return_stage stage = calendar_grade(row.birth_day, day) < 1 ? RETURN_INFANT : RETURN_SCHOOL;
    err = err == OK ? return_policy_on(tx->db, day, &rules) : err;
    if (err == OK) {
        known->view = return_earliest(&rules, known->disease, stage, &known->dates);
        known->view.rule = NULL; /* it does not outlive the table */
        known->disease = known->view.excluded ? known->disease : -1;
    }
    return err;
}

enum err return_known_look(struct tx *tx, int64_t account_id, struct str child, struct str absence,
                           struct return_looked *ret)
{
    char reason[ABSENCE_REASON_BYTES];
    char diagnosis[ABSENCE_DIAGNOSIS_BYTES];
    struct looking looking = {tx->keys, ret};
    return_known_nothing(&ret->known);
    enum err err = attendance_store_child(tx->db, child, account_id, &ret->child);
    err = err == OK && ret->child.hidden ? ERR_NOT_FOUND : err;
    err = err == OK ? absence_store_by_public_id(tx->db, absence, ret->child.id, &ret->absence) : err;
    err = err == OK ? absence_detail_open(tx->keys, &ret->absence, reason, diagnosis) : err;
    if (err != OK) {
        return err;
    }
    secret_wipe(reason, sizeof reason);
    ret->absence.child_id = ret->child.id;
    ret->known.disease = diagnosis[0] == '\0' ? -1 : disease_find(str_of(diagnosis));
    err = return_of(tx->db, ret->absence.id, take_row, &looking);
    return err == OK ? return_known_judge(tx, &ret->absence, &ret->known) : err;
}

/* --- writing ------------------------------------------------------------------------------------------------------------ */

enum err return_known_put(struct tx *tx, int64_t account_id, const struct absence *absence,
                          const struct return_known *known)
{
    char storage[RETURN_DETAIL_BYTES_MAX + 1 - SECRET_SEAL_OVERHEAD];
    unsigned char sealed[RETURN_DETAIL_BYTES_MAX];
    struct buf text;
    buf_init(&text, storage, sizeof storage);
    encode(known, &text);
    sealed_close(tx->keys, DETAIL, absence->public_id, buf_view(&text), sealed);
    const struct return_new new = {.absence_id = absence->id,
                                   .child_id = absence->child_id,
                                   .row = {.detail = {(const char *)sealed, text.n + SECRET_SEAL_OVERHEAD},
                                           .earliest_day = known->view.known ? known->view.day : RETURN_UNKNOWN,
                                           .paper = known->view.paper,
                                           .filed_ms = known->filed_ms,
                                           .seen_ms = known->seen_ms},
                                   .account_id = account_id,
                                   .now_ms = tx->now_ms};
    return return_put(tx->db, &new);
}

void return_known_tell(struct tx *tx, const struct attendance_child *child)
{
    tx_change(tx, CHANGE_ATTENDANCE, child->nursery_id, civil_day_of_ms(tx->now_ms));
    tx_change(tx, CHANGE_ROSTER, child->nursery_id, 0); /* the entrance may want a word no more, or again */
    tx_change(tx, CHANGE_HOUSEHOLD, child->household_id, 0);
}
