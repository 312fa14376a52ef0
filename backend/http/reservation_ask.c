/* See reservation_ask.h. What is known of the illness is written again in one canonical form: that text is sealed and stored. */
#include "http/reservation_ask.h"

#include "base/civil.h"
#include "base/json.h"
#include "core/disease.h"

#include "base/banned.h"

enum { ID_BYTES_MAX = 64, TENTHS_MIN = 340, TENTHS_MAX = 429, NOTHING = -1 };

static const char *const note_words[] = {"none", "visit_booked", "in_hand", NULL};
static const char *const channel_words[] = {"phone", "counter", NULL};

/* Copies a view of the document, which ends with it. */
static enum err keep(struct request *request, struct str text, struct str *ret)
{
    *ret = arena_copy(&request->worker->arena, text);
    return ret->p == NULL ? ERR_LIMIT : OK;
}

static void put_instant(struct json_out *out, const char *key, int64_t instant_ms)
{
    if (instant_ms != 0) {
        json_put_instant(out, key, instant_ms);
    }
}

static void condition_decode(struct json_in *in, struct json_out *out, struct str *ret_diagnosis)
{
    struct str diagnosis = json_text(in, "diagnosis", JSON_REQUIRED, 32);
    int32_t onset_day = json_day(in, "onset", JSON_REQUIRED, 0);
    int32_t tenths = json_tenths(in, "temperature_c", JSON_OPTIONAL, TENTHS_MIN, TENTHS_MAX, NOTHING);
    int64_t measured_ms = json_instant(in, "measured_at", JSON_OPTIONAL, 0);
    int64_t antipyretic_ms = json_instant(in, "antipyretic_at", JSON_OPTIONAL, 0);
    int note = json_word(in, "note", JSON_REQUIRED, note_words);
    bool allergies = json_bool(in, "allergies_confirmed", JSON_OPTIONAL, false);
    if (diagnosis.n > 0 && disease_find(diagnosis) < 0) {
        json_fault_add(in->faults, "/condition/diagnosis", "OUT_OF_RANGE");
    }
    *ret_diagnosis = diagnosis;
    json_put_text(out, "diagnosis", diagnosis);
    json_put_day(out, "onset", onset_day);
    if (tenths != NOTHING) {
        json_out_key(out, "temperature_c");
        json_out_tenths(out, tenths);
    }
    put_instant(out, "measured_at", measured_ms);
    put_instant(out, "antipyretic_at", antipyretic_ms);
    json_put_word(out, "note", note < 0 ? NULL : note_words[note]);
    json_put_bool(out, "allergies_confirmed", allergies);
    json_nested_end(in);
}

static void pickup_decode(struct json_in *in, struct json_out *out)
{
    struct json_in pickup;
    if (!json_nested(in, "pickup", JSON_OPTIONAL, &pickup)) {
        return;
    }
    json_out_key(out, "pickup");
    json_out_open(out, '{');
    json_put_text(out, "person_id", json_text(&pickup, "person_id", JSON_OPTIONAL, ID_BYTES_MAX));
    json_put_minute_or_null(out, "time", json_minute(&pickup, "time", JSON_REQUIRED, NOTHING));
    json_out_close(out, '}');
    json_nested_end(&pickup);
}

static void days_decode(struct json_in *in, struct reserve_slot *ask)
{
    ask->days_n = json_list(in, "days", JSON_REQUIRED, RESERVE_DAYS_MAX);
    if (ask->days_n == 0 && in->faults->n == 0) {
        json_fault_add(in->faults, "/days", "MISSING");
    }
    for (size_t i = 0; i < ask->days_n; i++) {
        ask->days[i] = json_list_day(in, "days", i);
        for (size_t j = 0; j < i; j++) {
            if (ask->days[j] == ask->days[i]) {
                json_fault_add(in->faults, "/days", "OUT_OF_RANGE");
            }
        }
    }
}

static enum err members_decode(struct request *request, struct json_in *in, struct json_out *out,
                               struct reserve_slot *ask)
{
    struct json_in condition;
    struct str diagnosis = {"", 0};
    struct str child = json_text(in, "child_id", JSON_REQUIRED, ID_BYTES_MAX);
    struct str room = json_text(in, "sick_room_id", JSON_REQUIRED, ID_BYTES_MAX);
    struct str slot = json_text(in, "slot", JSON_OPTIONAL, RESERVATION_SLOT_BYTES - 1);
    int channel = json_word(in, "channel", JSON_OPTIONAL, channel_words);
    days_decode(in, ask);
    if (slot.n > 0 && !str_is(slot, RESERVATION_DAY_SLOT)) {
        json_fault_add(in->faults, "/slot", "OUT_OF_RANGE");
    }
    json_out_open(out, '{');
    if (json_nested(in, "condition", JSON_REQUIRED, &condition)) {
        condition_decode(&condition, out, &diagnosis);
    }
    pickup_decode(in, out);
    put_instant(out, "called_at", json_instant(in, "called_at", JSON_OPTIONAL, 0));
    json_out_close(out, '}');
    ask->slot = STR(RESERVATION_DAY_SLOT);
    ask->channel = channel < 0 ? 1 : channel + 2;
    enum err err = keep(request, child, &ask->child);
    err = err == OK ? keep(request, room, &ask->room) : err;
    return err == OK ? keep(request, diagnosis, &ask->diagnosis) : err;
}

enum err reservation_ask_decode(struct request *request, struct reserve_slot *ret, struct json_faults *faults)
{
    struct json_in in;
    struct json_out out;
    struct buf condition;
    char *storage = arena_alloc(&request->worker->arena, RESERVE_CONDITION_BYTES_MAX + 1);
    if (storage == NULL) {
        return ERR_LIMIT;
    }
    enum err err = json_open(request->body, &in, faults);
    if (err != OK) {
        return err;
    }
    buf_init(&condition, storage, RESERVE_CONDITION_BYTES_MAX + 1);
    json_out_init(&out, &condition);
    err = members_decode(request, &in, &out, ret);
    if (err != OK) {
        json_drop(&in);
        return err;
    }
    ret->condition = buf_view(&condition);
    err = json_close(&in);
    return err == OK && condition.overflow ? ERR_LIMIT : err;
}
