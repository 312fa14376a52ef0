/* See asking.h. */
#include "support/asking.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/civil.h"
#include "base/clock.h"
#include "support/database.h"
#include "support/test.h"
#include "work/agenda_watch.h"

static void encode_plain(const void *arg, struct answer *answer)
{
    const struct reserve_slot *ask = arg;
    answer->status = ask->taken_n > 0 ? 201 : 409;
    const char *word = ask->results_n > 0 ? reservation_reason_word(ask->results[0].decision.reason) : "";
    buf_puts(&answer->body, ask->taken_n > 0 ? ask->results[0].id : word);
}

void asking_ill(struct asked *asked, size_t child, const char *disease)
{
    asked->ask.asked.children[child].illness = (struct illness){
        .disease = disease_find(str_of(disease)), .onset_day = ROOM_DAY - 1, .tenths = POLICY_NONE};
    asked->ask.asked.children[child].condition = STR("{\"diagnosis\":\"COLD\"}");
}

void asking_fill(struct asked *asked, int parent, int room, int32_t day)
{
    memset(asked, 0, sizeof *asked);
    snprintf(asked->child, sizeof asked->child, "c%d", parent);
    snprintf(asked->room, sizeof asked->room, "r%d", room);
    asked->caller = room_caller(parent);
    asked->ask.asked.children_n = 1;
    asked->ask.asked.children[0].child = str_of(asked->child);
    asking_ill(asked, 0, "COLD");
    asked->ask.asked.rooms[0] = str_of(asked->room);
    asked->ask.asked.rooms_n = 1;
    asked->ask.asked.channel = 1;
    asked->ask.days[0] = day;
    asked->ask.days_n = 1;
    asked->ask.planned_min = POLICY_NONE;
}

enum err asking_send(struct room_world *world, struct asked *asked, const char *key)
{
    buf_init(&asked->answer.body, asked->body, sizeof asked->body);
    asked->act = (struct act){.caller = &asked->caller,
                              .operation = OPERATION_RESERVE,
                              .key = str_of(key),
                              .verb = reserve_slot,
                              .encode = encode_plain,
                              .arg = &asked->ask,
                              .answer = &asked->answer};
    return act_do(world->lane, &asked->act, LANE_BOOKING);
}

enum err asking_room(struct room_world *world, struct asked *asked, int parent, int room, const char *key, int32_t day)
{
    asking_fill(asked, parent, room, day);
    return asking_send(world, asked, key);
}

const char *asking_id_at(struct room_world *world, struct asked *asked, const char *instant, int parent, int room)
{
    asking_at(world, instant);
    EXPECT_OK(asking_room(world, asked, parent, room, "", ROOM_DAY));
    EXPECT_INT(asked->answer.status, 201);
    return asked->ask.results[0].id;
}

static void encode_cancelled(const void *arg, struct answer *answer)
{
    const struct cancel_reservation *ask = arg;
    answer->status = ask->reason != REASON_NONE || ask->why_needed ? 409 : ask->changed ? 412 : 200; /* as http does */
}

static enum err do_plain(struct room_world *world, struct caller who, struct act *act)
{
    static char body[64];
    static struct caller caller;
    static struct answer answer;
    caller = who;
    answer = (struct answer){0};
    buf_init(&answer.body, body, sizeof body);
    act->caller = &caller;
    act->answer = &answer;
    return act_do(world->lane, act, LANE_BOOKING);
}

int asking_cancel(struct room_world *world, int parent, const char *id, int64_t version)
{
    struct cancel_reservation ask = {.id = str_of(id), .version = version};
    return asking_give_back(world, room_caller(parent), &ask);
}

int asking_give_back(struct room_world *world, struct caller caller, struct cancel_reservation *ask)
{
    struct act act = {
        .operation = OPERATION_RESERVATION_CANCEL, .verb = cancel_reservation, .encode = encode_cancelled, .arg = ask};
    enum err err = do_plain(world, caller, &act);
    return err == ERR_NOT_FOUND ? 404 : err == OK ? act.answer->status : -1;
}

static void encode_answered(const void *arg, struct answer *answer)
{
    (void)arg;
    answer->status = 200;
}

int asking_do(struct room_world *world, struct caller caller, asking_verb verb, void *ask)
{
    struct act act = {.operation = OPERATION_RESERVATION_DECIDE, .verb = verb, .encode = encode_answered, .arg = ask};
    enum err err = do_plain(world, caller, &act);
    return err == ERR_NOT_FOUND ? 404 : err == OK ? act.answer->status : -1;
}

const char *asking_answer(struct room_world *world, int parent, const char *id, bool accept, bool keep_waiting)
{
    struct answer_offer ask = {.id = str_of(id), .accept = accept, .keep_waiting = keep_waiting};
    struct act act = {
        .operation = OPERATION_RESERVATION_ACCEPT, .verb = answer_offer, .encode = encode_answered, .arg = &ask};
    EXPECT_OK(do_plain(world, room_caller(parent), &act));
    return ask.reason == REASON_NONE ? "" : reservation_reason_word(ask.reason);
}

void asking_clock(const char *instant)
{
    int64_t now_ms;
    EXPECT_OK(civil_parse_instant(str_of(instant), &now_ms));
    clock_pin(now_ms);
}

void asking_at(struct room_world *world, const char *instant)
{
    asking_clock(instant);
    EXPECT_OK(agenda_watch_look(world->lane));
}

void asking_change(struct room_world *world, const char *sql)
{
    database_change(world->path, sql);
}

int64_t asking_count(struct room_world *world, const char *sql)
{
    return database_count(world->path, sql);
}

const char *asking_states(struct room_world *world, int child)
{
    static char words[160];
    char sql[160];
    sqlite3 *db;
    sqlite3_stmt *stmt;
    struct buf buf;
    buf_init(&buf, words, sizeof words);
    snprintf(sql, sizeof sql, "SELECT state FROM reservation WHERE child_id = %d ORDER BY site_id, day, id", child);
    EXPECT_INT(sqlite3_open(world->path, &db), SQLITE_OK);
    EXPECT_INT(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL), SQLITE_OK);
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        buf_puts(&buf, buf.n > 0 ? " " : "");
        buf_puts(&buf, reservation_state_word((enum reservation_state)sqlite3_column_int(stmt, 0)));
    }
    sqlite3_finalize(stmt);
    sqlite3_close(db);
    return words;
}
