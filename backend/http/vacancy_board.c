/* See vacancy_board.h. */
#include "http/vacancy_board.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "core/window.h"
#include "store/policy_store.h"
#include "store/reservation_facts.h"
#include "store/sick_day_store.h"
#include "store/vacancy_store.h"

#include "base/banned.h"

struct vacancy_board *vacancy_board_open(struct vacancy_board *board)
{
    struct vacancy_board *second = calloc(1, sizeof *second);
    board->rooms = calloc(VACANCY_ROOMS_MAX, sizeof *board->rooms);
    if (second != NULL) {
        second->rooms = calloc(VACANCY_ROOMS_MAX, sizeof *second->rooms);
    }
    if (second == NULL || board->rooms == NULL || second->rooms == NULL) {
        vacancy_board_close(board, second);
        return NULL;
    }
    return second;
}

void vacancy_board_close(struct vacancy_board *board, struct vacancy_board *second)
{
    free(board->rooms);
    board->rooms = NULL;
    if (second != NULL) {
        free(second->rooms);
        free(second);
    }
}

static void copy_or_empty(struct str text, char *out, size_t max)
{
    enum err err = str_copy(text, out, max);
    if (err != OK) {
        out[0] = '\0'; /* longer than any name we show: the id still stands */
    }
}

static void take_room(void *arg, const struct vacancy_room_row *row)
{
    struct vacancy_board *board = arg;
    if (board->rooms_n == VACANCY_ROOMS_MAX) {
        return;
    }
    struct vacancy_room *room = &board->rooms[board->rooms_n++];
    memset(room, 0, sizeof *room);
    room->id = row->id.v;
    room->sick_type = row->sick_type;
    copy_or_empty(row->public_id, room->public_id, sizeof room->public_id);
    copy_or_empty(row->name, room->name, sizeof room->name);
    copy_or_empty(row->area, room->area, sizeof room->area);
    copy_or_empty(row->phone, room->phone, sizeof room->phone);
}

/* What the rules of a day make of its cell, before anybody has asked for it. A day without rules is closed. */
static enum err set_rules(struct db *db, struct site_id site, int32_t day, struct reservation_calendar *days,
                          struct vacancy_cell *cell)
{
    const struct policy *policy = NULL;
    const struct calendar *calendar = &days->calendar;
    struct window_span span;
    memset(cell, 0, sizeof *cell);
    enum err err = policy_on(db, site.v, day, &policy);
    if (err != OK) {
        return err == ERR_NOT_FOUND || err == ERR_INVALID ? OK : err;
    }
    reservation_calendar_under(days, policy);
    cell->capacity = sick_day_capacity(policy, day, POLICY_NONE, POLICY_NONE, 0);
    cell->open = calendar_open(calendar, day) && window_span(policy, calendar, day, &span);
    if (cell->open) {
        cell->opens_ms = span.opens_ms;
        cell->closes_ms = span.closes_ms;
        cell->draws_ms = window_collected_until(policy, calendar, day);
    }
    for (size_t i = 0; i < policy->slots_n; i++) {
        struct vacancy_slot *slot = &cell->slots[cell->slots_n++];
        memcpy(slot->id, policy->slots[i].id, sizeof slot->id);
        slot->segments = policy->slots[i].segments;
        slot->remaining = cell->capacity;
    }
    return OK;
}

struct cells {
    struct vacancy_room *room;
    int32_t first_day;
};

static struct vacancy_cell *cell_of(const struct cells *cells, int32_t day)
{
    assert(day >= cells->first_day);
    assert(day < cells->first_day + VACANCY_HORIZON_DAYS);
    return &cells->room->cells[day - cells->first_day];
}

static void take_day(void *arg, const struct vacancy_day_row *row)
{
    struct vacancy_cell *cell = cell_of(arg, row->day);
    cell->capacity = row->capacity;
    for (size_t i = 0; i < cell->slots_n; i++) {
        struct vacancy_slot *slot = &cell->slots[i];
        slot->remaining = row->capacity;
        for (uint32_t s = 0; s < POLICY_SEGMENTS_MAX; s++) {
            int32_t left = row->capacity - row->held[s];
            slot->remaining = (slot->segments >> s & 1) != 0 && left < slot->remaining ? left : slot->remaining;
        }
    }
}

static void take_waits(void *arg, int32_t day, struct str id, int32_t waiting)
{
    struct vacancy_cell *cell = cell_of(arg, day);
    for (size_t i = 0; i < cell->slots_n; i++) {
        if (str_is(id, cell->slots[i].id)) {
            cell->slots[i].waiting = waiting;
        }
    }
}

