/* See talk_http.h. On which side of a child's words the caller stands, the child's row says. */
#include "http/talk_http.h"

#include "actions/read_talk.h"
#include "actions/write_talk.h"
#include "base/civil.h"
#include "base/clock.h"
#include "http/server.h"
#include "store/attendance_store.h"

#include "base/banned.h"

enum { ID_BYTES = 64 };

static const char *side_word(bool family)
{
    return family ? "family" : "nursery";
}

/* --- reading ------------------------------------------------------------------------------------------------------------ */

struct talk_writing {
    struct json_out out;
    char first[SECRET_PUBLIC_ID_TEXT]; /* the oldest one written */
    int n;
};

static void put_head(void *arg, const struct talk_head *head)
{
    struct talk_writing *writing = arg;
    struct json_out *out = &writing->out;
    const struct talk_place *place = head->place;
    json_out_open(out, '{');
    json_put_word(out, "child_id", place->child);
    json_put_word(out, "child_name", place->child_name);
    json_put_word(out, "nursery_id", place->site);
    json_put_word(out, "nursery_name", place->site_name);
    json_put_text_or_null(out, "phone", str_of(place->phone));
    json_put_word(out, "side", side_word(place->family));
    json_put_minute_or_null(out, "opens", head->opens_min);
    json_put_minute_or_null(out, "closes", head->closes_min);
    json_put_bool(out, "can_write", !place->over);
    json_out_key(out, "words");
    json_out_open(out, '[');
}

static void put_said(void *arg, const struct talk_row *talk, struct str text)
{
    struct talk_writing *writing = arg;
    struct json_out *out = &writing->out;
    json_out_open(out, '{');
    json_put_text(out, "id", talk->public_id);
    json_put_word(out, "side", side_word(talk->by_family));
    json_put_bool(out, "mine", talk->mine);
    json_put_text(out, "from", talk->name);
    json_put_text(out, "text", text);
    json_put_instant(out, "at", talk->sent_ms);
    json_put_instant_or_null(out, "read_at", talk->read_ms);
    json_out_close(out, '}');
    if (writing->n++ == 0) {
        str_cut(talk->public_id, writing->first, sizeof writing->first);
    }
}

void talk_get(struct request *request, struct response *response)
{
    struct talk_writing writing = {.n = 0};
    struct read_talk ask = {.caller = &request->caller,
                            .child = request_path(request, "id"),
                            .before = request_query(request, "before"),
                            .begin = put_head,
                            .said = put_said,
                            .arg = &writing};
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&writing.out, body);
    enum err err = read_talk(request->server->lane, &ask);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    json_out_close(&writing.out, ']');
    json_put_word(&writing.out, "before", writing.n == TALK_PAGE ? writing.first : NULL);
    response_json_end(request, response, &writing.out, "}", OK);
}

/* --- lists: what is new, and nothing of what it says ------------------------------------------------------------------------ */

static void put_child(void *arg, const struct talk_child *child)
{
    struct json_out *out = arg;
    bool any = child->last_ms != 0;
    json_out_open(out, '{');
    json_put_text(out, "child_id", child->child);
    json_put_text(out, "name", child->name);
    json_put_text(out, "class", child->class_name);
    json_put_text(out, "nursery_id", child->site);
    json_put_text(out, "nursery_name", child->site_name);
    json_put_instant_or_null(out, "last_at", child->last_ms);
    json_put_word(out, "last_side", any ? side_word(child->last_by_family) : NULL);
    json_put_int(out, "unread", child->unread);
    json_put_int(out, "version", child->version);
    json_out_close(out, '}');
}

static struct buf *open_list(struct request *request, struct response *response, struct json_out *out)
{
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return NULL;
    }
    json_out_init(out, body);
    json_out_open(out, '{');
    json_out_key(out, "children");
    json_out_open(out, '[');
    return body;
}

void own_talks_get(struct request *request, struct response *response)
{
    struct json_out out;
    if (open_list(request, response, &out) != NULL) {
        enum err err = talk_own(request->worker->db, request->caller.account_id, put_child, &out);
        response_json_end(request, response, &out, "]}", err);
    }
}

void nursery_talks_get(struct request *request, struct response *response)
{
    struct json_out out;
    int64_t site_id = 0;
    struct db *db = request->worker->db;
    struct str site = request_path(request, "id");
    int64_t account_id = request->caller.account_id;
    if (open_list(request, response, &out) != NULL) {
        enum err err = attendance_store_site(db, site, account_id, &site_id);
        err = err == OK ? talk_children(db, account_id, site, civil_day_of_ms(clock_now_ms()), put_child, &out) : err;
        response_json_end(request, response, &out, "]}", err);
    }
}

/* --- writing ------------------------------------------------------------------------------------------------------------ */

struct talk_exchange {
    struct write_talk ask; /* first */
    enum request_language language;
};

static void encode_written(const void *arg, struct answer *answer)
{
    const struct talk_exchange *exchange = arg;
    switch (exchange->ask.outcome) {
    case TALK_FINE:
        response_answer_id(answer, exchange->ask.id);
        return;
    case TALK_OFTEN:
        response_refuse(answer, exchange->language, 409, "TALK_OFTEN");
        return;
    case TALK_OVER:
        response_refuse(answer, exchange->language, 409, "TALK_OVER");
        return;
    }
}

static void decode_words(struct request *request, struct json_in *in, void *arg)
{
    static const char *const codes[] = {
        [TALK_TEXT_BLANK] = "MISSING", [TALK_TEXT_STRANGE] = "BAD_FORMAT", [TALK_TEXT_BROKEN] = "TOO_LONG"};
    struct talk_exchange *exchange = arg;
    size_t before = in->faults->n;
    struct str text = json_text(in, "text", JSON_REQUIRED, TALK_TEXT_BYTES_MAX);
    enum talk_text found = talk_text(text);
    if (in->faults->n == before && found != TALK_TEXT_FINE) {
        json_blame(in, "text", codes[found]);
    }
    exchange->ask.text = arena_copy(&request->worker->arena, text);
}

void talk_post(struct request *request, struct response *response)
{
    struct talk_exchange exchange = {.ask = {.child = request_path(request, "id")}, .language = request->language};
    struct act act = {.verb = write_talk, .encode = encode_written, .arg = &exchange};
    response_act_json(request, response, &act, decode_words, LANE_REST);
}

static void decode_through(struct request *request, struct json_in *in, void *arg)
{
    struct mark_talk *ask = arg;
    ask->through = arena_copy(&request->worker->arena, json_text(in, "through", JSON_REQUIRED, ID_BYTES));
}

void talk_read_post(struct request *request, struct response *response)
{
    struct mark_talk ask = {.child = request_path(request, "id")};
    struct act act = {.verb = mark_talk, .encode = response_answer_nothing, .arg = &ask};
    response_act_json(request, response, &act, decode_through, LANE_REST);
}
