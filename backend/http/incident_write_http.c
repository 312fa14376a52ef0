/* Writing incidents. See incident_http.h. */
#include "actions/open_incident.h"
#include "actions/report_incident.h"
#include "base/json.h"
#include "http/incident_http.h"
#include "http/server.h"

#include "base/banned.h"

enum { ID_BYTES = 64, DAYS_MAX = 3650, VERSION_MAX = 9999 };

static struct incident_harm decode_harm(struct json_in *in)
{
    int outcome = json_word(in, "outcome", JSON_REQUIRED, incident_outcome_words);
    int64_t days = json_int(in, "treatment_days", JSON_OPTIONAL, 0, DAYS_MAX, 0);
    return (struct incident_harm){(enum incident_outcome)(outcome + 1), (int32_t)days};
}

/* --- it happened --------------------------------------------------------------------------------------------------------- */

struct open_exchange {
    struct open_incident ask; /* first */
    enum request_language language;
};

static void encode_opened(const void *arg, struct answer *answer)
{
    const struct open_exchange *exchange = arg;
    struct json_out out;
    switch (exchange->ask.outcome) {
    case OPEN_INCIDENT_DONE:
        response_answer_open(answer, 201, &out);
        json_put_word(&out, "id", exchange->ask.incident.public_id);
        json_put_bool(&out, "serious", exchange->ask.incident.course.known_day != 0);
        json_out_close(&out, '}');
        break;
    case OPEN_INCIDENT_NO_CHILD:
        response_refuse_field(answer, exchange->language, "/child_id", "MISSING");
        break;
    case OPEN_INCIDENT_UNKNOWN:
        response_refuse_field(answer, exchange->language, "/child_id", "UNKNOWN");
        break;
    case OPEN_INCIDENT_WRONG_TIME:
        response_refuse_field(answer, exchange->language, "/happened_at", "OUT_OF_RANGE");
        break;
    }
}

static void decode_open(struct request *request, struct json_in *in, void *arg)
{
    struct open_incident *ask = arg;
    struct arena *arena = &request->worker->arena;
    ask->child = arena_copy(arena, json_text(in, "child_id", JSON_OPTIONAL, ID_BYTES));
    ask->happened_ms = json_instant(in, "happened_at", JSON_REQUIRED, 0);
    ask->place = json_word(in, "place", JSON_REQUIRED, incident_place_words) + 1;
    ask->activity = json_word(in, "activity", JSON_REQUIRED, incident_activity_words) + 1;
    ask->harm = decode_harm(in);
    ask->note = arena_copy(arena, json_text(in, "note", JSON_REQUIRED, INCIDENT_NOTE_BYTES));
    if (in->faults->n == 0 && ask->note.n == 0) {
        json_blame(in, "note", "MISSING");
    }
}

void incidents_post(struct request *request, struct response *response)
{
    struct open_exchange exchange = {.ask = {.site = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = open_incident, .encode = encode_opened, .arg = &exchange};
    response_act_json(request, response, &act, decode_open, LANE_ABSENCE);
}

/* --- how bad it is ------------------------------------------------------------------------------------------------------- */

struct judge_exchange {
    struct judge_incident ask; /* first */
    enum request_language language;
};

static void encode_judged(const void *arg, struct answer *answer)
{
    const struct judge_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.no_child) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_bool(&out, "serious", exchange->ask.incident.course.known_day != 0);
    json_out_close(&out, '}');
}

static void decode_judge(struct request *request, struct json_in *in, void *arg)
{
    struct judge_incident *ask = arg;
    (void)request;
    ask->harm = decode_harm(in);
}

void incident_judgements_post(struct request *request, struct response *response)
{
    struct judge_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = judge_incident, .encode = encode_judged, .arg = &exchange};
    response_act_json(request, response, &act, decode_judge, LANE_ABSENCE);
}

/* --- reports ------------------------------------------------------------------------------------------------------------- */

struct report_exchange {
    struct report_incident ask; /* first */
    enum request_language language;
};

static void encode_reported(const void *arg, struct answer *answer)
{
    const struct report_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.outcome == REPORT_INCIDENT_CHANGED) {
        response_refuse(answer, exchange->language, 412, "CHANGED");
        return;
    }
    if (exchange->ask.outcome != REPORT_INCIDENT_DONE) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_int(&out, "version", exchange->ask.now_version);
    json_out_close(&out, '}');
}

