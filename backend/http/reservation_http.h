/* The reservations of contract 3: decode, act, encode. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void reservations_post(struct request *request, struct response *response);
void reservations_get(struct request *request, struct response *response);
void reservation_get(struct request *request, struct response *response);
void reservation_cancel_post(struct request *request, struct response *response);
