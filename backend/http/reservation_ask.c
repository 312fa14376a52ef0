/* See reservation_ask.h. What is known of the illness is written again in one canonical form: that text is sealed and stored. */
#include "http/reservation_ask.h"

#include <string.h>

#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "core/disease.h"

#include "base/banned.h"

enum {
    ID_BYTES_MAX = 64,
    TENTHS_MIN = 340,
    TENTHS_MAX = 429,
    NOTHING = -1,
    CALL_HOURS_MAX = 24,
    NAME_BYTES_MAX = 128,
    COMMON_BYTES = 1200
};

static const char *const note_words[] = {"none", "visit_booked", "in_hand", NULL};
static const char *const channel_words[] = {"phone", "counter", NULL};

/* One body being read: what is common to all children's conditions is copied into each. */
struct reading {
    struct request *request;
    struct json_in *in;
    struct reserve_slot *ask;
    char *storage;     /* of one condition */
    struct buf common; /* members beside the illness: pickup, called_at */
    enum err err;
};

/* Copies a view of the document, which ends with it. */
static struct str keep(struct reading *reading, struct str text)
{
    struct str kept = arena_copy(&reading->request->worker->arena, text);
    if (kept.p == NULL) {
        reading->err = ERR_LIMIT;
        kept = STR("");
    }
    return kept;
}

/* What is kept of a condition beside the illness that the rules look at. */
struct told {
    int64_t measured_ms;
    int32_t visit_day; /* on which the doctor is seen */
    bool allergies;
};

static void put_instant(struct json_out *out, const char *key, int64_t instant_ms)
{
    if (instant_ms != 0) {
        json_put_instant(out, key, instant_ms);
    }
}

static void put_day(struct json_out *out, const char *key, int32_t day)
{
    if (day != 0) {
        json_put_day(out, key, day);
    }
}

static void put_illness(struct json_out *out, const struct illness *illness, const struct told *told)
{
    json_put_word(out, "diagnosis", disease_list[illness->disease].code);
    json_put_day(out, "onset", illness->onset_day);
    if (illness->tenths != POLICY_NONE) {
        json_out_key(out, "temperature_c");
        json_out_tenths(out, illness->tenths);
    }
    put_instant(out, "measured_at", told->measured_ms);
    put_instant(out, "antipyretic_at", illness->antipyretic_ms);
    put_instant(out, "treated_at", illness->treated_ms);
    json_put_word(out, "note", note_words[illness->note]);
    put_day(out, "note_issued", illness->note_issued_day);
    put_day(out, "note_visit", told->visit_day);
    json_put_bool(out, "allergies_confirmed", told->allergies);
}

/* What the family says; the first fault that is not a JSON one is the unknown disease. */
static void decode_illness(struct json_in *in, struct illness *to, struct told *told)
{
    struct str diagnosis = json_text(in, "diagnosis", JSON_REQUIRED, 32);
    to->onset_day = json_day(in, "onset", JSON_REQUIRED, 0);
    to->tenths = json_tenths(in, "temperature_c", JSON_OPTIONAL, TENTHS_MIN, TENTHS_MAX, POLICY_NONE);
    told->measured_ms = json_instant(in, "measured_at", JSON_OPTIONAL, 0);
    to->antipyretic_ms = json_instant(in, "antipyretic_at", JSON_OPTIONAL, 0);
    to->treated_ms = json_instant(in, "treated_at", JSON_OPTIONAL, 0);
    int note = json_word(in, "note", JSON_REQUIRED, note_words);
    to->note = note < 0 ? ILLNESS_NOTE_NONE : (enum illness_note)note;
    to->note_issued_day = json_day(in, "note_issued", JSON_OPTIONAL, 0);
    told->visit_day = json_day(in, "note_visit", JSON_OPTIONAL, 0);
    told->allergies = json_bool(in, "allergies_confirmed", JSON_OPTIONAL, false);
    to->disease = disease_find(diagnosis);
    if (diagnosis.n > 0 && to->disease < 0) {
        json_blame(in, "diagnosis", "OUT_OF_RANGE");
    }
    to->disease = to->disease < 0 ? 0 : to->disease;
}

