/* See picture_in.h. The order is: may it be a picture at all, is there room at a desk, all its bytes, the program in its walls, the seal, the lane. The
 * lane never waits for any of it. */
#include "http/picture_in.h"

#include <strings.h>

#include "base/clock.h"
#include "base/httpd.h"
#include "base/log.h"
#include "http/picture_pool.h"
#include "http/server.h"

#include "base/banned.h"

struct keep_exchange {
    struct keep_photo *ask;
    picture_keeper *keeper;
    enum request_language language;
};

static enum err keep(struct tx *tx, const struct caller *caller, void *arg)
{
    struct keep_exchange *exchange = arg;
    return exchange->keeper(tx, caller, exchange->ask);
}

static void encode_kept(const void *arg, struct answer *answer)
{
    const struct keep_exchange *exchange = arg;
    if (exchange->ask->refusal != PHOTO_ADDED) {
        response_refuse(answer, exchange->language, 409, photo_refusal_code(exchange->ask->refusal));
        return;
    }
    response_answer_id(answer, exchange->ask->public_id);
}

static bool is_picture(struct str type)
{
    return type.n > 6 && strncasecmp(type.p, "image/", 6) == 0;
}

static bool read_all(struct request *request, struct response *response, const struct picture_desk *desk)
{
    enum err err = httpd_read_body(request->exchange, (char *)desk->in);
    if (err == OK) {
        request->body = (struct str){(const char *)desk->in, request->exchange->body_bytes};
        return true;
    }
    response_problem(request, response, err == ERR_LIMIT ? 408 : 400, err == ERR_LIMIT ? "TOO_SLOW" : "BAD_REQUEST",
                     NULL);
    return false;
}

static bool make(struct request *request, struct response *response, struct picture_desk *desk)
{
    bool died = false;
    enum err err = pictures_make(request->server->pictures, desk, request->body.n, &died);
    if (err != OK) {
        response_err(request, response, err);
        return false;
    }
    if (died) {
        log_plain(LOG_WARN, "picture_died");
    }
    if (desk->head.outcome != PICTURE_MADE) {
        response_problem(request, response, 422, picture_code(desk->head.outcome), NULL);
        return false;
    }
    return true;
}

static void take_in(struct request *request, struct response *response, struct keep_exchange *exchange,
                    struct picture_desk *desk)
{
    struct keep_photo *ask = exchange->ask;
    if (!read_all(request, response, desk) || !make(request, response, desk)) {
        return;
    }
    const struct keys *keys = request->server->keys;
    secret_public_id(clock_now_ms(), ask->public_id);
    ask->width = desk->head.width;
    ask->height = desk->head.height;
    ask->large = keep_photo_seal(keys, ask->public_id, PHOTO_LARGE, desk->made, desk->sealed);
    ask->small = keep_photo_seal(keys, ask->public_id, PHOTO_SMALL, desk->small, desk->sealed + ask->large.n);
    struct act act = {.verb = keep, .encode = encode_kept, .arg = exchange};
    response_act(request, response, &act, LANE_REST);
}

void picture_in(struct request *request, struct response *response, struct keep_photo *ask, picture_keeper *keeper)
{
    struct keep_exchange exchange = {ask, keeper, request->language};
    struct picture_desk desk;
    if (!is_picture(request->exchange->field[HTTPD_CONTENT_TYPE])) {
        response_problem(request, response, 415, "NOT_PICTURE", NULL);
        return;
    }
    if (request->exchange->body_bytes == 0) {
        response_problem(request, response, 422, picture_code(PICTURE_EMPTY), NULL);
        return;
    }
    if (pictures_desk(request->server->pictures, &desk) != OK) {
        response_err(request, response, ERR_BUSY);
        return;
    }
    take_in(request, response, &exchange, &desk);
    pictures_desk_return(request->server->pictures, &desk);
    request->body = (struct str){"", 0};
}
