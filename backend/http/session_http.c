/* POST and DELETE /session. The answer to a wrong password and to an unknown account is the same, and takes the same time. */
#include "actions/sign_in.h"
#include "base/clock.h"
#include "http/typed_login.h"
#include "http/handlers.h"
#include "http/server.h"
#include "http/session.h"

#include "base/banned.h"

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

static void begin_session(struct request *request, struct response *response, const struct typed_login_owner *owner)
{
    char cookie[SESSION_COOKIE_TEXT];
    struct sign_in in = {.account_id = owner->account_id};
    int64_t life_ms = owner->staff ? SESSION_STAFF_MS : SESSION_GUARDIAN_MS;
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

void session_post(struct request *request, struct response *response)
{
    typed_login_sign_in(request, response, begin_session);
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
