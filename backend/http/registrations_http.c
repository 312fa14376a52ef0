/* Reading registrations: a child's by scope, the queue of those who decide, and one whole with what is sealed. */
#include "actions/read_registration.h"
#include "actions/registration_rules.h"
#include "base/civil.h"
#include "base/clock.h"
#include "core/hidden.h"
#include "http/handlers.h"
#include "http/registration_view.h"
#include "http/server.h"

#include "base/banned.h"

enum { PAGE_ROWS = 100, SHEET_STORAGE = REGISTRATION_SHEET_BYTES_MAX + 1 };

/* --- of a child ---------------------------------------------------------------------------------------------------------- */

struct child_list {
    struct db *db;
    const struct registration_child *child;
    int64_t account_id;
    int32_t today;
    struct json_out out;
};

/* What a guardian from whom booking is hidden sees: a child that nobody has registered (R-REG-11). */
static enum err find_row(const struct child_list *list, int64_t site_id, struct registration_row *row)
{
    if (list->child->family && (list->child->hides & HIDDEN_BOOKING) != 0) {
        return ERR_NOT_FOUND;
    }
    enum err err = registration_of_child(list->db, list->child->id, site_id, row);
    return err == OK ? registration_row(list->db, list->account_id, str_of(row->public_id), list->today, row) : err;
}

static enum err put_scope(void *arg, const struct registration_scope *scope)
{
    struct registration_row row;
    struct child_list *list = arg;
    const struct policy_registration *rule = &scope->policy->registration;
    struct json_out *out = &list->out;
    enum err err = find_row(list, scope->site.id, &row);
    if (err != OK && err != ERR_NOT_FOUND) {
        return err;
    }
    json_out_open(out, '{');
    json_put_word(out, "scope", scope->site.id == 0 ? REGISTRATION_ALL : scope->site.public_id);
    json_put_word(out, "sick_room_name", scope->site.id == 0 ? NULL : scope->site.name);
    json_put_bool(out, "required", rule->required);
    json_put_word(out, "renewal", registration_renewal_word(rule->renewal));
    json_out_key(out, "registration");
    if (err == OK) {
        json_out_open(out, '{');
        registration_view_put(out, &row, rule, list->today);
        json_out_close(out, '}');
    } else {
        json_out_null(out);
    }
    json_out_close(out, '}');
    return OK;
}

/* Does this room register children for itself, so that its staff may ask about any child? */
static bool registers_itself(struct db *db, int64_t site_id, int32_t today)
{
    struct registration_scope scope;
    return site_id != 0 && registration_scope_of(db, site_id, today, &scope) == OK &&
           scope.policy->registration.scope == SCOPE_FACILITY;
}

/* A guardian's, the ward office's, or that of a room which registers for itself. */
static enum err see_child(const struct request *request, int32_t today, struct registration_child *child)
{
    struct db *db = request->worker->db;
    const struct caller *caller = &request->caller;
    struct str id = request_path(request, "id");
    enum err err = registration_child(db, id, caller->account_id, 0, child);
    for (size_t i = 0; err == ERR_NOT_FOUND && i < caller->grants_n; i++) {
        if (registers_itself(db, caller->grants[i].site_id, today)) {
            err = registration_child(db, id, caller->account_id, caller->grants[i].site_id, child);
        }
    }
    return err;
}

void child_registrations_get(struct request *request, struct response *response)
{
    struct registration_child child;
    struct child_list list = {.db = request->worker->db,
                              .child = &child,
                              .account_id = request->caller.account_id,
                              .today = civil_day_of_ms(clock_now_ms())};
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES / 4);
    enum err err = body == NULL ? ERR_LIMIT : see_child(request, list.today, &child);
    if (err == OK) {
        json_out_init(&list.out, body);
        json_out_open(&list.out, '{');
        json_put_word(&list.out, "child_id", child.public_id);
        json_put_word(&list.out, "household_id", child.household);
        json_out_key(&list.out, "scopes");
        json_out_open(&list.out, '[');
        err = registration_scopes(list.db, list.today, put_scope, &list);
    }
    response_json_end(request, response, &list.out, "]}", err);
}

/* --- the queue ----------------------------------------------------------------------------------------------------------- */

struct queue_view {
    struct db *db;
    struct json_out out;
    int32_t today;
    int32_t rows;
    int64_t last_id;
    enum err err;
};

static void put_queued(void *arg, const struct registration_row *row)
{
    struct registration_scope scope;
    struct queue_view *view = arg;
    enum err err = registration_scope_of(view->db, row->site_id, view->today, &scope);
    view->err = view->err == OK ? err : view->err;
    view->rows++;
    view->last_id = row->id;
    if (err == OK) {
        json_out_open(&view->out, '{');
        registration_view_put(&view->out, row, &scope.policy->registration, view->today);
        json_out_close(&view->out, '}');
    }
}

