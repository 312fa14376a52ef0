/* See open_data_http.h. */
#include "http/open_data_http.h"

#include "actions/write_open_data.h"
#include "base/civil.h"
#include "base/clock.h"
#include "base/csv.h"
#include "base/json.h"
#include "core/policy.h"
#include "http/server.h"
#include "http/vacancy_snapshot.h"

#include "base/banned.h"

enum { TEXT_MAX = 192 };

static void answer(struct request *request, struct response *response, enum err err)
{
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response->cache_control = "public, max-age=60, must-revalidate";
    response_json_etag(request, response);
    if (response->status == 200) {
        response->content_type = "text/csv; charset=utf-8";
    }
}

/* --- vacancies ------------------------------------------------------------------------------------------------------------- */

struct room {
    struct str as_of;
    struct str id;
    struct str name;
    struct str type;
};

/* How many places are left is shown as a mark only: taken places of a small room are a count of children. */
static void write_slots(struct csv *csv, const struct room *room, struct json_in *day)
{
    struct str date = json_text(day, "day", JSON_REQUIRED, CIVIL_DAY_TEXT);
    size_t n = json_list(day, "slots", JSON_REQUIRED, POLICY_SLOTS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in slot;
        if (json_list_object(day, "slots", i, &slot)) {
            csv_text(csv, room->as_of);
            csv_text(csv, room->id);
            csv_text(csv, room->name);
            csv_text(csv, room->type);
            csv_text(csv, date);
            csv_text(csv, json_text(&slot, "slot", JSON_REQUIRED, TEXT_MAX));
            csv_int(csv, json_int(&slot, "capacity", JSON_REQUIRED, 0, INT32_MAX, 0));
            csv_text(csv, json_text(&slot, "mark", JSON_REQUIRED, TEXT_MAX));
            csv_end(csv);
        }
    }
}

static void write_days(struct csv *csv, struct str as_of, struct json_in *in)
{
    struct room room = {
        .as_of = as_of,
        .id = json_text(in, "id", JSON_REQUIRED, TEXT_MAX),
        .name = json_text(in, "name", JSON_REQUIRED, TEXT_MAX),
        .type = json_text(in, "type", JSON_OPTIONAL, TEXT_MAX),
    };
    size_t n = json_list(in, "days", JSON_REQUIRED, VACANCY_DAYS_MAX);
    for (size_t i = 0; i < n; i++) {
        struct json_in day;
        if (json_list_object(in, "days", i, &day)) {
            write_slots(csv, &room, &day);
        }
    }
}

/* The board as everybody sees it (GET /vacancies), as lines. */
static enum err write_vacancies(struct str board, struct buf *buf)
{
    struct csv csv = {.buf = buf};
    struct json_in in;
    struct json_faults faults;
    if (json_open(board, &in, &faults) != OK) {
        return ERR_IO;
    }
    struct str as_of = json_text(&in, "as_of", JSON_REQUIRED, CIVIL_INSTANT_TEXT);
    size_t n = json_list(&in, "sick_rooms", JSON_REQUIRED, VACANCY_ROOMS_MAX);
    csv_head(&csv, "as_of,sick_room,name,type,day,slot,capacity,mark");
    for (size_t i = 0; i < n; i++) {
        struct json_in room;
        if (json_list_object(&in, "sick_rooms", i, &room)) {
            write_days(&csv, as_of, &room);
        }
    }
    json_drop(&in);
    return buf->overflow ? ERR_LIMIT : OK;
}

void open_data_vacancies_get(struct request *request, struct response *response)
{
    struct vacancy_snapshot *snapshot = request->server->vacancies;
    int32_t first_day;
    int32_t today;
    vacancy_snapshot_range(snapshot, &first_day, &today);
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    struct vacancy_view *view = body == NULL ? NULL : vacancy_snapshot_take(snapshot, today, VACANCY_DAYS_DEFAULT);
    enum err err = view == NULL ? ERR_BUSY : write_vacancies(view->json, body);
    if (view != NULL) {
        vacancy_snapshot_release(view);
    }
    answer(request, response, err);
}

/* --- use --------------------------------------------------------------------------------------------------------------------- */

void open_data_use_get(struct request *request, struct response *response)
{
    int64_t now_ms = clock_now_ms();
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    answer(request, response,
           body == NULL
               ? ERR_LIMIT
               : write_open_data(request->worker->db, civil_day_of_ms(now_ms), OPEN_DATA_MONTHS, now_ms, body));
}
