/* See draw_opening.h. */
#include "actions/draw_opening.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "actions/promote_waiting.h"
#include "base/civil.h"
#include "core/draw.h"
#include "core/window.h"
#include "store/policy_store.h"
#include "store/reservation_facts.h"

#include "base/banned.h"

static struct str about_of(struct buf *buf, char *storage, size_t bytes, struct site_id site, int32_t day)
{
    buf_init(buf, storage, bytes);
    buf_puts(buf, "draw|seed|");
    buf_int(buf, site.v);
    buf_char(buf, '|');
    buf_int(buf, day);
    return buf_view(buf);
}

enum err unseal_seed(struct tx *tx, struct site_id site, int32_t day, const struct draw *draw,
                     unsigned char seed[DRAW_SEED_BYTES])
{
    char storage[64];
    struct buf about;
    return secret_unseal(tx->keys->column, about_of(&about, storage, sizeof storage, site, day), draw->seed,
                         sizeof draw->seed, seed);
}

enum err drawn_seed(struct tx *tx, struct site_id site, int32_t day, unsigned char seed[DRAW_SEED_BYTES])
{
    struct draw draw;
    enum err err = draw_get(tx->db, site, day, &draw, NULL);
    if (err == OK && draw.drawn_ms == 0) {
        return ERR_NOT_FOUND;
    }
    return err == OK ? unseal_seed(tx, site, day, &draw, seed) : err;
}

static enum err read_rules(struct tx *tx, struct site_id site, int32_t day, const struct policy **ret_policy,
                           struct reservation_calendar *ret_calendar)
{
    enum err err = policy_on(tx->db, site.v, day, ret_policy);
    return err == OK
               ? reservation_calendar_read(tx->db, site, *ret_policy, day - CALENDAR_LOOK_BACK_DAYS, day, ret_calendar)
               : err;
}

enum err commit_to_seed(struct tx *tx, struct site_id site, struct str public_id, int32_t day, struct draw *draw)
{
    unsigned char seed[DRAW_SEED_BYTES];
    char storage[64];
    struct buf about;
    draw->committed_ms = tx->now_ms;
    secret_random(seed, sizeof seed);
    draw_commit(seed, public_id, day, draw->commitment);
    secret_seal(tx->keys->column, about_of(&about, storage, sizeof storage, site, day), seed, sizeof seed, draw->seed);
    secret_wipe(seed, sizeof seed);
    return draw_add(tx->db, site, day, draw);
}

enum err commit_draw(struct tx *tx, struct site_id site, struct str public_id, int32_t day)
{
    const struct policy *policy = NULL;
    struct reservation_calendar calendar;
    struct window_span span;
    struct draw draw = {.committed_ms = tx->now_ms};
    enum err err = read_rules(tx, site, day, &policy, &calendar);
    if (err != OK || policy->booking.opening != OPENING_LOTTERY || !calendar_open(&calendar.calendar, day)) {
        return err;
    }
    draw.closes_ms = window_collected_until(policy, &calendar.calendar, day);
    if (draw.closes_ms == 0 || !window_span(policy, &calendar.calendar, day, &span)) {
        return OK;
    }
    draw.opens_ms = span.opens_ms;
    return commit_to_seed(tx, site, public_id, day, &draw);
}

/* --- the draw ----------------------------------------------------------------------------------------------------------- */

/* Who asked: one entry for each request; siblings share it. */
struct drawing {
    struct draw_entry *entries;
    size_t n;
    struct reservation_kept *rows; /* DRAW_ENTRIES_MAX of them */
    size_t rows_n;
};

static void take_asker(void *arg, const struct reservation_row *row)
{
    struct drawing *drawing = arg;
    int64_t subject = row->together ? row->request_id : row->id.v;
    if (drawing->rows_n == DRAW_ENTRIES_MAX) {
        return;
    }
    reservation_keep(&drawing->rows[drawing->rows_n++], row);
    for (size_t i = 0; row->together && i < drawing->n; i++) {
        if (drawing->entries[i].subject == subject) {
            drawing->entries[i].children++;
            return;
        }
    }
    struct draw_entry *entry = &drawing->entries[drawing->n++];
    *entry = (struct draw_entry){.class = row->class, .children = 1, .subject = subject};
    draw_ticket(row->public_id, entry->ticket);
}

static int32_t position_of(const struct drawing *drawing, const struct reservation_row *row)
{
    int64_t subject = row->together ? row->request_id : row->id.v;
    for (size_t i = 0; i < drawing->n; i++) {
        if (drawing->entries[i].subject == subject) {
            return drawing->entries[i].position;
        }
    }
    assert(false); /* everybody who asked has an entry */
    return 0;
}