static void decode_condition(struct reading *reading, struct json_in *in, struct reserve_child *to)
{
    struct json_out out;
    struct buf text;
    struct json_in condition;
    struct told told = {0};
    if (!json_nested(in, "condition", JSON_REQUIRED, &condition)) {
        return;
    }
    decode_illness(&condition, &to->illness, &told);
    json_nested_end(&condition);
    buf_init(&text, reading->storage, RESERVATION_CONDITION_BYTES_MAX + 1);
    json_out_init(&out, &text);
    json_out_open(&out, '{');
    put_illness(&out, &to->illness, &told);
    buf_str(&text, buf_view(&reading->common)); /* ",…" or nothing */
    json_out_close(&out, '}');
    if (text.overflow) {
        reading->err = ERR_LIMIT;
        return;
    }
    to->condition = keep(reading, buf_view(&text));
}

static void put_said(struct json_out *out, const char *key, struct str text)
{
    if (text.n > 0) {
        json_put_text(out, key, text);
    }
}

void reservation_ask_pickup(struct json_in *in, struct json_out *out)
{
    struct json_in pickup;
    if (!json_nested(in, "pickup", JSON_OPTIONAL, &pickup)) {
        return;
    }
    json_out_key(out, "pickup");
    json_out_open(out, '{');
    put_said(out, "person_id", json_text(&pickup, "person_id", JSON_OPTIONAL, ID_BYTES_MAX));
    put_said(out, "name", json_text(&pickup, "name", JSON_OPTIONAL, NAME_BYTES_MAX));
    int32_t minute = json_minute(&pickup, "time", JSON_OPTIONAL, NOTHING);
    if (minute != NOTHING) {
        json_put_minute_or_null(out, "time", minute);
    }
    json_out_close(out, '}');
    json_nested_end(&pickup);
}

void reservation_ask_particulars(struct json_in *in, struct json_out *out)
{
    struct json_in condition;
    if (!json_nested(in, "condition", JSON_OPTIONAL, &condition)) {
        return;
    }
    int32_t tenths = json_tenths(&condition, "temperature_c", JSON_OPTIONAL, TENTHS_MIN, TENTHS_MAX, POLICY_NONE);
    if (tenths != POLICY_NONE) {
        json_out_key(out, "temperature_c");
        json_out_tenths(out, tenths);
    }
    put_instant(out, "measured_at", json_instant(&condition, "measured_at", JSON_OPTIONAL, 0));
    put_day(out, "note_issued", json_day(&condition, "note_issued", JSON_OPTIONAL, 0));
    put_day(out, "note_visit", json_day(&condition, "note_visit", JSON_OPTIONAL, 0));
    if (json_bool(&condition, "allergies_confirmed", JSON_OPTIONAL, false)) {
        json_put_bool(out, "allergies_confirmed", true);
    }
    json_nested_end(&condition);
}

/* Who fetches and when, when somebody called: the same for all children, written once as members with a comma before each. */
static void decode_common(struct reading *reading, char *storage, size_t bytes)
{
    struct json_out out;
    struct buf text;
    char inner[COMMON_BYTES];
    buf_init(&reading->common, storage, bytes);
    buf_init(&text, inner, sizeof inner);
    json_out_init(&out, &text);
    json_out_open(&out, '{');
    reservation_ask_pickup(reading->in, &out);
    put_instant(&out, "called_at", reading->ask->asked.called_ms);
    json_out_close(&out, '}');
    if (text.overflow) {
        reading->err = ERR_LIMIT;
    } else if (text.n > 2) {
        buf_char(&reading->common, ',');
        buf_add(&reading->common, text.p + 1, text.n - 2);
    }
}

static void decode_days(struct reading *reading)
{
    struct json_in *in = reading->in;
    struct reserve_slot *ask = reading->ask;
    ask->days_n = json_list(in, "days", JSON_REQUIRED, RESERVE_DAYS_MAX);
    if (ask->days_n == 0 && in->faults->n == 0) {
        json_blame(in, "days", "MISSING");
    }
    for (size_t i = 0; i < ask->days_n; i++) {
        ask->days[i] = json_list_day(in, "days", i);
        for (size_t j = 0; j < i; j++) {
            if (ask->days[j] == ask->days[i]) {
                json_blame(in, "days", "OUT_OF_RANGE");
            }
        }
    }
}

static bool named_before(const struct reserve_asked *asked, struct str room)
{
    for (size_t i = 0; i < asked->rooms_n; i++) {
        if (str_equal(asked->rooms[i], room)) {
            return true;
        }
    }
    return false;
}

