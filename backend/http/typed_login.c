/* See typed_login.h. */
#include "http/typed_login.h"

#include "base/clock.h"
#include "http/limits.h"
#include "http/password_pool.h"
#include "store/session_store.h"

#include "base/banned.h"

enum { READER_WAIT_MS = 1000 };

static void take(struct json_in *in, const char *name, char *to, size_t bytes)
{
    if (str_copy(json_text(in, name, JSON_REQUIRED, bytes - 1), to, bytes) != OK) {
        json_blame(in, name, "TOO_LONG");
    }
}

void typed_login_decode(struct json_in *in, struct typed_login *ret)
{
    take(in, "login", ret->login, sizeof ret->login);
    take(in, "password", ret->password, sizeof ret->password);
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

enum err typed_login_check(struct server *server, const struct typed_login *given, struct typed_login_found *ret)
{
    struct session_login login;
    bool known = false;
    bool matches = false;
    *ret = (struct typed_login_found){.wait_s = limits_sign_in_wait(server->limits, str_of(given->login))};
    if (ret->wait_s > 0) {
        return OK;
    }
    enum err err = find_login(server, given->login, &login, &known);
    if (err == OK) {
        err = passwords_check(server->passwords, known ? login.password_hash : NULL, str_of(given->password), &matches);
    }
    if (err != OK) {
        return err;
    }
    if (matches) {
        limits_sign_in_done(server->limits, str_of(given->login));
        ret->account_id = login.account_id;
        ret->staff = login.staff;
    } else {
        limits_sign_in_failed(server->limits, str_of(given->login));
    }
    return OK;
}

bool typed_login_refused(const struct request *request, struct response *response, enum err err,
                         const struct typed_login_found *found)
{
    if (err != OK) {
        response_err(request, response, err);
    } else if (found->wait_s > 0) {
        response_problem(request, response, 429, "TOO_OFTEN", NULL);
        response_retry_after(response, found->wait_s);
    }
    return err != OK || found->wait_s > 0;
}