static void decode_report(struct request *request, struct json_in *in, void *arg)
{
    struct report_incident *ask = arg;
    struct json_in fields;
    int stage = json_word(in, "stage", JSON_REQUIRED, incident_stage_words);
    ask->stage = (enum incident_stage)(stage + 1);
    ask->version = (int32_t)json_int(in, "version", JSON_REQUIRED, 0, VERSION_MAX, 0);
    ask->children = (int32_t)json_int(in, "children", JSON_OPTIONAL, 0, INCIDENT_PEOPLE_MAX, 0);
    ask->staff = (int32_t)json_int(in, "staff", JSON_OPTIONAL, 0, INCIDENT_PEOPLE_MAX, 0);
    if (!json_nested(in, "fields", JSON_REQUIRED, &fields)) {
        return;
    }
    for (size_t i = 0; i < INCIDENT_FIELDS; i++) {
        struct str text = json_text(&fields, incident_field_words[i], JSON_OPTIONAL, INCIDENT_FIELD_BYTES);
        ask->fields.text[i] = arena_copy(&request->worker->arena, text);
    }
    json_nested_end(&fields);
}

void incident_reports_post(struct request *request, struct response *response)
{
    struct report_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = report_incident, .encode = encode_reported, .arg = &exchange};
    response_act_json(request, response, &act, decode_report, LANE_ABSENCE);
}

struct send_exchange {
    struct send_incident ask; /* first */
    enum request_language language;
};

static void encode_sent(const void *arg, struct answer *answer)
{
    const struct send_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.outcome == REPORT_INCIDENT_MISSING) {
        char pointer[40];
        struct buf buf;
        buf_init(&buf, pointer, sizeof pointer);
        buf_puts(&buf, "/fields/");
        buf_puts(&buf, incident_field_words[exchange->ask.missing]);
        response_refuse_field(answer, exchange->language, pointer, "MISSING");
        return;
    }
    if (exchange->ask.outcome != REPORT_INCIDENT_DONE) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_instant(&out, "sent_at", exchange->ask.at_ms);
    json_out_close(&out, '}');
}

static void decode_send(struct request *request, struct json_in *in, void *arg)
{
    struct send_incident *ask = arg;
    (void)request;
    int stage = json_word(in, "stage", JSON_REQUIRED, incident_stage_words);
    ask->stage = (enum incident_stage)(stage + 1);
}

void incident_send_post(struct request *request, struct response *response)
{
    struct send_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = send_incident, .encode = encode_sent, .arg = &exchange};
    response_act_json(request, response, &act, decode_send, LANE_ABSENCE);
}

/* --- the family ---------------------------------------------------------------------------------------------------------- */

struct tell_exchange {
    struct tell_incident ask; /* first */
    enum request_language language;
};

static void encode_told(const void *arg, struct answer *answer)
{
    const struct tell_exchange *exchange = arg;
    struct json_out out;
    if (exchange->ask.nobody) {
        response_refuse(answer, exchange->language, 409, "WRONG_STATE");
        return;
    }
    if (exchange->ask.names_others) {
        response_refuse_field(answer, exchange->language, "/text", "NAMES_OTHERS");
        return;
    }
    response_answer_open(answer, 201, &out);
    json_put_instant(&out, "at", exchange->ask.at_ms);
    json_out_close(&out, '}');
}

static void decode_tell(struct request *request, struct json_in *in, void *arg)
{
    struct tell_incident *ask = arg;
    ask->how = (enum incident_told)(json_word(in, "how", JSON_REQUIRED, incident_told_words) + 1);
    ask->text = arena_copy(&request->worker->arena, json_text(in, "text", JSON_REQUIRED, INCIDENT_NOTE_BYTES));
    if (in->faults->n == 0 && ask->text.n == 0) {
        json_blame(in, "text", "MISSING");
    }
}

void incident_tellings_post(struct request *request, struct response *response)
{
    struct tell_exchange exchange = {.ask = {.id = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = tell_incident, .encode = encode_told, .arg = &exchange};
    response_act_json(request, response, &act, decode_tell, LANE_ABSENCE);
}
