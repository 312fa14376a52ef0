/* POST and DELETE /session. The answer to a wrong password and to an unknown account is the same, and takes the same time. */
#include "actions/sign_in.h"
#include "base/clock.h"
#include "http/typed_login.h"
#include "http/handlers.h"
#include "http/server.h"
#include "http/session.h"

#include "base/banned.h"

static enum err decode(const struct request *request, struct typed_login *ret, struct json_faults *faults)
{
    struct json_in in;
    enum err err = json_open(request->body, &in, faults);
    if (err != OK) {
        return err;
    }
    typed_login_decode(&in, ret);
    return json_close(&in);
}

static void put_cookie(const struct server *server, struct response *response, const char *value, int64_t age_s)
{
    char text[192];
    struct buf buf;
    bool tls = server->options.behind_tls;
    buf_init(&buf, text, sizeof text);
    buf_puts(&buf, session_cookie_name(tls));
    buf_char(&buf, '=');
    buf_puts(&buf, value);
    buf_puts(&buf, "; Path=/; HttpOnly; SameSite=Lax; Max-Age=");
    buf_int(&buf, age_s);
    buf_puts(&buf, tls ? "; Secure" : "");
    response_header(response, "Set-Cookie", buf_view(&buf));
}

static void begin_session(const struct request *request, struct response *response,
                          const struct typed_login_found *login)
{
    char cookie[SESSION_COOKIE_TEXT];
    struct sign_in in = {.account_id = login->account_id};
    int64_t life_ms = login->staff ? SESSION_STAFF_MS : SESSION_GUARDIAN_MS;
    session_new_cookie(cookie, in.token_hash);
    in.expires_ms = clock_now_ms() + life_ms;
    enum err err = sign_in(request->server->lane, &in);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_empty(response, 204);
    put_cookie(request->server, response, cookie, life_ms / 1000);
    secret_wipe(cookie, sizeof cookie);
}

static void try_sign_in(const struct request *request, struct response *response, const struct typed_login *given)
{
    struct typed_login_found found;
    enum err err = typed_login_check(request->server, given, &found);
    if (typed_login_refused(request, response, err, &found)) {
        return;
    }
    if (found.account_id == 0) {
        response_problem(request, response, 401, "SIGN_IN_FAILED", NULL);
    } else {
        begin_session(request, response, &found);
    }
}

void session_post(struct request *request, struct response *response)
{
    struct typed_login given;
    struct json_faults faults;
    if (response_decoded(request, response, decode(request, &given, &faults), &faults)) {
        try_sign_in(request, response, &given);
    }
    secret_wipe(&given, sizeof given);
    secret_wipe(request->small_body, request->body.n);
}

void session_delete(struct request *request, struct response *response)
{
    const char *name = session_cookie_name(request->server->options.behind_tls);
    struct sign_in out = {.account_id = request->caller.account_id};
    session_hash(request_cookie(request->cookie, name), out.token_hash);
    enum err err = sign_out(request->server->lane, &out);
    sessions_drop(request->server->sessions, out.token_hash);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    response_empty(response, 204);
    put_cookie(request->server, response, "", 0);
    response_header(response, "Clear-Site-Data", STR("\"cache\", \"storage\""));
}