static enum err read_days(struct db *db, struct vacancy_room *room, int32_t first_day, int32_t from_day, int32_t to_day)
{
    struct cells cells = {room, first_day};
    struct site_id site = {room->id};
    static const struct policy nothing; /* only the days are read */
    struct reservation_calendar days;
    enum err err = reservation_calendar_read(db, site, &nothing, from_day - CALENDAR_LOOK_BACK_DAYS, to_day, &days);
    for (int32_t day = from_day; err == OK && day <= to_day; day++) {
        err = set_rules(db, site, day, &days, cell_of(&cells, day));
    }
    err = err == OK ? vacancy_days(db, site, from_day, to_day, take_day, &cells) : err;
    return err == OK ? vacancy_waits(db, site, from_day, to_day, take_waits, &cells) : err;
}

enum err vacancy_board_read(struct db *db, int32_t first_day, struct vacancy_board *board)
{
    board->rooms_n = 0;
    board->first_day = first_day;
    enum err err = vacancy_rooms(db, take_room, board);
    for (size_t i = 0; err == OK && i < board->rooms_n; i++) {
        err = read_days(db, &board->rooms[i], first_day, first_day, first_day + VACANCY_HORIZON_DAYS - 1);
    }
    return err;
}

enum err vacancy_board_reread(struct db *db, struct vacancy_board *board, int64_t site_id, int32_t day)
{
    if (day < board->first_day || day >= board->first_day + VACANCY_HORIZON_DAYS) {
        return OK;
    }
    for (size_t i = 0; i < board->rooms_n; i++) {
        if (board->rooms[i].id == site_id) {
            return read_days(db, &board->rooms[i], board->first_day, day, day);
        }
    }
    return OK;
}

int64_t vacancy_board_mark(struct vacancy_board *board, int64_t now_ms)
{
    int64_t next_ms = INT64_MAX;
    for (size_t i = 0; i < board->rooms_n; i++) {
        for (int32_t d = 0; d < VACANCY_HORIZON_DAYS; d++) {
            struct vacancy_cell *cell = &board->rooms[i].cells[d];
            bool takes = cell->open && now_ms < cell->closes_ms;
            for (size_t slot = 0; slot < cell->slots_n; slot++) {
                cell->slots[slot].mark = reservation_mark(takes, cell->slots[slot].remaining);
            }
            if (takes && cell->closes_ms < next_ms) {
                next_ms = cell->closes_ms;
            }
        }
    }
    return next_ms;
}

static bool cell_differs(const struct vacancy_cell *a, const struct vacancy_cell *b)
{
    bool same = a->capacity == b->capacity && a->slots_n == b->slots_n && a->open == b->open &&
                a->opens_ms == b->opens_ms && a->closes_ms == b->closes_ms && a->draws_ms == b->draws_ms;
    for (size_t i = 0; i < a->slots_n && same; i++) {
        const struct vacancy_slot *one = &a->slots[i];
        const struct vacancy_slot *two = &b->slots[i];
        same = strcmp(one->id, two->id) == 0 && one->segments == two->segments && one->remaining == two->remaining &&
               one->waiting == two->waiting && one->mark == two->mark;
    }
    return !same;
}

bool vacancy_board_differs(const struct vacancy_board *a, const struct vacancy_board *b)
{
    if (a->first_day != b->first_day || a->rooms_n != b->rooms_n) {
        return true;
    }
    for (size_t i = 0; i < a->rooms_n; i++) {
        if (a->rooms[i].id != b->rooms[i].id || strcmp(a->rooms[i].name, b->rooms[i].name) != 0) {
            return true;
        }
        for (int32_t d = 0; d < VACANCY_HORIZON_DAYS; d++) {
            if (cell_differs(&a->rooms[i].cells[d], &b->rooms[i].cells[d])) {
                return true;
            }
        }
    }
    return false;
}

void vacancy_board_copy(struct vacancy_board *to, const struct vacancy_board *from)
{
    to->first_day = from->first_day;
    to->as_of_ms = from->as_of_ms;
    to->rooms_n = from->rooms_n;
    memcpy(to->rooms, from->rooms, from->rooms_n * sizeof *from->rooms);
}

