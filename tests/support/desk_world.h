/* An entrance for tests of gateway/desk*: five children, a roster of the day, a real outbox in the test's folder, and the desk over them. */
#pragma once

#include "desk.h"
#include "server_half.h"

enum { DESK_CHILDREN = 5 };

struct desk_world {
    struct server_half half;
    struct roster_book *book;
    struct outbox *outbox;
    struct desk *desk;
    struct roster_child children[DESK_CHILDREN];
    int32_t day;
};

extern struct desk_world world;

/* 2026-11-20, 08:00. Children "a" … "e" with the cards 1 … 5; card 9 is the family card of c, d and e, of whom e is reported absent. With those that
 * `speak` names ("bd") staff want a word. */
void desk_world_open(const char *speak);
void desk_world_close(void);
/* The clock of that day. */
void desk_world_at(int32_t hour, int32_t minute);
void desk_world_card(int n, unsigned char card[SECRET_CARD_HASH_BYTES]);
enum err desk_world_touch(int card);
struct desk_moment desk_world_moment(void);
/* Answers what the screen asks just now: the word, with the children it names ("cd"). */
enum err desk_world_answer(enum desk_word word, const char *names);
