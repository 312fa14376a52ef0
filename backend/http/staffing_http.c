/* See staffing_http.h. */
#include "http/staffing_http.h"

#include "actions/read_staffing.h"
#include "actions/touch_staff.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "http/server.h"
#include "store/attendance_store.h"

#include "base/banned.h"

enum { ID_BYTES = 64 };

/* --- reading ------------------------------------------------------------------------------------------------------------- */

struct staff_writing {
    struct json_out out;
    struct db *db;
    int32_t day;
    struct staff_line lines[STAFF_LINES_MAX];
    size_t lines_n;
};

static void write_line(void *arg, const struct staff_line_row *row)
{
    struct staff_writing *writing = arg;
    struct json_out *out = &writing->out;
    writing->lines[writing->lines_n++] = row->line;
    json_out_open(out, '{');
    json_put_text(out, "id", row->public_id);
    json_put_word(out, "kind", staff_touch_words[row->line.kind - 1]);
    json_put_instant(out, "at", row->line.at_ms);
    json_put_instant(out, "entered_at", row->entered_ms);
    json_put_text(out, "reason", row->reason);
    json_put_text(out, "by", row->by);
    json_out_close(out, '}');
}

static enum err write_member(void *arg, const struct staff_row *row)
{
    struct staff_writing *writing = arg;
    struct json_out *out = &writing->out;
    writing->lines_n = 0;
    json_out_open(out, '{');
    json_put_text(out, "id", row->public_id);
    json_put_text(out, "name", row->name);
    json_put_bool(out, "teacher", row->teacher);
    json_put_minute_or_null(out, "from", row->from_min);
    json_put_minute_or_null(out, "to", row->to_min);
    json_out_key(out, "touches");
    json_out_open(out, '[');
    enum err err = staff_store_lines(writing->db, row->id, writing->day, write_line, writing);
    json_out_close(out, ']');
    struct staff_day day = staff_day_fold(writing->lines, writing->lines_n);
    json_put_bool(out, "here", day.here);
    json_put_instant_or_null(out, "arrived_at", day.arrived_ms);
    json_put_instant_or_null(out, "left_at", day.left_ms);
    json_out_close(out, '}');
    return err;
}