static void write_slot(struct json_out *out, const struct vacancy_cell *cell, const struct vacancy_slot *slot)
{
    json_out_open(out, '{');
    json_put_word(out, "slot", slot->id);
    json_put_int(out, "capacity", cell->open ? cell->capacity : 0);
    json_put_int(out, "remaining", cell->open && slot->remaining > 0 ? slot->remaining : 0);
    json_put_word(out, "mark", reservation_mark_word(slot->mark));
    json_put_int(out, "waitlisted", slot->waiting);
    json_put_instant_or_null(out, "opens_at", cell->open ? cell->opens_ms : 0);
    json_put_instant_or_null(out, "closes_at", cell->open ? cell->closes_ms : 0);
    if (cell->open && cell->draws_ms != 0) {
        json_put_instant(out, "draws_at", cell->draws_ms);
    }
    json_out_close(out, '}');
}

static void write_cell(struct json_out *out, const struct vacancy_cell *cell, int32_t day)
{
    /* A day without rules is a closed one. */
    static const struct vacancy_cell unknown = {.slots = {{.id = RESERVATION_DAY_SLOT, .mark = MARK_CLOSED}},
                                                .slots_n = 1};
    const struct vacancy_cell *shown = cell->slots_n == 0 ? &unknown : cell;
    json_out_open(out, '{');
    json_put_day(out, "day", day);
    json_out_key(out, "slots");
    json_out_open(out, '[');
    for (size_t i = 0; i < shown->slots_n; i++) {
        write_slot(out, shown, &shown->slots[i]);
    }
    json_out_close(out, ']');
    json_out_close(out, '}');
}

static void open_room(struct json_out *out, const struct vacancy_room *room)
{
    static const char *const types[] = {NULL, "acute", "recovery", "in_nursery", "visit", "pickup"};
    assert((size_t)room->sick_type < sizeof types / sizeof types[0]);
    json_out_open(out, '{');
    json_put_word(out, "id", room->public_id);
    json_put_word(out, "name", room->name);
    json_put_word(out, "type", types[room->sick_type]);
    json_put_word(out, "area", room->area);
    json_put_word(out, "telephone", room->phone);
    json_out_key(out, "days");
    json_out_open(out, '[');
}

static void close_room(struct json_out *out)
{
    json_out_close(out, ']');
    json_out_close(out, '}');
}

void vacancy_board_write(const struct vacancy_board *board, int32_t from_day, int32_t days, struct buf *buf)
{
    struct json_out out;
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_put_instant(&out, "as_of", board->as_of_ms);
    json_out_key(&out, "sick_rooms");
    json_out_open(&out, '[');
    for (size_t i = 0; i < board->rooms_n; i++) {
        open_room(&out, &board->rooms[i]);
        for (int32_t day = from_day; day < from_day + days; day++) {
            int32_t d = day - board->first_day;
            if (d >= 0 && d < VACANCY_HORIZON_DAYS) {
                write_cell(&out, &board->rooms[i].cells[d], day);
            }
        }
        close_room(&out);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
}

/* The room as it was, NULL when it is new or the days have moved. */
static const struct vacancy_room *same_room(const struct vacancy_board *before, const struct vacancy_board *now,
                                            size_t i)
{
    bool same = before->first_day == now->first_day && i < before->rooms_n && before->rooms[i].id == now->rooms[i].id;
    return same ? &before->rooms[i] : NULL;
}

static void write_room_changes(struct json_out *out, const struct vacancy_room *before, const struct vacancy_room *now,
                               int32_t first_day)
{
    bool opened = false;
    for (int32_t d = VACANCY_PAST_DAYS; d < VACANCY_HORIZON_DAYS; d++) {
        if (before != NULL && !cell_differs(&before->cells[d], &now->cells[d])) {
            continue;
        }
        if (!opened) {
            open_room(out, now);
            opened = true;
        }
        write_cell(out, &now->cells[d], first_day + d);
    }
    if (opened) {
        close_room(out);
    }
}

void vacancy_board_write_changes(const struct vacancy_board *before, const struct vacancy_board *now, int64_t version,
                                 struct buf *buf)
{
    struct json_out out;
    json_out_init(&out, buf);
    json_out_open(&out, '{');
    json_put_int(&out, "version", version);
    json_put_instant(&out, "as_of", now->as_of_ms);
    json_out_key(&out, "sick_rooms");
    json_out_open(&out, '[');
    for (size_t i = 0; i < now->rooms_n; i++) {
        write_room_changes(&out, same_room(before, now, i), &now->rooms[i], now->first_day);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
}