static bool decode_queue(const struct request *request, struct response *response, struct registration_queue *queue)
{
    struct str state = request_has_query(request, "state") ? request_query(request, "state") : STR("submitted");
    queue->renewals = str_is(state, "renewal");
    queue->state = REGISTRATION_DRAFT;
    while (!queue->renewals && (int)queue->state <= REGISTRATION_STATE_LAST &&
           !str_is(state, registration_state_word(queue->state))) {
        queue->state++;
    }
    if ((int)queue->state > REGISTRATION_STATE_LAST) {
        response_fault(request, response, "?state", "OUT_OF_RANGE");
        return false;
    }
    if (request_has_query(request, "cursor") &&
        str_int(request_query(request, "cursor"), 1, INT64_MAX, &queue->after) != OK) {
        response_fault(request, response, "?cursor", "BAD_FORMAT");
        return false;
    }
    return true;
}

static void put_cursor(struct queue_view *view)
{
    char digits[24];
    struct buf next;
    json_out_key(&view->out, "next");
    if (view->rows < PAGE_ROWS) {
        json_out_null(&view->out);
        return;
    }
    buf_init(&next, digits, sizeof digits);
    buf_int(&next, view->last_id);
    json_out_text(&view->out, buf_view(&next));
}

void registrations_get(struct request *request, struct response *response)
{
    struct registration_queue queue = {.account_id = request->caller.account_id, .limit = PAGE_ROWS};
    struct queue_view view = {.db = request->worker->db, .today = civil_day_of_ms(clock_now_ms())};
    if (!decode_queue(request, response, &queue)) {
        return;
    }
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&view.out, body);
    json_out_open(&view.out, '{');
    json_out_key(&view.out, "registrations");
    json_out_open(&view.out, '[');
    enum err err = registration_queue(view.db, &queue, put_queued, &view);
    err = err == OK ? view.err : err;
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_close(&view.out, ']');
    put_cursor(&view);
    json_out_close(&view.out, '}');
    response_json_etag(request, response);
}

/* --- one, whole ---------------------------------------------------------------------------------------------------------- */

static void put_steps(struct json_out *out, const struct read_registration *in)
{
    static const char *const by_words[] = {"system", "family", "staff"};
    json_out_key(out, "history");
    json_out_open(out, '[');
    for (size_t i = 0; i < in->steps_n; i++) {
        const struct read_registration_step *step = &in->steps[i];
        json_out_open(out, '{');
        json_put_instant(out, "at", step->event.at_ms);
        json_put_word(out, "step", registration_step_word(step->event.step));
        json_put_word(out, "state", registration_state_word(step->event.to));
        json_put_word(out, "by", by_words[step->event.by]);
        json_put_word(out, "reason", step->reason[0] == '\0' ? NULL : step->reason);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

static void put_missing(struct json_out *out, const struct registration_sheets *sheets)
{
    struct json_faults missing = {.n = 0};
    registration_sheet_missing_household(buf_view(&sheets->household), "/household", &missing);
    registration_sheet_missing_child(buf_view(&sheets->child), "/sheet", &missing);
    json_out_key(out, "missing");
    json_out_open(out, '[');
    for (size_t i = 0; i < missing.n; i++) {
        json_out_text(out, str_of(missing.list[i].pointer));
    }
    json_out_close(out, ']');
}

/* The buffers in the arena; NULL: it is full. */
static struct read_registration *make_reading(const struct request *request)
{
    struct arena *arena = &request->worker->arena;
    struct read_registration *in = arena_alloc(arena, sizeof *in);
    char *household = arena_alloc(arena, SHEET_STORAGE);
    char *child = arena_alloc(arena, SHEET_STORAGE);
    struct read_registration_step *steps = arena_alloc(arena, READ_REGISTRATION_STEPS_MAX * sizeof *steps);
    if (in == NULL || household == NULL || child == NULL || steps == NULL) {
        return NULL;
    }
    in->caller = &request->caller;
    in->id = request_path(request, "id");
    in->steps = steps;
    buf_init(&in->sheets.household, household, SHEET_STORAGE);
    buf_init(&in->sheets.child, child, SHEET_STORAGE);
    return in;
}

void registration_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct read_registration *in = make_reading(request);
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES / 2);
    enum err err = in == NULL || body == NULL ? ERR_LIMIT : read_registration(request->server->lane, in);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    registration_view_put(&out, &in->row, &in->rule, in->today);
    json_put_int(&out, "household_version", in->sheets.household_version);
    json_out_key(&out, "household");
    json_out_json(&out, buf_view(&in->sheets.household));
    json_out_key(&out, "sheet");
    json_out_json(&out, buf_view(&in->sheets.child));
    put_missing(&out, &in->sheets);
    put_steps(&out, in);
    json_out_close(&out, '}');
    response_json_etag(request, response);
}
