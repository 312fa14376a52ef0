/* See photo_http.h: the doctor's paper as a photo, with the absence that it is for (R-INF-03). */
#include "actions/keep_paper.h"
#include "http/photo_http.h"
#include "http/photo_view.h"
#include "http/picture_in.h"
#include "http/server.h"

#include "base/banned.h"

struct paper_writing {
    struct json_out out;
    const struct request *request;
};

void papers_post(struct request *request, struct response *response)
{
    struct keep_photo ask = {.place = {.kind = PHOTO_PAPER,
                                       .child = request_path(request, "id"),
                                       .about = request_path(request, "absence")}};
    picture_in(request, response, &ask, keep_paper);
}

static void put_paper(void *arg, const struct photo_row *row)
{
    struct paper_writing *writing = arg;
    photo_put(&writing->out, writing->request, row, NULL);
}

void papers_get(struct request *request, struct response *response)
{
    struct paper_writing writing = {.request = request};
    struct read_papers ask = {.caller = &request->caller,
                              .child = request_path(request, "id"),
                              .absence = request_path(request, "absence"),
                              .take = put_paper,
                              .arg = &writing};
    struct buf *body = response_body(request, response, RESPONSE_SMALL_BYTES);
    if (body == NULL) {
        response_err(request, response, ERR_LIMIT);
        return;
    }
    json_out_init(&writing.out, body);
    json_out_open(&writing.out, '{');
    json_out_key(&writing.out, "papers");
    json_out_open(&writing.out, '[');
    response_json_end(request, response, &writing.out, "]}", read_papers(request->server->lane, &ask));
}
