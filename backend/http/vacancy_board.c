/* See vacancy_board.h. */
#include "http/vacancy_board.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "store/vacancy_store.h"

#include "base/banned.h"

enum { POLICIES_MAX = 16 };

struct dated_policy {
    int32_t from_day;
    struct reservation_policy policy;
};

struct dated_policies {
    struct dated_policy list[POLICIES_MAX];
    size_t n;
};

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

/* The newest POLICIES_MAX rules are enough for the horizon. */
static void take_policy(void *arg, int32_t valid_from_day, const struct reservation_policy *policy)
{
    struct dated_policies *policies = arg;
    if (policies->n == POLICIES_MAX) {
        memmove(&policies->list[0], &policies->list[1], (POLICIES_MAX - 1) * sizeof policies->list[0]);
        policies->n--;
    }
    policies->list[policies->n++] = (struct dated_policy){valid_from_day, *policy};
}

static const struct reservation_policy *policy_on(const struct dated_policies *policies, int32_t day)
{
    for (size_t i = policies->n; i > 0; i--) {
        if (policies->list[i - 1].from_day <= day) {
            return &policies->list[i - 1].policy;
        }
    }
    return NULL;
}

static void set_window(struct vacancy_cell *cell, const struct reservation_policy *policy,
                       const struct calendar *calendar, int32_t day)
{
    struct calendar on_day = *calendar;
    struct reservation_window window;
    if (policy == NULL) {
        return;
    }
    on_day.weekday_mask = policy->weekday_mask;
    cell->capacity = policy->capacity;
    cell->open = calendar_open(&on_day, day) && reservation_window(policy, &on_day, day, &window);
    if (cell->open) {
        cell->opens_ms = window.opens_ms;
        cell->closes_ms = window.closes_ms;
    }
}

struct slot_target {
    struct vacancy_room *room;
    int32_t first_day;
};

static void take_slot(void *arg, const struct vacancy_slot_row *slot)
{
    const struct slot_target *target = arg;
    struct vacancy_cell *cell = &target->room->cells[slot->day - target->first_day];
    assert(slot->day >= target->first_day);
    assert(slot->day < target->first_day + VACANCY_HORIZON_DAYS);
    cell->capacity = slot->capacity;
    cell->held = slot->held;
    cell->waiting = slot->waiting;
}

static enum err read_room(struct db *db, int32_t first_day, struct vacancy_room *room)
{
    struct dated_policies policies = {.n = 0};
    struct reservation_calendar calendar;
    struct site_id site = {room->id};
    int32_t last_day = first_day + VACANCY_HORIZON_DAYS - 1;
    enum err err = vacancy_policies(db, site, last_day, take_policy, &policies);
    err = err == OK ? reservation_calendar_read(db, site, 0, first_day - CALENDAR_LOOK_BACK_DAYS, last_day, &calendar)
                    : err;
    if (err != OK) {
        return err;
    }
    for (int32_t i = 0; i < VACANCY_HORIZON_DAYS; i++) {
        set_window(&room->cells[i], policy_on(&policies, first_day + i), &calendar.calendar, first_day + i);
    }
    struct slot_target target = {room, first_day};
    return vacancy_slots(db, site, first_day, last_day, take_slot, &target);
}

enum err vacancy_board_read(struct db *db, int32_t first_day, struct vacancy_board *board)
{
    board->rooms_n = 0;
    board->first_day = first_day;
    enum err err = vacancy_rooms(db, take_room, board);
    for (size_t i = 0; err == OK && i < board->rooms_n; i++) {
        err = read_room(db, first_day, &board->rooms[i]);
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
            struct slot_target target = {&board->rooms[i], board->first_day};
            return vacancy_slots(db, (struct site_id){site_id}, day, day, take_slot, &target);
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
            cell->mark = reservation_mark(takes, cell->capacity - cell->held);
            if (takes && cell->closes_ms < next_ms) {
                next_ms = cell->closes_ms;
            }
        }
    }
    return next_ms;
}

static bool cell_differs(const struct vacancy_cell *a, const struct vacancy_cell *b)
{
    return a->capacity != b->capacity || a->held != b->held || a->waiting != b->waiting || a->open != b->open ||
           a->mark != b->mark || a->opens_ms != b->opens_ms || a->closes_ms != b->closes_ms;
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

static void write_cell(struct json_out *out, const struct vacancy_cell *cell, int32_t day)
{
    int32_t remaining = cell->capacity - cell->held;
    json_out_open(out, '{');
    json_put_day(out, "day", day);
    json_out_key(out, "slots");
    json_out_open(out, '[');
    json_out_open(out, '{');
    json_put_word(out, "slot", RESERVATION_DAY_SLOT);
    json_put_int(out, "capacity", cell->open ? cell->capacity : 0);
    json_put_int(out, "remaining", cell->open && remaining > 0 ? remaining : 0);
    json_put_word(out, "mark", reservation_mark_word(cell->mark));
    json_put_int(out, "waitlisted", cell->waiting);
    json_put_instant_or_null(out, "opens_at", cell->open ? cell->opens_ms : 0);
    json_put_instant_or_null(out, "closes_at", cell->open ? cell->closes_ms : 0);
    json_out_close(out, '}');
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
