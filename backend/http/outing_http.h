/* Outings and head counts: a nursery's outings of the day, and what staff do on them. Decode, act, encode. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void outings_get(struct request *request, struct response *response);
void outings_post(struct request *request, struct response *response);
void outing_count_post(struct request *request, struct response *response);
void outing_call_post(struct request *request, struct response *response);
void outing_seat_post(struct request *request, struct response *response);
void outing_end_post(struct request *request, struct response *response);
