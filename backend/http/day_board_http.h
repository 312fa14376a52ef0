/* The day board of a sick-care room (GET /sick-rooms/{id}/days/{day}). Changing the day is in sick_day_http.c. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void sick_day_get(struct request *request, struct response *response);
