/* See draw_spots.h. */
#include "actions/draw_spots.h"

#include <assert.h>
#include <stdlib.h>

#include "actions/draw_opening.h"
#include "base/civil.h"
#include "core/hidden.h"
#include "core/notice.h"
#include "store/agenda_store.h"
#include "store/draw_store.h"
#include "store/message_store.h"
#include "store/notice_store.h"

#include "base/banned.h"

enum { RECORD_BYTES = 300 * 1024 };

/* --- beforehand ------------------------------------------------------------------------------------------------------------ */

static enum err plan(struct tx *tx, struct site_id site, int32_t month_day, int64_t at_ms)
{
    const struct agenda agenda = {.at_ms = at_ms, .kind = AGENDA_SPOT_DRAW, .site_id = site.v, .day = month_day};
    return agenda_add(tx->db, &agenda);
}

enum err commit_spots(struct tx *tx, const struct site *site, int32_t month_day)
{
    struct spot_rules rules;
    struct draw draw = {.drawn_ms = 0};
    struct site_id id = {site->id};
    enum err err = spot_store_rules(tx->db, site->id, month_day, &rules);
    if (err != OK || !rules.lottery || !spot_offered(&rules)) {
        return err == ERR_NOT_FOUND ? OK : err;
    }
    err = draw_get(tx->db, id, month_day, &draw, NULL);
    if (err != ERR_NOT_FOUND) {
        return err;
    }
    draw.opens_ms = spot_opens_ms(&rules, month_day);
    draw.closes_ms = spot_closes_ms(&rules, month_day);
    if (draw.opens_ms <= tx->now_ms) {
        draw.opens_ms = tx->now_ms + 1; /* nobody could ask before it was published */
    }
    err = commit_to_seed(tx, id, str_of(site->public_id), month_day, &draw);
    return err == OK ? plan(tx, id, month_day, spot_draws_ms(&rules, month_day)) : err;
}

/* --- telling --------------------------------------------------------------------------------------------------------------- */

enum err tell_spot(struct tx *tx, const struct spot_row *row)
{
    struct message_contact contacts[MESSAGE_CONTACTS_MAX];
    size_t n = 0;
    int32_t from_min = 0;
    int32_t to_min = 0;
    const struct message_reach reach = {.household_id = row->household_id, .hides = HIDDEN_TIMES};
    enum err err = notice_quiet(tx->db, row->site_id, civil_day_of_ms(tx->now_ms), &from_min, &to_min);
    err = err == OK ? message_contacts(tx->db, &reach, contacts, &n) : err;
    for (size_t i = 0; err == OK && i < n; i++) {
        const struct message_new new = {.contact_id = contacts[i].id,
                                        .kind = MESSAGE_SPOT,
                                        .language = str_of(contacts[i].language),
                                        .site_id = row->site_id,
                                        .not_before_ms = notice_mail_ms(false, from_min, to_min, tx->now_ms),
                                        .now_ms = tx->now_ms};
        err = message_add(tx->db, &new);
    }
    tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, row->day);
    return err;
}

/* --- the draw -------------------------------------------------------------------------------------------------------------- */

struct drawing {
    struct draw_entry *entries;
    struct spot_row *rows; /* in the order of asking; an entry's subject is the place in it */
    size_t n;
    struct spot_rules rules;
    struct site site;
    int32_t month_day;
};

static void take(void *arg, const struct spot_row *row)
{
    struct drawing *drawing = arg;
    assert(drawing->n < SPOT_MONTH_ROWS_MAX);
    struct draw_entry *entry = &drawing->entries[drawing->n];
    *entry = (struct draw_entry){
        .class = (row->day - drawing->month_day) * SPOT_AGES + row->age, .children = 1, .subject = (int64_t)drawing->n};
    draw_ticket(str_of(row->public_id), entry->ticket);
    drawing->rows[drawing->n++] = *row;
}

/* Once for each family, however many days it asked for. */
static enum err tell_once(struct tx *tx, const struct drawing *drawing, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (drawing->rows[i].household_id == drawing->rows[at].household_id) {
            return OK;
        }
    }
    return tell_spot(tx, &drawing->rows[at]);
}

