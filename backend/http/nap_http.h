/* Looking after children who sleep: sessions of a nursery, one with its looks, and what staff do. Decode, act, encode. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void naps_get(struct request *request, struct response *response);
void naps_post(struct request *request, struct response *response);
void nap_get(struct request *request, struct response *response);
void nap_check_post(struct request *request, struct response *response);
void nap_end_post(struct request *request, struct response *response);
