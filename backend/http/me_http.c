/* GET /me: the account, its roles, children and sites. */
#include "base/clock.h"
#include "http/handlers.h"
#include "http/server.h"
#include "http/session.h"
#include "store/session_store.h"

#include "base/banned.h"

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

static void put_child(void *arg, const struct session_child *child)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "id", child->id);
    json_put_text(out, "name", child->name);
    if (child->nursery.n > 0) {
        json_put_text(out, "nursery_id", child->nursery);
    } else {
        json_put_word(out, "nursery_id", NULL);
    }
    json_put_text(out, "class", child->class_name);
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
    json_out_open(out, '{');
    json_put_text(out, "id", str_of(session->account));
    json_put_text(out, "name", str_of(session->name));
    json_put_text(out, "language", str_of(session->language));
    put_roles(out, &session->caller);
    json_out_key(out, "children");
    json_out_open(out, '[');
    enum err err = session_children(db, session->caller.account_id, put_child, out);
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
