/* See what_if_children.h. */
#include "cli/what_if_children.h"

#include <assert.h>
#include <string.h>

#include "base/civil.h"
#include "base/clock.h"
#include "cli/files.h"
#include "core/disease.h"
#include "core/reason.h"

#include "base/banned.h"

enum { ALONE = 10000 }; /* group numbers from here on: nobody shares a room with it */

void what_if_day_begin(struct what_if_day *to, const struct policy *policy, struct json_in *in)
{
    memset(to, 0, sizeof *to);
    to->policy = policy;
    to->day = json_day(in, "day", JSON_OPTIONAL, civil_day_of_ms(clock_now_ms()));
    int64_t capacity = json_int(in, "capacity", JSON_OPTIONAL, 0, CARE_CHILDREN_MAX,
                                policy_capacity(policy, to->day, policy->staffing.nurses, policy->staffing.teachers));
    care_rooms_of(policy, to->day, (int32_t)capacity, &to->rooms);
}

void what_if_child_read(struct json_in *row, const struct what_if_day *day, struct what_if_child *ret)
{
    memset(ret, 0, sizeof *ret);
    struct str slot = json_text(row, "slot", JSON_OPTIONAL, POLICY_ID_BYTES - 1);
    struct str room = json_text(row, "room", JSON_OPTIONAL, POLICY_ID_BYTES - 1);
    struct str disease = json_text(row, "disease", JSON_REQUIRED, 24);
    int at = disease_find(disease);
    int part = policy_slot_find(day->policy, slot.n == 0 ? STR("day") : slot);
    enum err err = str_copy(json_text(row, "id", JSON_REQUIRED, WHAT_IF_ID_BYTES - 1), ret->id, sizeof ret->id);
    assert(err == OK);
    ret->birth_day = json_day(row, "birth", JSON_REQUIRED, 0);
    ret->pin = room.n == 0 ? CARE_NO_ROOM : policy_room_find(day->policy, room);
    if (disease.n > 0 && at < 0) {
        json_blame(row, "disease", "NO_SUCH_DISEASE");
    }
    if (part < 0) {
        json_blame(row, "slot", "NO_SUCH_SLOT");
    }
    if (room.n > 0 && ret->pin == CARE_NO_ROOM) {
        json_blame(row, "room", "NO_SUCH_ROOM");
    }
    if (at < 0 || part < 0) {
        return;
    }
    struct illness illness = {.disease = at, .tenths = POLICY_NONE, .note = ILLNESS_NOTE_IN_HAND};
    ret->disease = disease_list[at].code;
    ret->segments = day->policy->slots[part].segments;
    illness.onset_day = day->day - 30; /* only the table is asked, not the course of the illness */
    illness.treated_ms = civil_ms_at(illness.onset_day, 0);
    illness.note_issued_day = day->day;
    ret->illness = illness_view(day->policy, &illness, day->day);
}

static enum care_fit try_as(struct what_if_day *to, const struct what_if_child *child, bool isolate, int32_t group)
{
    bool isolated = child->pin == CARE_NO_ROOM ? isolate : to->policy->rooms[child->pin].isolation;
    to->children[to->n] = (struct care_child){
        .rooms = care_rooms_allowed(to->policy, child->birth_day, to->day, isolated, child->pin),
        .group = isolated ? group : 0,
        .segments = child->segments,
        .room = CARE_NO_ROOM,
    };
    return care_rooms_assign(&to->search, &to->rooms, to->children, to->n + 1);
}

enum care_fit what_if_day_add(struct what_if_day *to, const struct what_if_child *child)
{
    if (to->n == CARE_CHILDREN_MAX) {
        return CARE_FULL;
    }
    bool isolate = child->illness.isolate;
    enum care_fit fit = try_as(to, child, isolate, isolate ? child->illness.group : ALONE + (int32_t)to->n);
    if (fit == CARE_NO_ASSIGNMENT && child->illness.judge && !isolate) {
        fit = try_as(to, child, true, ALONE + (int32_t)to->n);
    }
    if (fit == CARE_FITS) {
        to->who[to->n++] = *child;
    }
    return fit;
}

void what_if_day_remove(struct what_if_day *to, size_t i)
{
    assert(i < to->n);
    to->n--;
    memmove(&to->who[i], &to->who[i + 1], (to->n - i) * sizeof to->who[0]);
    memmove(&to->children[i], &to->children[i + 1], (to->n - i) * sizeof to->children[0]);
}

bool what_if_children_open(const char *said, struct buf *text, struct json_in *in, struct json_faults *faults,
                           char failure[CLI_FAILURE_BYTES])
{
    if (said[0] == '{') {
        buf_puts(text, said);
    } else if (!files_read(said, false, text, failure)) {
        return false;
    }
    if (!text->overflow && json_open(buf_view(text), in, faults) == OK) {
        return true;
    }
    return cli_fail(failure, "%s is no JSON object that can be read.", said[0] == '{' ? "what was given" : said);
}

bool what_if_children_close(struct json_in *in, char failure[CLI_FAILURE_BYTES])
{
    const struct json_faults *faults = in->faults;
    if (json_close(in) == OK) {
        return true;
    }
    return cli_fail(failure, "%s: %s.", faults->list[0].pointer, policy_fault_sentence(faults->list[0].code));
}

const char *what_if_fit_word(enum care_fit fit)
{
    static const enum reservation_reason reasons[] = {[CARE_FITS] = REASON_NONE,
                                                      [CARE_FULL] = REASON_FULL,
                                                      [CARE_STAFF_SHORT] = REASON_STAFF_SHORT,
                                                      [CARE_NO_ASSIGNMENT] = REASON_ISOLATION_FULL};
    return reservation_reason_word(reasons[fit]);
}