/* The room of the first wish, then further wishes in order. */
static void decode_rooms(struct reading *reading)
{
    struct reserve_asked *asked = &reading->ask->asked;
    asked->rooms[asked->rooms_n++] = keep(reading, json_text(reading->in, "sick_room_id", JSON_REQUIRED, ID_BYTES_MAX));
    size_t n = json_list(reading->in, "wishes", JSON_OPTIONAL, RESERVE_ROOMS_MAX - 1);
    for (size_t i = 0; i < n; i++) {
        struct str room = keep(reading, json_list_text(reading->in, "wishes", i, ID_BYTES_MAX));
        if (named_before(asked, room)) {
            json_blame(reading->in, "wishes", "OUT_OF_RANGE");
        }
        asked->rooms[asked->rooms_n++] = room;
    }
}

static void decode_children(struct reading *reading)
{
    struct reserve_asked *asked = &reading->ask->asked;
    struct reserve_child *first = &asked->children[asked->children_n++];
    first->child = keep(reading, json_text(reading->in, "child_id", JSON_REQUIRED, ID_BYTES_MAX));
    decode_condition(reading, reading->in, first);
    size_t n = json_list(reading->in, "siblings", JSON_OPTIONAL, RESERVE_CHILDREN_MAX - 1);
    for (size_t i = 0; i < n; i++) {
        struct json_in row;
        struct reserve_child *sibling = &asked->children[asked->children_n];
        if (!json_list_object(reading->in, "siblings", i, &row)) {
            continue;
        }
        asked->children_n++;
        sibling->child = keep(reading, json_text(&row, "child_id", JSON_REQUIRED, ID_BYTES_MAX));
        decode_condition(reading, &row, sibling);
        json_nested_end(&row);
        if (str_equal(sibling->child, first->child)) {
            json_blame(reading->in, "siblings", "OUT_OF_RANGE");
        }
    }
}

/* A call that came today or yesterday, and has come. */
static void decode_call(struct reading *reading)
{
    struct reserve_asked *asked = &reading->ask->asked;
    int channel = json_word(reading->in, "channel", JSON_OPTIONAL, channel_words);
    asked->channel = channel < 0 ? 1 : channel + 2;
    asked->called_ms = json_instant(reading->in, "called_at", JSON_OPTIONAL, 0);
    int64_t now_ms = clock_now_ms();
    bool possible = asked->called_ms == 0 || (asked->channel != 1 && asked->called_ms <= now_ms &&
                                              asked->called_ms > now_ms - (int64_t)CALL_HOURS_MAX * 3600000);
    if (!possible) {
        json_blame(reading->in, "called_at", "OUT_OF_RANGE");
    }
}

static void decode_members(struct reading *reading)
{
    char storage[COMMON_BYTES];
    struct json_in *in = reading->in;
    struct reserve_slot *ask = reading->ask;
    decode_call(reading);
    decode_common(reading, storage, sizeof storage);
    decode_rooms(reading);
    decode_children(reading);
    decode_days(reading);
    ask->asked.slot = keep(reading, json_text(in, "slot", JSON_OPTIONAL, POLICY_ID_BYTES - 1));
    ask->keep = json_bool(in, "keep_waiting", JSON_OPTIONAL, false);
    ask->stays = json_bool(in, "same_day_list", JSON_OPTIONAL, false);
    ask->auto_until_ms = json_instant(in, "auto_accept_until", JSON_OPTIONAL, 0);
    ask->planned_min = json_minute(in, "planned_arrival", JSON_OPTIONAL, POLICY_NONE);
    if (ask->days_n * ask->asked.children_n * ask->asked.rooms_n > RESERVE_RESULTS_MAX) {
        json_blame(in, "days", "OUT_OF_RANGE");
    }
}

enum err reservation_ask_decode(struct request *request, struct reserve_slot *ret, struct json_faults *faults)
{
    struct json_in in;
    struct reading reading = {.request = request, .in = &in, .ask = ret};
    memset(ret, 0, sizeof *ret);
    reading.storage = arena_alloc(&request->worker->arena, RESERVATION_CONDITION_BYTES_MAX + 1);
    if (reading.storage == NULL) {
        return ERR_LIMIT;
    }
    enum err err = json_open(request->body, &in, faults);
    if (err != OK) {
        return err;
    }
    decode_members(&reading);
    err = json_close(&in);
    return err == OK ? reading.err : err;
}
