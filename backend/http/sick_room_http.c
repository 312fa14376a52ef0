/* See sick_room_http.h. The rules are the sections of the room's policy that concern families, with every member spelled out; how many staff
 * it needs and what it reports is not their affair. */
#include "http/sick_room_http.h"

#include <assert.h>

#include "base/civil.h"
#include "base/clock.h"
#include "base/json.h"
#include "core/policy_encode.h"
#include "http/server.h"
#include "store/policy_store.h"
#include "store/site_store.h"

#include "base/banned.h"

static const enum policy_section shown[] = {
    SECTION_ELIGIBILITY, SECTION_REGISTRATION, SECTION_HOURS,   SECTION_CALENDAR, SECTION_PLACES, SECTION_SLOTS,
    SECTION_ROOMS,       SECTION_ACCEPTANCE,   SECTION_BOOKING, SECTION_DECISION, SECTION_CANCEL, SECTION_NO_SHOW,
    SECTION_WAITING,     SECTION_EPISODE,      SECTION_NOTE,    SECTION_ENTRY,    SECTION_FEES,
};
enum { SHOWN_N = sizeof shown / sizeof shown[0], BODY_BYTES = 96 * 1024 };

static void put_room(struct json_out *out, const struct site *site, const struct policy *policy, int32_t day)
{
    static const char *const types[] = {NULL, "acute", "recovery", "in_nursery", "visit", "pickup"};
    assert((size_t)site->sick_type < sizeof types / sizeof types[0]);
    json_out_open(out, '{');
    json_put_word(out, "id", site->public_id);
    json_put_word(out, "name", site->name);
    json_put_word(out, "type", types[site->sick_type]);
    json_put_word(out, "area", site->area);
    json_put_word(out, "telephone", site->phone);
    json_put_day(out, "day", day);
    json_out_key(out, "rules");
    json_out_open(out, '{');
    for (size_t i = 0; i < SHOWN_N; i++) {
        json_out_key(out, policy_section_word(shown[i]));
        policy_encode_section(out, policy, shown[i]);
    }
    json_out_close(out, '}');
    json_out_close(out, '}');
}

void sick_room_get(struct request *request, struct response *response)
{
    struct site site;
    struct json_out out;
    const struct policy *policy = NULL;
    struct db *db = request->worker->db;
    int32_t day = civil_day_of_ms(clock_now_ms());
    if (request_has_query(request, "day") && civil_parse_day(request_query(request, "day"), &day) != OK) {
        response_fault(request, response, "?day", "BAD_FORMAT");
        return;
    }
    enum err err = site_by_public_id(db, request_path(request, "id"), &site);
    err = err == OK && site.kind != SITE_SICKROOM ? ERR_NOT_FOUND : err;
    err = err == OK ? policy_on(db, site.id, day, &policy) : err;
    struct buf *body = err == OK ? response_body(request, response, BODY_BYTES) : NULL;
    if (body == NULL) {
        response_err(request, response, err == OK ? ERR_LIMIT : err);
        return;
    }
    json_out_init(&out, body);
    put_room(&out, &site, policy, day);
    response->cache_control = "public, no-cache";
    response_json_etag(request, response);
}
