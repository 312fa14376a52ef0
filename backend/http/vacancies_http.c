/* See vacancies_http.h. No worker, no session, no SQL: everybody may ask, many at once. */
#include "http/vacancies_http.h"

#include "base/civil.h"
#include "http/server.h"
#include "http/vacancy_snapshot.h"

#include "base/banned.h"

void vacancies_get(struct request *request, struct response *response)
{
    struct vacancy_snapshot *snapshot = request->server->vacancies;
    int32_t first_day;
    int32_t from_day;
    int64_t days = VACANCY_DAYS_DEFAULT;
    vacancy_snapshot_range(snapshot, &first_day, &from_day);
    if (request_has_query(request, "from") && civil_parse_day(request_query(request, "from"), &from_day) != OK) {
        response_fault(request, response, "?from", "BAD_FORMAT");
        return;
    }
    if (request_has_query(request, "days") &&
        str_int(request_query(request, "days"), 1, VACANCY_DAYS_MAX, &days) != OK) {
        response_fault(request, response, "?days", "OUT_OF_RANGE");
        return;
    }
    if (from_day < first_day || from_day > first_day + VACANCY_HORIZON_DAYS - (int32_t)days) {
        response_fault(request, response, "?from", "OUT_OF_RANGE");
        return;
    }
    struct vacancy_view *view = vacancy_snapshot_take(snapshot, from_day, (int32_t)days);
    if (view == NULL) {
        response_err(request, response, ERR_BUSY);
        return;
    }
    response->cache_control = "public, max-age=0, must-revalidate";
    response_shared(request, response, view->json, str_of(view->tag), vacancy_snapshot_release, view);
}

bool vacancies_page_answer(const struct request *request, struct response *response)
{
    if (!str_is(request->path, "/vacancies.html")) {
        return false;
    }
    if (request->method != METHOD_GET && request->method != METHOD_HEAD) {
        response_problem(request, response, 405, "METHOD_REFUSED", NULL);
        response_header(response, "Allow", STR("GET, HEAD"));
        return true;
    }
    struct vacancy_view *view = vacancy_snapshot_page(request->server->vacancies, (int)request->language);
    if (view == NULL) {
        response_err(request, response, ERR_BUSY);
        return true;
    }
    response->cache_control = "public, max-age=0, must-revalidate";
    response_header(response, "Vary", STR("Accept-Language"));
    response_shared(request, response, view->json, str_of(view->tag), vacancy_snapshot_release, view);
    if (response->status == 200) {
        response->content_type = "text/html; charset=utf-8";
    }
    return true;
}
