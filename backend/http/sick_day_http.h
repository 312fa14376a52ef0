/* What a room's staff decide about a day and about one child: decode, act, encode; and what anyone may know of a room and its draws. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void sick_day_put(struct request *request, struct response *response);
void reservation_decide_post(struct request *request, struct response *response);
void reservation_place_post(struct request *request, struct response *response);
void draw_get_http(struct request *request, struct response *response);
