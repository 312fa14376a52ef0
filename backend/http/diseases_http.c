/* GET /diseases: the one list of codes. Their names are sentences of the pages' catalogs. */
#include "core/disease.h"
#include "http/handlers.h"

#include "base/banned.h"

enum { BODY_BYTES = 16 * 1024 };

static void put_disease(struct json_out *out, const struct disease *disease)
{
    json_out_open(out, '{');
    json_put_word(out, "code", disease->code);
    if (disease->form_number > 0) {
        json_put_int(out, "form_number", disease->form_number);
    } else {
        json_put_word(out, "form_number", NULL);
    }
    json_put_bool(out, "symptom", disease->symptom);
    json_put_word(out, "exclusion", disease_exclusion_word(disease->exclusion));
    json_out_close(out, '}');
}

void diseases_get(struct request *request, struct response *response)
{
    struct json_out out;
    struct buf *body = response_body(request, response, BODY_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&out, body);
    json_out_open(&out, '{');
    json_out_key(&out, "diseases");
    json_out_open(&out, '[');
    for (size_t i = 0; i < DISEASE_COUNT; i++) {
        put_disease(&out, &disease_list[i]);
    }
    json_out_close(&out, ']');
    json_out_close(&out, '}');
    response->cache_control = "public, no-cache";
    response_json_etag(request, response);
}
