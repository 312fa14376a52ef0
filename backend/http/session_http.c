/* POST and DELETE /session. The answer to a wrong password and to an unknown account is the same, and takes the same time. */
#include <string.h>

#include "actions/sign_in.h"
#include "base/clock.h"
#include "http/handlers.h"
#include "http/limits.h"
#include "http/password_pool.h"
#include "http/server.h"
#include "http/session.h"
#include "store/session_store.h"

#include "base/banned.h"

enum { LOGIN_BYTES_MAX = 254, PASSWORD_BYTES_MAX = 512, READER_WAIT_MS = 1000 };

struct credentials {
    char login[LOGIN_BYTES_MAX + 1];
    char password[PASSWORD_BYTES_MAX + 1];
};

static enum err decode(const struct request *request, struct credentials *ret, struct json_faults *faults)
{
    struct json_in in;
    enum err err = json_open(request->body, &in, faults);
    if (err != OK) {
        return err;
    }
    struct str login = json_text(&in, "login", JSON_REQUIRED, LOGIN_BYTES_MAX);
    struct str password = json_text(&in, "password", JSON_REQUIRED, PASSWORD_BYTES_MAX);
    err = str_copy(login, ret->login, sizeof ret->login);
    if (err == OK) {
        err = str_copy(password, ret->password, sizeof ret->password);
    }
    enum err closed = json_close(&in);
    return err != OK ? err : closed;
}

static enum err find_login(struct server *server, const char *login, struct session_login *ret, bool *ret_known)
{
    struct worker *worker = readers_borrow(server->readers, READER_WAIT_MS);
    if (worker == NULL) {
        return ERR_BUSY;
    }
    enum err err = session_login_find(worker->db, str_of(login), clock_now_ms(), ret);
    readers_return(server->readers, worker);
    *ret_known = err == OK;
    return err == ERR_NOT_FOUND ? OK : err;
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

static void begin_session(const struct request *request, struct response *response, const struct session_login *login)
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

static void refuse_often(const struct request *request, struct response *response, int64_t wait_s)
{
    response_problem(request, response, 429, "TOO_OFTEN", NULL);
    response_retry_after(response, wait_s);
}

static void try_sign_in(const struct request *request, struct response *response, const struct credentials *given)
{
    struct server *server = request->server;
    struct session_login login;
    bool known = false;
    bool matches = false;
    int64_t wait_s = limits_sign_in_wait(server->limits, str_of(given->login));
    if (wait_s > 0) {
        refuse_often(request, response, wait_s);
        return;
    }
    enum err err = find_login(server, given->login, &login, &known);
    if (err == OK) {
        err = passwords_check(server->passwords, known ? login.password_hash : NULL, str_of(given->password), &matches);
    }
    if (err != OK) {
        response_err(request, response, err);
    } else if (!matches) {
        limits_sign_in_failed(server->limits, str_of(given->login));
        response_problem(request, response, 401, "SIGN_IN_FAILED", NULL);
    } else {
        limits_sign_in_done(server->limits, str_of(given->login));
        begin_session(request, response, &login);
    }
}

void session_post(struct request *request, struct response *response)
{
    struct credentials given;
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
