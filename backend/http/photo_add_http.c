/* See photo_http.h: a photo comes, beside a child's page or the note of a class. */
#include "base/civil.h"
#include "http/photo_http.h"
#include "http/picture_in.h"

#include "base/banned.h"

/* "id,id": who is in it. */
static bool read_children(const struct request *request, struct str list[PHOTO_CHILDREN_MAX], size_t *ret_n)
{
    struct str text = request_query(request, "children");
    struct str child;
    *ret_n = 0;
    while (request_next(&text, ',', &child)) {
        if (*ret_n == PHOTO_CHILDREN_MAX) {
            return false;
        }
        list[(*ret_n)++] = child;
    }
    return true;
}

static void take_in(struct request *request, struct response *response, struct keep_photo *ask)
{
    struct str children[PHOTO_CHILDREN_MAX];
    if (civil_parse_day(request_path(request, "day"), &ask->place.day) != OK) {
        response_problem(request, response, 404, "NOT_FOUND", NULL);
        return;
    }
    if (!read_children(request, children, &ask->children_n)) {
        response_fault(request, response, "?children", "TOO_LONG");
        return;
    }
    ask->children = children;
    picture_in(request, response, ask, keep_photo);
}

void child_photos_post(struct request *request, struct response *response)
{
    struct keep_photo ask = {.place = {.kind = PHOTO_CHILD, .child = request_path(request, "id")}};
    take_in(request, response, &ask);
}

void note_photos_post(struct request *request, struct response *response)
{
    struct keep_photo ask = {.place = {.kind = PHOTO_CLASS,
                                       .site = request_path(request, "id"),
                                       .class_name = request_query(request, "class")}};
    if (ask.place.class_name.n == 0) {
        response_fault(request, response, "?class", "MISSING");
        return;
    }
    take_in(request, response, &ask);
}
