/* GET /me/app-code: what a guardian's phone shows at the entrance (R-ATT-18). Nothing is stored: the box that takes it keeps the touch, and whose
 * children it names is signed. */
#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "http/handlers.h"
#include "http/server.h"
#include "store/session_store.h"
#include "wire/app_code.h"

#include "base/banned.h"

/* The children asked for, being found among the guardian's own. */
struct wanted {
    struct str ids[TAP_CHILDREN_MAX];
    bool found[TAP_CHILDREN_MAX];
    size_t n;
};

static void look_at_child(void *arg, const struct session_child *child)
{
    struct wanted *wanted = arg;
    for (size_t i = 0; i < wanted->n; i++) {
        wanted->found[i] = wanted->found[i] || (child->nursery.n > 0 && str_equal(wanted->ids[i], child->id));
    }
}

/* False: none, or too many. */
static bool split(struct str list, struct wanted *wanted)
{
    struct str id;
    while (request_next(&list, ',', &id)) {
        if (wanted->n == TAP_CHILDREN_MAX || id.n == 0 || id.n >= SECRET_PUBLIC_ID_TEXT) {
            return false;
        }
        wanted->ids[wanted->n++] = id;
    }
    return wanted->n > 0;
}

static void write_code(const struct request *request, struct response *response, const struct wanted *wanted)
{
    char text[APP_CODE_TEXT_MAX];
    char id[SECRET_PUBLIC_ID_TEXT];
    struct json_out out;
    struct app_code code = {.issued_ms = clock_now_ms() / 1000 * 1000, .children_n = wanted->n};
    secret_random(code.nonce, sizeof code.nonce);
    for (size_t i = 0; i < wanted->n; i++) {
        enum err err = str_copy(wanted->ids[i], id, sizeof id);
        assert(err == OK);
        app_code_child(id, code.children[i]);
    }
    app_code_write(&code, request->server->keys->sign_secret, text);
    json_out_init(&out, response_body(request, response, RESPONSE_SMALL_BYTES));
    json_out_open(&out, '{');
    json_put_word(&out, "code", text);
    json_put_instant(&out, "issued_at", code.issued_ms);
    json_put_instant(&out, "expires_at", code.issued_ms + APP_CODE_LIFE_MS);
    json_out_close(&out, '}');
    response_json(response, 200);
}

void app_code_get(struct request *request, struct response *response)
{
    struct wanted wanted = {.n = 0};
    if (!split(request_query(request, "children"), &wanted)) {
        response_fault(request, response, "?children", "BAD_FORMAT");
        return;
    }
    enum err err = session_children(request->worker->db, request->caller.account_id, look_at_child, &wanted);
    for (size_t i = 0; i < wanted.n && err == OK; i++) {
        err = wanted.found[i] ? OK : ERR_NOT_FOUND;
    }
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    write_code(request, response, &wanted);
}
