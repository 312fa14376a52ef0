/* A child's days with every tap as it came and every word of staff, for its guardians and its nursery's staff (contract 3, R-ATT-11). */
#include <string.h>

#include "base/civil.h"
#include "base/clock.h"
#include "http/attendance_view.h"
#include "http/handlers.h"
#include "store/absence_store.h"
#include "store/correction_store.h"
#include "store/tap_store.h"

#include "base/banned.h"

enum { SPAN_DAYS_MAX = 31 };

struct days_writing {
    struct json_out out;
    struct db *db;
    struct attendance_child child;
    struct attendance_work *work;
    int64_t now_ms;
};

static const struct attendance_tap *folded(const struct attendance_events *events, int64_t id)
{
    for (size_t i = 0; i < events->taps_n; i++) {
        if (events->taps[i].id == id) {
            return &events->taps[i];
        }
    }
    return NULL; /* it came between the two readings: the next answer has it */
}

static void write_tap(void *arg, const struct tap_shown *shown)
{
    struct days_writing *writing = arg;
    struct json_out *out = &writing->out;
    const struct attendance_tap *tap = folded(&writing->work->events, shown->id);
    if (tap == NULL) {
        return;
    }
    json_out_open(out, '{');
    json_put_text(out, "id", shown->public_id);
    json_put_instant(out, "at", shown->event_ms);
    json_put_instant(out, "received_at", shown->received_ms);
    json_put_word(out, "direction", tap_direction_word(shown->direction));
    json_put_word(out, "said", punch_word(shown->said));
    json_put_word(out, "meaning",
                  tap->use == ATTENDANCE_USED ? punch_word(tap->meaning) : attendance_use_word(tap->use));
    json_put_bool(out, "voided", tap->use == ATTENDANCE_VOIDED);
    json_put_bool(out, "clock_doubt", shown->clock_doubt);
    json_out_close(out, '}');
}

static void write_correction(void *arg, const struct correction_shown *shown)
{
    struct days_writing *writing = arg;
    struct json_out *out = &writing->out;
    json_out_open(out, '{');
    json_put_text(out, "id", shown->public_id);
    json_put_word(out, "kind", attendance_correction_words[shown->kind - 1]);
    json_put_instant_or_null(out, "at", shown->at_ms);
    json_put_text_or_null(out, "tap_id", shown->tap);
    json_put_text_or_null(out, "correction_id", shown->voids);
    json_put_bool(out, "voided", shown->voided);
    json_put_instant(out, "recorded_at", shown->recorded_ms);
    json_put_text(out, "reason", shown->reason);
    json_out_close(out, '}');
}

/* The day's fold and the view of it; a day without rules (no nursery then) is empty. */
static enum err fold_day(struct days_writing *writing, int32_t day, struct attendance_rules *rules,
                         struct attendance_line *line)
{
    struct attendance_key key = {writing->child.nursery_id, day, writing->child.id};
    *rules = (struct attendance_rules){.open = false};
    *line = (struct attendance_line){.planned_arrive_min = writing->child.planned_arrive_min,
                                     .planned_leave_min = writing->child.planned_leave_min};
    writing->work->events.taps_n = 0;
    enum err err = absence_store_cover(writing->db, key.child_id, day, &line->absence);
    if (err != OK || key.nursery_id == 0) {
        return err;
    }
    err = attendance_store_rules(writing->db, key.nursery_id, day, rules);
    if (err == ERR_NOT_FOUND) {
        return OK;
    }
    return err == OK ? attendance_store_derive(writing->db, &key, writing->work, &line->day) : err;
}

static enum err write_day(struct days_writing *writing, int32_t day)
{
    struct attendance_rules rules;
    struct attendance_line line;
    struct json_out *out = &writing->out;
    enum err err = fold_day(writing, day, &rules, &line);
    if (err != OK) {
        return err;
    }
    struct attendance_look look = {.rules = &rules,
                                   .day = day,
                                   .now_ms = writing->now_ms,
                                   .enrolled = attendance_store_enrolled(&writing->child, day)};
    struct attendance_view view = attendance_view_of(&look, &line);
    json_out_open(out, '{');
    json_put_day(out, "day", day);
    json_put_instant_or_null(out, "report_until", look.enrolled && rules.open ? rules.report_ms : 0);
    attendance_view_put_day(out, &view);
    json_out_key(out, "taps");
    json_out_open(out, '[');
    err = tap_store_shown(writing->db, writing->child.id, day, write_tap, writing);
    json_out_close(out, ']');
    json_out_key(out, "corrections");
    json_out_open(out, '[');
    err = err == OK ? correction_store_shown(writing->db, writing->child.id, day, write_correction, writing) : err;
    json_out_close(out, ']');
    json_out_close(out, '}');
    return err;
}

/* The span of the query; today alone when it says nothing. False: answered. */
static bool span_of_query(const struct request *request, struct response *response, int32_t *from, int32_t *to)
{
    *from = civil_day_of_ms(clock_now_ms());
    if (request_has_query(request, "from") && civil_parse_day(request_query(request, "from"), from) != OK) {
        response_fault(request, response, "?from", "BAD_FORMAT");
        return false;
    }
    *to = *from;
    if (request_has_query(request, "to") && civil_parse_day(request_query(request, "to"), to) != OK) {
        response_fault(request, response, "?to", "BAD_FORMAT");
        return false;
    }
    if (*to < *from || *to - *from > SPAN_DAYS_MAX) {
        response_fault(request, response, "?to", "OUT_OF_RANGE");
        return false;
    }
    return true;
}

static enum err write_days(struct days_writing *writing, int32_t from, int32_t to)
{
    enum err err = OK;
    json_out_open(&writing->out, '{');
    json_put_word(&writing->out, "child_id", writing->child.public_id);
    json_out_key(&writing->out, "days");
    json_out_open(&writing->out, '[');
    for (int32_t day = from; day <= to && err == OK; day++) {
        err = write_day(writing, day);
    }
    json_out_close(&writing->out, ']');
    json_out_close(&writing->out, '}');
    return err;
}

/* A child in no nursery, of which nothing was ever written down. */
static void see_nothing(struct attendance_child *child)
{
    child->id = 0;
    child->nursery_id = 0;
    child->planned_arrive_min = 0;
    child->planned_leave_min = 0;
}

void child_attendance_get(struct request *request, struct response *response)
{
    int32_t from;
    int32_t to;
    struct days_writing writing = {.db = request->worker->db, .now_ms = clock_now_ms()};
    if (!span_of_query(request, response, &from, &to)) {
        return;
    }
    writing.work = arena_alloc(&request->worker->arena, sizeof *writing.work);
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL || writing.work == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&writing.out, body);
    enum err err = attendance_store_child(writing.db, request_path(request, "id"), request->caller.account_id,
                                          &writing.child);
    if (err == OK && writing.child.hidden) {
        see_nothing(&writing.child);
    }
    err = err == OK ? write_days(&writing, from, to) : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
}