/* Whoever asks later has the time of asking in the same column, which is greater than any number of a draw. */
static enum err requeue_all(struct tx *tx, const struct drawing *drawing, bool drawn)
{
    enum err err = OK;
    for (size_t i = 0; err == OK && i < drawing->rows_n; i++) {
        const struct reservation_row *row = &drawing->rows[i].row;
        struct reservation_requeue to = {
            .id = row->id,
            .site = row->site,
            .day = row->day,
            .slot = row->slot,
            .from_class = row->class,
            .class = row->class,
            .queue_ms = drawn ? position_of(drawing, row) : row->queue_ms,
            .reason = REASON_FULL,
            .now_ms = tx->now_ms,
        };
        err = reservation_requeue(tx->db, &to);
        if (err == OK) {
            tx_change(tx, CHANGE_HOUSEHOLD, row->household_id, row->day);
        }
    }
    return err;
}

static void put_hex(struct json_out *out, const char *key, const void *bytes, size_t n)
{
    char hex[2 * SECRET_HASH_BYTES + 1];
    assert(n <= SECRET_HASH_BYTES);
    str_hex(bytes, n, hex);
    json_put_word(out, key, hex);
}

void put_draw(struct json_out *out, const struct site *site, int32_t day, const struct draw *draw,
              const unsigned char *seed)
{
    json_put_word(out, "draw", "tsubame-draw-1");
    json_put_text(out, site->kind == SITE_NURSERY ? "nursery_id" : "sick_room_id", str_of(site->public_id));
    json_put_day(out, "day", day);
    put_hex(out, "commitment", draw->commitment, sizeof draw->commitment);
    json_put_instant(out, "committed_at", draw->committed_ms);
    json_put_instant(out, "opens_at", draw->opens_ms);
    json_put_instant(out, "closes_at", draw->closes_ms);
    if (seed != NULL) {
        put_hex(out, "seed", seed, DRAW_SEED_BYTES);
    }
}

/* What anyone can check again with `tsubame verify-draw`. */
static void write_record(const struct drawing *drawing, const struct draw *draw, const unsigned char *seed,
                         const struct site *site, int32_t day, struct buf *buf)
{
    struct json_out out;
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    put_draw(&out, site, day, draw, seed);
    json_out_key(&out, "entries");
    json_out_open(&out, '[');
    for (size_t i = 0; i < drawing->n; i++) {
        json_out_open(&out, '{');
        json_put_int(&out, "position", drawing->entries[i].position);
        json_put_word(&out, "ticket", drawing->entries[i].ticket);
        json_put_int(&out, "class", drawing->entries[i].class);
        json_put_int(&out, "children", drawing->entries[i].children);
        json_out_close(&out, '}');
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
}

static enum err reveal(struct tx *tx, struct site_id site, int32_t day, struct drawing *drawing,
                       const struct draw *draw)
{
    unsigned char seed[DRAW_SEED_BYTES];
    struct site row;
    struct buf record;
    char *text = malloc(DRAW_RECORD_BYTES);
    enum err err = text == NULL ? ERR_IO : unseal_seed(tx, site, day, draw, seed);
    err = err == OK ? site_by_id(tx->db, site.v, &row) : err;
    if (err == OK) {
        draw_order(seed, drawing->entries, drawing->n);
        buf_init(&record, text, DRAW_RECORD_BYTES);
        write_record(drawing, draw, seed, &row, day, &record);
        err = record.overflow ? ERR_LIMIT : draw_reveal(tx->db, site, day, buf_view(&record), tx->now_ms);
    }
    free(text);
    return err;
}

static enum err draw_all(struct tx *tx, struct site_id site, int32_t day, const struct policy *policy,
                         struct drawing *drawing)
{
    struct draw draw;
    enum err err = reservation_of_day(tx->db, site, day, RESERVATION_WAITLISTED, take_asker, drawing);
    bool lottery = policy->booking.opening == OPENING_LOTTERY;
    if (err == OK && lottery) {
        err = draw_get(tx->db, site, day, &draw, NULL);
        err = err == OK ? reveal(tx, site, day, drawing, &draw) : err;
    }
    err = err == OK ? requeue_all(tx, drawing, lottery) : err;
    err = err == OK ? sick_day_set(tx->db, site, day, SICK_DAY_DRAWN, tx->now_ms) : err;
    return err == OK ? promote_waiting(tx, site, day, PROMOTE_DRAWN) : err;
}

enum err draw_opening(struct tx *tx, struct site_id site, int32_t day)
{
    const struct policy *policy = NULL;
    struct reservation_calendar calendar;
    struct sick_day known;
    enum err err = read_rules(tx, site, day, &policy, &calendar);
    err = err == OK ? sick_day_read(tx->db, site, day, policy, &known) : err;
    int64_t until_ms = err == OK ? window_collected_until(policy, &calendar.calendar, day) : 0;
    if (err != OK || !known.known || known.drawn_ms != 0 || until_ms == 0 || tx->now_ms < until_ms) {
        return err;
    }
    struct drawing drawing = {.entries = calloc(DRAW_ENTRIES_MAX, sizeof *drawing.entries),
                              .rows = calloc(DRAW_ENTRIES_MAX, sizeof *drawing.rows)};
    err = drawing.entries == NULL || drawing.rows == NULL ? ERR_IO : draw_all(tx, site, day, policy, &drawing);
    free(drawing.entries);
    free(drawing.rows);
    return err;
}
