/* Rooms × days as numbers, and their JSON (contract 3, GET /vacancies; R-RSV-09). No locks, no clock: vacancy_snapshot.c keeps two. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/reservation.h"
#include "http/vacancy_snapshot.h"
#include "store/db.h"

struct vacancy_slot {
    char id[POLICY_ID_BYTES];
    uint32_t segments;
    int32_t remaining;
    int32_t waiting;
    enum reservation_mark mark;
};

/* A room's day. */
struct vacancy_cell {
    int32_t capacity;
    struct vacancy_slot slots[POLICY_SLOTS_MAX];
    size_t slots_n;
    bool open; /* the room is open that day and requests can be made for it at some time */
    int64_t opens_ms;
    int64_t closes_ms;
    int64_t draws_ms; /* until when requests are collected to be drawn or ordered; 0: first come */
};

struct vacancy_room {
    int64_t id;
    int32_t sick_type;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    char name[192];
    char area[96];
    char phone[32];
    struct vacancy_cell cells[VACANCY_HORIZON_DAYS];
};

struct vacancy_board {
    int32_t first_day;
    int64_t as_of_ms;
    size_t rooms_n;
    struct vacancy_room *rooms; /* VACANCY_ROOMS_MAX of them */
};

/* Allocates the rooms of `board` and of a second one, which is returned; NULL: no memory. */
struct vacancy_board *vacancy_board_open(struct vacancy_board *board);
void vacancy_board_close(struct vacancy_board *board, struct vacancy_board *second);

/* Everything afresh: rooms, rules, windows, what is taken. */
enum err vacancy_board_read(struct db *db, int32_t first_day, struct vacancy_board *board) NODISCARD;
/* One cell's numbers; a room or day not on the board is none of our business. */
enum err vacancy_board_reread(struct db *db, struct vacancy_board *board, int64_t site_id, int32_t day) NODISCARD;
/* Sets the marks as of now; returns the next instant at which one of them changes by itself. */
int64_t vacancy_board_mark(struct vacancy_board *board, int64_t now_ms);
bool vacancy_board_differs(const struct vacancy_board *a, const struct vacancy_board *b);
void vacancy_board_copy(struct vacancy_board *to, const struct vacancy_board *from);

/* {as_of, sick_rooms:[…]} */
void vacancy_board_write(const struct vacancy_board *board, int32_t from_day, int32_t days, struct buf *buf);
/* {version, as_of, sick_rooms:[…]} of the cells in which `now` differs from `before`. */
void vacancy_board_write_changes(const struct vacancy_board *before, const struct vacancy_board *now, int64_t version,
                                 struct buf *buf);
