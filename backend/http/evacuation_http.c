/* See evacuation_http.h. */
#include "http/evacuation_http.h"

#include "actions/read_evacuation.h"
#include "base/json.h"
#include "http/server.h"

#include "base/banned.h"

enum part { PART_NONE, PART_ALLERGIES, PART_PERSONS };

struct list_writing {
    struct json_out out;
    enum part part; /* of the child that is being written; NONE: none is */
};

static void begin_part(struct list_writing *writing, enum part part)
{
    while (writing->part < part) {
        if (writing->part != PART_NONE) {
            json_out_close(&writing->out, ']');
        }
        writing->part++;
        json_out_key(&writing->out, writing->part == PART_ALLERGIES ? "allergies" : "persons");
        json_out_open(&writing->out, '[');
    }
}

static void end_child(struct list_writing *writing, bool any)
{
    if (any) {
        begin_part(writing, PART_PERSONS);
        json_out_close(&writing->out, ']');
        json_out_close(&writing->out, '}');
    }
    writing->part = PART_NONE;
}

struct evacuation_writing {
    struct list_writing list;
    bool any;
};

static void write_child(void *arg, const struct child *child, bool stepped_out)
{
    struct evacuation_writing *writing = arg;
    struct json_out *out = &writing->list.out;
    end_child(&writing->list, writing->any);
    writing->any = true;
    json_out_open(out, '{');
    json_put_word(out, "child_id", child->public_id);
    json_put_word(out, "name", child->name);
    json_put_word(out, "kana", child->kana);
    json_put_word(out, "class", child->class_name);
    json_put_bool(out, "stepped_out", stepped_out);
}

static void write_allergy(void *arg, struct str what, struct str care)
{
    struct evacuation_writing *writing = arg;
    begin_part(&writing->list, PART_ALLERGIES);
    json_out_open(&writing->list.out, '{');
    json_put_text(&writing->list.out, "what", what);
    json_put_text(&writing->list.out, "care", care);
    json_out_close(&writing->list.out, '}');
}

static void write_person(void *arg, struct str name, struct str relation, struct str number)
{
    struct evacuation_writing *writing = arg;
    begin_part(&writing->list, PART_PERSONS);
    json_out_open(&writing->list.out, '{');
    json_put_text(&writing->list.out, "name", name);
    json_put_text(&writing->list.out, "relation", relation);
    json_put_text(&writing->list.out, "number", number);
    json_out_close(&writing->list.out, '}');
}

void evacuation_get(struct request *request, struct response *response)
{
    struct evacuation_writing writing = {.any = false};
    struct json_out *out = &writing.list.out;
    struct read_evacuation in = {.caller = &request->caller,
                                 .site = request_path(request, "id"),
                                 .pen = {write_child, write_allergy, write_person, &writing}};
    struct buf *body = response_body(request, response, RESPONSE_LIST_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(out, body);
    json_out_open(out, '{');
    json_out_key(out, "children");
    json_out_open(out, '[');
    enum err err = read_evacuation(request->server->lane, &in);
    if (err != OK) {
        response_err(request, response, err);
        return;
    }
    end_child(&writing.list, writing.any);
    json_out_close(out, ']');
    json_put_instant(out, "as_of", in.as_of_ms);
    json_out_close(out, '}');
    response_json(response, 200);
}
