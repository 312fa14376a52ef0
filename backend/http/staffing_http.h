/* Staff in the house and the ratio, now and for the rest of the day. Decode, act, encode. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void staffing_get(struct request *request, struct response *response);
void staff_post(struct request *request, struct response *response);
void staff_remove_post(struct request *request, struct response *response);
void staff_touches_post(struct request *request, struct response *response);
