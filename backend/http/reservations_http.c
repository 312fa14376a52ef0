/* Reading reservations: see reservation_http.h. */
#include "base/civil.h"
#include "base/clock.h"
#include "http/reservation_http.h"
#include "http/reservation_view.h"
#include "http/server.h"

#include "base/banned.h"

enum { PAGE_ROWS = 100, PAST_DAYS = 31, FUTURE_DAYS = 400, ONE_BYTES = 3072 };

static void view_init(struct reservation_view *view, const struct request *request, struct buf *body)
{
    *view = (struct reservation_view){.db = request->worker->db, .now_ms = clock_now_ms()};
    json_out_init(&view->out, body);
}

void reservation_get(struct request *request, struct response *response)
{
    struct reservation_view view;
    struct buf *body = response_body(request, response, ONE_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    view_init(&view, request, body);
    enum err err = reservation_read(request->worker->db, request->caller.account_id, request_path(request, "id"),
                                    reservation_view_put, &view);
    err = err == OK ? view.err : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_json_etag(request, response);
}

/* The query parameters; a wrong one is answered and false comes back. */
static bool list_of_query(const struct request *request, struct response *response, struct reservation_list *list)
{
    int32_t today = civil_day_of_ms(clock_now_ms());
    *list = (struct reservation_list){request->caller.account_id,
                                      request_query(request, "sick_room_id"),
                                      today - PAST_DAYS,
                                      today + FUTURE_DAYS,
                                      INT64_MAX,
                                      PAGE_ROWS};
    const struct {
        const char *name;
        const char *pointer;
        int32_t *from;
        int32_t *to;
    } days[] = {{"from", "?from", &list->from_day, NULL},
                {"to", "?to", NULL, &list->to_day},
                {"day", "?day", &list->from_day, &list->to_day}};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        int32_t day;
        if (!request_has_query(request, days[i].name)) {
            continue;
        }
        if (civil_parse_day(request_query(request, days[i].name), &day) != OK) {
            response_fault(request, response, days[i].pointer, "BAD_FORMAT");
            return false;
        }
        if (days[i].from != NULL) {
            *days[i].from = day;
        }
        if (days[i].to != NULL) {
            *days[i].to = day;
        }
    }
    if (request_has_query(request, "cursor") &&
        str_int(request_query(request, "cursor"), 1, INT64_MAX, &list->before) != OK) {
        response_fault(request, response, "?cursor", "BAD_FORMAT");
        return false;
    }
    return true;
}

void reservations_get(struct request *request, struct response *response)
{
    struct reservation_list list;
    struct reservation_view view;
    if (!list_of_query(request, response, &list)) {
        return;
    }
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    view_init(&view, request, body);
    json_out_open(&view.out, '{');
    json_out_key(&view.out, "reservations");
    json_out_open(&view.out, '[');
    enum err err = reservation_list(request->worker->db, &list, reservation_view_put, &view);
    err = err == OK ? view.err : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_close(&view.out, ']');
    json_out_key(&view.out, "next");
    if (view.rows == PAGE_ROWS) {
        char digits[24];
        struct buf next;
        buf_init(&next, digits, sizeof digits);
        buf_int(&next, view.last_id);
        json_out_text(&view.out, buf_view(&next));
    } else {
        json_out_null(&view.out);
    }
    json_out_close(&view.out, '}');
    response_json_etag(request, response);
}
