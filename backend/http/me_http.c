/* GET /me: the account, its roles, children and sites. */
#include "base/civil.h"
#include "base/clock.h"
#include "core/eligibility.h"
#include "http/handlers.h"
#include "http/server.h"
#include "http/session.h"
#include "store/policy_store.h"
#include "store/reservation_facts.h"
#include "store/session_store.h"

#include "base/banned.h"

enum { DAYS_AHEAD = 31 };

static void put_roles(struct json_out *out, const struct caller *caller)
{
    json_out_key(out, "roles");
    json_out_open(out, '[');
    for (size_t i = 0; i < caller->grants_n; i++) {
        const struct access_grant *grant = &caller->grants[i];
        json_out_open(out, '{');
        json_put_word(out, "role", access_role_word(grant->role));
        json_put_word(out, "site_id", grant->site[0] == '\0' ? NULL : grant->site);
        json_out_close(out, '}');
    }
    json_out_close(out, ']');
}

/* The children of one account, being written. */
struct children {
    struct json_out *out;
    struct db *db;
    bool guardian; /* who only fetches a child reserves nothing */
    int32_t today;
    int32_t birth_day; /* of the child at hand */
    enum err err;
};

/* Rooms that take the child at its age within the days that can be asked for (R-REG-01). */
static void put_room(void *arg, struct site_id site, struct str public_id)
{
    struct children *children = arg;
    const struct policy *policy = NULL;
    enum err err = policy_on(children->db, site.v, children->today, &policy);
    if (err != OK) {
        bool none = err == ERR_NOT_FOUND || err == ERR_INVALID; /* as on the board: no rules, no place */
        children->err = none || children->err != OK ? children->err : err;
        return;
    }
    struct eligibility_span span = eligibility_span(&policy->eligibility, children->birth_day);
    if (span.to_day < children->today || span.from_day > children->today + DAYS_AHEAD) {
        return;
    }
    json_out_open(children->out, '{');
    json_put_text(children->out, "id", public_id);
    json_put_day(children->out, "from", span.from_day);
    json_put_day(children->out, "to", span.to_day);
    json_out_close(children->out, '}');
}

static void put_rooms(struct children *children, const struct session_child *child)
{
    json_out_key(children->out, "sick_rooms");
    json_out_open(children->out, '[');
    if (children->guardian) {
        children->birth_day = child->birth_day;
        enum err err = reservation_rooms_each(children->db, put_room, children);
        children->err = children->err == OK ? err : children->err;
    }
    json_out_close(children->out, ']');
}

static void put_child(void *arg, const struct session_child *child)
{
    struct children *children = arg;
    struct json_out *out = children->out;
    json_out_open(out, '{');
    json_put_text(out, "id", child->id);
    json_put_text(out, "name", child->name);
    if (child->nursery.n > 0) {
        json_put_text(out, "nursery_id", child->nursery);
    } else {
        json_put_word(out, "nursery_id", NULL);
    }
    json_put_text(out, "class", child->class_name);
    put_rooms(children, child);
    json_out_close(out, '}');
}

static void put_site(void *arg, const struct session_site *site)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "id", site->id);
    json_put_text(out, "name", site->name);
    json_put_word(out, "kind", site->sick_room ? "sickroom" : "nursery");
    json_out_close(out, '}');
}

static enum err put_me(struct request *request, struct json_out *out, const struct session *session)
{
    struct db *db = request->worker->db;
    struct children children = {.out = out,
                                .db = db,
                                .guardian = access_has(&session->caller, ROLE_GUARDIAN),
                                .today = civil_day_of_ms(clock_now_ms())};
    json_out_open(out, '{');
    json_put_text(out, "id", str_of(session->account));
    json_put_text(out, "name", str_of(session->name));
    json_put_text(out, "language", str_of(session->language));
    put_roles(out, &session->caller);
    json_out_key(out, "children");
    json_out_open(out, '[');
    enum err err = session_children(db, session->caller.account_id, put_child, &children);
    err = err == OK ? children.err : err;
    json_out_close(out, ']');
    json_out_key(out, "sites");
    json_out_open(out, '[');
    if (err == OK) {
        err = session_sites(db, session->caller.account_id, put_site, out);
    }
    json_out_close(out, ']');
    json_out_close(out, '}');
    return err;
}

void me_get(struct request *request, struct response *response)
{
    struct session session;
    struct json_out out;
    unsigned char token_hash[SECRET_HASH_BYTES];
    const char *name = session_cookie_name(request->server->options.behind_tls);
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES / 4);
    session_hash(request_cookie(request->cookie, name), token_hash);
    enum err err = body == NULL ? ERR_LIMIT : session_find(request->worker->db, token_hash, clock_now_ms(), &session);
    if (err == OK) {
        json_out_init(&out, body);
        err = put_me(request, &out, &session);
    }
    if (err == ERR_NOT_FOUND) {
        response_problem(request, response, 401, "SIGN_IN", NULL);
    } else if (err != OK) {
        response_err(request, response, err);
    } else {
        response_json_etag(request, response);
    }
}