static void write_steps(struct json_out *out, const struct read_staffing *in)
{
    json_out_key(out, "steps");
    json_out_open(out, '[');
    for (size_t i = 0; i < in->steps_n; i++) {
        const struct staffing_step *step = &in->steps[i];
        json_out_open(out, '{');
        json_put_minute_or_null(out, "from", step->from_min);
        json_put_minute_or_null(out, "to", step->to_min);
        json_put_int(out, "children", step->children);
        json_put_int(out, "required", step->required);
        json_put_int(out, "present", step->present);
        json_put_int(out, "short", in->staffed && step->required > step->present ? step->required - step->present : 0);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static void write_bands(struct json_out *out, const struct read_staffing *in)
{
    struct staffing_need need = staffing_needed(&in->role, in->children);
    json_out_key(out, "bands");
    json_out_open(out, '[');
    for (size_t i = 0; i < in->role.bands_n; i++) {
        int first = 0;
        while ((in->role.bands[i].ages >> first & 1) == 0) {
            first++;
        }
        json_out_open(out, '{');
        json_put_int(out, "age", first);
        json_put_int(out, "children", need.children[i]);
        json_put_int(out, "per_teacher", in->role.bands[i].children);
        json_out_key(out, "teachers");
        json_out_tenths(out, need.tenths[i]);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
    json_put_int(out, "required", need.required);
}

void staffing_get(struct request *request, struct response *response)
{
    struct staff_writing writing = {.db = request->worker->db};
    int64_t now_ms = clock_now_ms();
    struct read_staffing *in = arena_alloc(&request->worker->arena, sizeof *in);
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (in == NULL || body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    writing.day = civil_day_of_ms(now_ms);
    in->day = writing.day;
    in->now_min = civil_minute_of_ms(now_ms);
    enum err err = attendance_store_site(writing.db, request_path(request, "id"), request->caller.account_id,
                                         &in->site_id);
    err = err == OK ? read_staffing(writing.db, in) : err;
    json_out_init(&writing.out, body);
    json_out_open(&writing.out, '{');
    if (err == OK) {
        json_put_day(&writing.out, "day", writing.day);
        json_put_bool(&writing.out, "staffed", in->staffed);
        write_bands(&writing.out, in);
        write_steps(&writing.out, in);
    }
    json_out_key(&writing.out, "staff");
    json_out_open(&writing.out, '[');
    err = err == OK ? staff_store_members(writing.db, in->site_id, write_member, &writing) : err;
    response_json_end(request, response, &writing.out, "]}", err);
}

/* --- writing ------------------------------------------------------------------------------------------------------------- */

struct add_exchange {
    struct add_staff ask; /* first */
};

static void encode_added(const void *arg, struct answer *answer)
{
    const struct add_exchange *exchange = arg;
    response_answer_id(answer, exchange->ask.staff.public_id);
}

static void decode_add(struct request *request, struct json_in *in, void *arg)
{
    struct staff_new *staff = &((struct add_staff *)arg)->staff;
    struct str name = json_text(in, "name", JSON_REQUIRED, STAFF_NAME_BYTES);
    staff->name = arena_copy(&request->worker->arena, name);
    staff->teacher = json_bool(in, "teacher", JSON_OPTIONAL, true);
    staff->from_min = json_minute(in, "from", JSON_OPTIONAL, -1);
    staff->to_min = json_minute(in, "to", JSON_OPTIONAL, -1);
    if (in->faults->n == 0 && name.n == 0) {
        json_blame(in, "name", "MISSING");
    }
    if ((staff->from_min < 0) != (staff->to_min < 0) || staff->from_min > staff->to_min) {
        json_blame(in, "to", "OUT_OF_RANGE");
    }
}

void staff_post(struct request *request, struct response *response)
{
    struct add_exchange exchange = {.ask = {.site = request_path(request, "id")}};
    struct act act = {.verb = add_staff, .encode = encode_added, .arg = &exchange};
    response_act_json(request, response, &act, decode_add, LANE_REST);
}

void staff_remove_post(struct request *request, struct response *response)
{
    struct remove_staff ask = {.id = request_path(request, "id")};
    struct act act = {.verb = remove_staff, .encode = response_answer_nothing, .arg = &ask};
    response_act(request, response, &act, LANE_REST);
}

struct touch_exchange {
    struct touch_staff ask; /* first */
    enum request_language language;
};

static void encode_touched(const void *arg, struct answer *answer)
{
    const struct touch_exchange *exchange = arg;
    const struct touch_staff *ask = &exchange->ask;
    struct json_out out;
    if (ask->wrong_time || ask->no_reason || ask->no_line) {
        response_refuse_field(answer, exchange->language,
                              ask->wrong_time  ? "/at"
                              : ask->no_reason ? "/reason"
                                               : "/touch_id",
                              ask->wrong_time  ? "OUT_OF_RANGE"
                              : ask->no_reason ? "MISSING"
                                               : "UNKNOWN");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_word(&out, "id", ask->public_id);
    json_put_instant(&out, "at", ask->said_ms);
    json_out_close(&out, '}');
}

static void decode_touch(struct request *request, struct json_in *in, void *arg)
{
    struct arena *arena = &request->worker->arena;
    struct touch_staff *ask = arg;
    ask->kind = (enum staff_touch)(json_word(in, "kind", JSON_REQUIRED, staff_touch_words) + 1);
    ask->at_ms = json_instant(in, "at", JSON_OPTIONAL, 0);
    ask->line = arena_copy(arena, json_text(in, "touch_id", JSON_OPTIONAL, ID_BYTES));
    ask->reason = arena_copy(arena, json_text(in, "reason", JSON_OPTIONAL, STAFF_REASON_BYTES));
}

void staff_touches_post(struct request *request, struct response *response)
{
    struct touch_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = touch_staff, .encode = encode_touched, .arg = &exchange};
    response_act_json(request, response, &act, decode_touch, LANE_ABSENCE);
}
