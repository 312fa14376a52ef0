/* See typed_login.h. */
#include "http/typed_login.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/secret.h"
#include "http/limits.h"
#include "http/password_pool.h"
#include "store/session_store.h"

#include "base/banned.h"

enum { READER_WAIT_MS = 1000 };

/* To be wiped by whoever holds it. */
struct typed {
    char login[TYPED_LOGIN_BYTES_MAX + 1];
    char password[TYPED_PASSWORD_BYTES_MAX + 1];
};

struct use {
    int nobody_status;
    const char *nobody;
    typed_login_then *then;
};

static void take(struct json_in *in, const char *name, char *to, size_t bytes)
{
    if (str_copy(json_text(in, name, JSON_REQUIRED, bytes - 1), to, bytes) != OK) {
        json_blame(in, name, "TOO_LONG");
    }
}

static enum err decode(struct str body, struct typed *ret, struct json_faults *faults)
{
    struct json_in in;
    enum err err = json_open(body, &in, faults);
    if (err != OK) {
        return err;
    }
    take(&in, "login", ret->login, sizeof ret->login);
    take(&in, "password", ret->password, sizeof ret->password);
    return json_close(&in);
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

/* Account 0: they are nobody's. ERR_BUSY: too many are being looked at. */
static enum err find_owner(struct server *server, const struct typed *given, struct typed_login_owner *ret)
{
    struct session_login login;
    bool known = false;
    bool matches = false;
    *ret = (struct typed_login_owner){0};
    enum err err = find_login(server, given->login, &login, &known);
    if (err == OK) {
        err = passwords_check(server->passwords, known ? login.password_hash : NULL, str_of(given->password), &matches);
    }
    if (err != OK) {
        return err;
    }
    if (matches) {
        limits_sign_in_done(server->limits, str_of(given->login));
        *ret = (struct typed_login_owner){.account_id = login.account_id, .staff = login.staff};
    } else {
        limits_sign_in_failed(server->limits, str_of(given->login));
    }
    return OK;
}

static void try_typed(struct request *request, struct response *response, const struct typed *given,
                      const struct use *use)
{
    struct typed_login_owner owner;
    int64_t wait_s = limits_sign_in_wait(request->server->limits, str_of(given->login));
    if (wait_s > 0) {
        response_problem(request, response, 429, "TOO_OFTEN", NULL);
        response_retry_after(response, wait_s);
        return;
    }
    enum err err = find_owner(request->server, given, &owner);
    if (err != OK) {
        response_err(request, response, err);
    } else if (owner.account_id == 0) {
        response_problem(request, response, use->nobody_status, use->nobody, NULL);
    } else {
        use->then(request, response, &owner);
    }
}

static void handle(struct request *request, struct response *response, const struct use *use)
{
    struct typed given;
    struct json_faults faults;
    if (response_decoded(request, response, decode(request->body, &given, &faults), &faults)) {
        try_typed(request, response, &given, use);
    }
    secret_wipe(&given, sizeof given);
    secret_wipe(request->small_body, request->body.n);
}

void typed_login_sign_in(struct request *request, struct response *response, typed_login_then *then)
{
    struct use use = {.nobody_status = 401, .nobody = "SIGN_IN_FAILED", .then = then};
    handle(request, response, &use);
}

void typed_login_second(struct request *request, struct response *response, typed_login_then *then)
{
    struct use use = {.nobody_status = 409, .nobody = "SECOND_UNKNOWN", .then = then};
    request->idempotency_key = STR("");
    handle(request, response, &use);
}
