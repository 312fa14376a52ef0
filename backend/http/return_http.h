/* Coming back after an illness, and how illnesses spread in a nursery. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void return_get(struct request *request, struct response *response);
void return_put_http(struct request *request, struct response *response);
void infections_get(struct request *request, struct response *response);
