/* Words between one family and its nursery: read, written, and how far they were read. Decode, act, encode. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void talk_get(struct request *request, struct response *response);
void talk_post(struct request *request, struct response *response);
void talk_read_post(struct request *request, struct response *response);
void own_talks_get(struct request *request, struct response *response);
void nursery_talks_get(struct request *request, struct response *response);