/* In the drawn order, day by day and age by age: the first get the places. */
static enum err give(struct tx *tx, struct drawing *drawing)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < drawing->n; i++) {
        struct spot_row *row = &drawing->rows[drawing->entries[i].subject];
        int32_t seat = 0;
        err = spot_store_seat(tx->db, row, drawing->rules.places[row->age], &seat);
        row->state = spot_next(SPOT_APPLIED, seat > 0 ? SPOT_TAKEN : SPOT_FULL);
        row->queue_ms = drawing->entries[i].position;
        err = err == OK ? spot_store_set(tx->db, row, seat, tx->now_ms) : err;
    }
    for (size_t i = 0; err == OK && i < drawing->n; i++) {
        err = tell_once(tx, drawing, i);
    }
    return err;
}

/* What anyone can check again with `tsubame verify-draw`. */
static void write_record(const struct drawing *drawing, const struct draw *draw, const unsigned char *seed,
                         struct buf *buf)
{
    struct json_out out;
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    put_draw(&out, &drawing->site, drawing->month_day, draw, seed);
    json_out_key(&out, "places");
    json_out_open(&out, '{');
    for (int i = 0; i < SPOT_AGES; i++) {
        json_put_int(&out, spot_age_words[i], drawing->rules.places[i]);
    }
    json_out_close(&out, '}');
    json_out_key(&out, "entries");
    json_out_open(&out, '[');
    for (size_t i = 0; i < drawing->n; i++) {
        const struct draw_entry *entry = &drawing->entries[i];
        const struct spot_row *row = &drawing->rows[entry->subject];
        json_out_open(&out, '{');
        json_put_int(&out, "position", entry->position);
        json_put_word(&out, "ticket", entry->ticket);
        json_put_int(&out, "class", entry->class);
        json_put_int(&out, "children", entry->children);
        json_put_day(&out, "for", row->day);
        json_put_word(&out, "age", spot_age_words[row->age]);
        json_put_bool(&out, "granted", row->state == SPOT_GRANTED);
        json_out_close(&out, '}');
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
}

static enum err draw_all(struct tx *tx, struct drawing *drawing, const struct draw *draw, char *text)
{
    unsigned char seed[DRAW_SEED_BYTES];
    struct buf record;
    struct site_id site = {drawing->site.id};
    enum err err = spot_store_applied(tx->db, site.v, drawing->month_day, take, drawing);
    err = err == OK ? unseal_seed(tx, site, drawing->month_day, draw, seed) : err;
    if (err != OK) {
        return err;
    }
    draw_order(seed, drawing->entries, drawing->n);
    err = give(tx, drawing);
    buf_init(&record, text, RECORD_BYTES);
    write_record(drawing, draw, seed, &record);
    err = err == OK && record.overflow ? ERR_LIMIT : err;
    err = err == OK ? draw_reveal(tx->db, site, drawing->month_day, buf_view(&record), tx->now_ms) : err;
    tx_change(tx, CHANGE_ATTENDANCE, site.v, civil_day_of_ms(tx->now_ms));
    return err == OK ? tx_audit_of(tx, 0, "draw_spots", "nursery", str_of(drawing->site.public_id), STR("")) : err;
}

enum err draw_spots(struct tx *tx, struct site_id site, int32_t month_day)
{
    struct draw draw;
    struct drawing drawing = {.month_day = month_day};
    enum err err = site_by_id(tx->db, site.v, &drawing.site);
    err = err == OK ? spot_store_rules(tx->db, site.v, month_day, &drawing.rules) : err;
    err = err == OK ? draw_get(tx->db, site, month_day, &draw, NULL) : err;
    if (err != OK || draw.drawn_ms != 0) {
        return err;
    }
    int64_t draws_ms = spot_draws_ms(&drawing.rules, month_day);
    if (tx->now_ms < draws_ms) {
        return plan(tx, site, month_day, draws_ms); /* other rules since */
    }
    char *text = malloc(RECORD_BYTES);
    drawing.entries = calloc(SPOT_MONTH_ROWS_MAX, sizeof *drawing.entries);
    drawing.rows = calloc(SPOT_MONTH_ROWS_MAX, sizeof *drawing.rows);
    err = text == NULL || drawing.entries == NULL || drawing.rows == NULL ? ERR_IO
                                                                          : draw_all(tx, &drawing, &draw, text);
    free(text);
    free(drawing.entries);
    free(drawing.rows);
    return err;
}
