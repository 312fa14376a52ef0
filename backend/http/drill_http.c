/* Drills of a fiscal year, month by month. See incident_http.h. */
#include "actions/keep_drill.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "core/calendar.h"
#include "http/incident_http.h"
#include "http/server.h"
#include "store/attendance_store.h"

#include "base/banned.h"

enum { MONTHS = 12, FIRST_MONTH = 4, YEAR_MIN = 2020, YEAR_MAX = 2199, PEOPLE_MAX = 999, SECONDS_MAX = 7200 };

struct months {
    int32_t first[MONTHS + 1]; /* the last one: the first day of the next year */
    bool held[MONTHS][DRILL_DUTIES];
    bool planned[MONTHS][DRILL_DUTIES];
    int32_t today;
    struct json_out *out;
};

static void months_of(struct months *months, int32_t year)
{
    for (int32_t i = 0; i <= MONTHS; i++) {
        int32_t month = FIRST_MONTH + i;
        struct civil_date date = {month > MONTHS ? year + 1 : year, month > MONTHS ? month - MONTHS : month, 1};
        months->first[i] = civil_day_of_date(date);
    }
}

static void take_drill(void *arg, const struct drill *drill)
{
    struct months *months = arg;
    struct json_out *out = months->out;
    for (int i = 0; i < MONTHS; i++) {
        bool inside = drill->day >= months->first[i] && drill->day < months->first[i + 1];
        for (int duty = 0; inside && duty < DRILL_DUTIES; duty++) {
            bool counts = drill_counts_for(drill->kind, (enum drill_duty)duty);
            months->held[i][duty] |= counts && drill->held;
            months->planned[i][duty] |= counts && !drill->held && drill->day >= months->today;
        }
    }
    json_out_open(out, '{');
    json_put_text(out, "id", drill->public_id);
    json_put_day(out, "day", drill->day);
    json_put_word(out, "kind", drill_kind_words[drill->kind - 1]);
    json_put_bool(out, "held", drill->held);
    json_put_minute_or_null(out, "start", drill->start_min);
    json_put_int(out, "seconds", drill->seconds);
    json_put_int(out, "children", drill->children);
    json_put_int(out, "staff", drill->staff);
    json_put_text(out, "note", drill->note);
    json_put_text(out, "by", drill->by);
    json_out_close(out, '}');
}

static void write_months(struct months *months)
{
    static const char *const keys[] = {"evacuation", "extinguisher"};
    struct json_out *out = months->out;
    json_out_key(out, "months");
    json_out_open(out, '[');
    for (int i = 0; i < MONTHS; i++) {
        json_out_open(out, '{');
        json_put_day(out, "from", months->first[i]);
        for (int duty = 0; duty < DRILL_DUTIES; duty++) {
            enum drill_month state = drill_month_of(months->first[i], months->first[i + 1] - 1, months->today,
                                                    months->held[i][duty], months->planned[i][duty]);
            json_put_word(out, keys[duty], drill_month_words[state]);
        }
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

void drills_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct months months = {.today = civil_day_of_ms(clock_now_ms()), .out = &out};
    struct db *db = request->worker->db;
    int64_t site_id = 0;
    int64_t year = calendar_fiscal_year(months.today);
    if (request_has_query(request, "year") &&
        str_int(request_query(request, "year"), YEAR_MIN, YEAR_MAX, &year) != OK) {
        response_fault(request, response, "?year", "BAD_FORMAT");
        return;
    }
    months_of(&months, (int32_t)year);
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    enum err err = body == NULL
                       ? ERR_LIMIT
                       : attendance_store_site(db, request_path(request, "id"), request->caller.account_id, &site_id);
    if (err == OK) {
        json_out_init(&out, body);
        json_out_open(&out, '{');
        json_put_int(&out, "year", year);
        json_out_key(&out, "drills");
        json_out_open(&out, '[');
        err = drill_store_list(db, site_id, months.first[0], months.first[MONTHS] - 1, take_drill, &months);
    }
    if (err == OK) {
        json_out_close(&out, ']');
        write_months(&months);
    }
    response_json_end(request, response, &out, "}", err);
}

/* --- writing ------------------------------------------------------------------------------------------------------------- */

struct drill_exchange {
    struct keep_drill ask; /* first */
    enum request_language language;
};

static void encode_kept(const void *arg, struct answer *answer)
{
    const struct drill_exchange *exchange = arg;
    if (exchange->ask.wrong_day) {
        response_refuse_field(answer, exchange->language, "/day", "OUT_OF_RANGE");
        return;
    }
    response_answer_id(answer, exchange->ask.public_id);
}

static void decode_drill(struct request *request, struct json_in *in, struct drill *drill)
{
    drill->day = json_day(in, "day", JSON_REQUIRED, 0);
    drill->kind = (enum drill_kind)(json_word(in, "kind", JSON_REQUIRED, drill_kind_words) + 1);
    drill->held = json_bool(in, "held", JSON_REQUIRED, false);
    drill->start_min = json_minute(in, "start", JSON_OPTIONAL, -1);
    drill->seconds = (int32_t)json_int(in, "seconds", JSON_OPTIONAL, 0, SECONDS_MAX, 0);
    drill->children = (int32_t)json_int(in, "children", JSON_OPTIONAL, 0, PEOPLE_MAX, 0);
    drill->staff = (int32_t)json_int(in, "staff", JSON_OPTIONAL, 0, PEOPLE_MAX, 0);
    drill->note = arena_copy(&request->worker->arena, json_text(in, "note", JSON_OPTIONAL, DRILL_NOTE_BYTES));
}

static void decode_keep_drill(struct request *request, struct json_in *in, void *arg)
{
    struct keep_drill *ask = arg;
    decode_drill(request, in, &ask->drill);
}

void drills_post(struct request *request, struct response *response)
{
    struct drill_exchange exchange = {.ask = {.site = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = keep_drill, .encode = encode_kept, .arg = &exchange};
    response_act_json(request, response, &act, decode_keep_drill, LANE_ABSENCE);
}
