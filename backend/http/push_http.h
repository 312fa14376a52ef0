/* A guardian's telephones for messages on their own screen. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void push_get(struct request *request, struct response *response);
void push_post(struct request *request, struct response *response);
void push_delete(struct request *request, struct response *response);
void push_try_post(struct request *request, struct response *response);
