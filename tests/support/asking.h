/* Families of the small town of room.h who ask, cancel and answer, through the real verbs on the real lane. */
#ifndef SUPPORT_ASKING_H
#define SUPPORT_ASKING_H

#include <stdint.h>

#include "actions/act.h"
#include "actions/answer_offer.h"
#include "actions/cancel_reservation.h"
#include "actions/reserve_slot.h"
#include "support/room.h"

struct asked {
    struct reserve_slot ask;
    struct answer answer;
    struct act act;
    struct caller caller;
    char child[16];
    char room[16];
    char condition[64];
    char body[512];
};

/* What account `parent` would ask for child c{parent} in room r{room}: a cold, the whole day, by web. To be changed before asking_send. */
void asking_fill(struct asked *asked, int parent, int room, int32_t day);
/* key "" records nothing. The answer's body is the first result's id, or the word of the reason. */
enum err asking_send(struct room_world *world, struct asked *asked, const char *key);
/* Both at once. */
enum err asking_room(struct room_world *world, struct asked *asked, int parent, int room, const char *key, int32_t day);
void asking_ill(struct asked *asked, size_t child, const char *disease);

/* Asks at an instant; returns the id, the word of its state is in asking_states. */
const char *asking_id_at(struct room_world *world, struct asked *asked, const char *instant, int parent, int room);

/* 200, 404, 409, 412, −1. */
int asking_cancel(struct room_world *world, int parent, const char *id, int64_t version);
/* The same with everything that can be said, by anybody. */
int asking_give_back(struct room_world *world, struct caller caller, struct cancel_reservation *ask);
/* Any verb of booking by anybody: 200, 404, −1. */
typedef enum err (*asking_verb)(struct tx *tx, const struct caller *caller, void *arg);
int asking_do(struct room_world *world, struct caller caller, asking_verb verb, void *ask);
/* The reason's word, or "". */
const char *asking_answer(struct room_world *world, int parent, const char *id, bool accept, bool keep_waiting);
/* The clock moves to an instant. */
void asking_clock(const char *instant);
/* … and what the agenda says is done. */
void asking_at(struct room_world *world, const char *instant);

/* Statements of the test's own, past the program. */
void asking_change(struct room_world *world, const char *sql);
/* One number, or the only word, of the database. */
int64_t asking_count(struct room_world *world, const char *sql);
/* States of the reservations of child c{n} in order of room, as words with spaces between; the storage is the next call's. */
const char *asking_states(struct room_world *world, int child);

#endif
