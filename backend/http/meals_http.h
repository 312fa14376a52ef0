/* GET /nurseries/{id}/meals. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void meals_get(struct request *request, struct response *response);
