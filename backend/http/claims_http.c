/* POST /claims: whoever holds a one-time code makes a sign-in of it. Asked as rarely as a sign-in, and a code that is wrong costs as much time as
 * one that is right. The body is wiped: it holds the code and a password. */
#include <string.h>

#include "actions/use_claim.h"
#include "core/language.h"
#include "http/handlers.h"
#include "http/password_pool.h"
#include "http/server.h"
#include "store/account_store.h"

#include "base/banned.h"

enum { PASSWORD_BYTES_MIN = 10, PASSWORD_BYTES_MAX = 512, CODE_BYTES_MAX = 96 };

struct claim_exchange {
    struct use_claim ask; /* first */
    enum request_language language;
    char login[ACCOUNT_LOGIN_BYTES];
    char name[ACCOUNT_NAME_BYTES];
    char password[PASSWORD_BYTES_MAX + 1];
};

static void encode_used(const void *arg, struct answer *answer)
{
    const struct claim_exchange *exchange = arg;
    if (exchange->ask.unknown) {
        response_refuse(answer, exchange->language, 404, "CLAIM_UNKNOWN");
        return;
    }
    if (exchange->ask.taken) {
        response_refuse_field(answer, exchange->language, "/login", "TAKEN");
        return;
    }
    answer->status = 204;
}

static void take_text(struct json_in *in, const char *name, size_t bytes_min, char *to, size_t bytes)
{
    struct str text = json_text(in, name, JSON_REQUIRED, bytes - 1);
    if (str_copy(text, to, bytes) != OK) {
        json_blame(in, name, "TOO_LONG");
    } else if (text.p != NULL && text.n < bytes_min) {
        json_blame(in, name, "TOO_SHORT");
    }
}

/* A code whose check is wrong cannot be one: said at once, as a slip of the pen. */
static enum err decode(const struct request *request, struct claim_exchange *exchange, struct json_faults *faults)
{
    struct json_in in;
    enum err err = json_open(request->body, &in, faults);
    if (err != OK) {
        return err;
    }
    struct str code = json_text(&in, "code", JSON_REQUIRED, CODE_BYTES_MAX);
    if (code.p != NULL && claim_code_read(code, exchange->ask.code) != OK) {
        json_blame(&in, "code", "BAD_FORMAT");
    }
    take_text(&in, "login", 3, exchange->login, sizeof exchange->login);
    take_text(&in, "name", 1, exchange->name, sizeof exchange->name);
    take_text(&in, "password", PASSWORD_BYTES_MIN, exchange->password, sizeof exchange->password);
    int language = json_word(&in, "language", JSON_OPTIONAL, language_codes);
    exchange->ask.language = str_of(language_codes[language < 0 ? 0 : language]);
    exchange->ask.login = str_of(exchange->login);
    exchange->ask.name = str_of(exchange->name);
    return json_close(&in);
}

static void use(struct request *request, struct response *response, struct claim_exchange *exchange)
{
    struct act act = {.verb = use_claim, .encode = encode_used, .arg = exchange};
    enum err err = passwords_make(request->server->passwords, str_of(exchange->password), exchange->ask.password_hash);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    request->idempotency_key = STR(""); /* a code works once by itself, and nothing of it is to be kept */
    response_act(request, response, &act, LANE_REST);
}

void claims_post(struct request *request, struct response *response)
{
    struct json_faults faults;
    struct claim_exchange exchange = {.language = request->language};
    if (response_decoded(request, response, decode(request, &exchange, &faults), &faults)) {
        use(request, response, &exchange);
    }
    secret_wipe(&exchange, sizeof exchange);
    secret_wipe(request->small_body, request->body.n);
}
