/* What a family asks of a sick-care room before it applies: `/sick-rooms/{id}`. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void sick_room_get(struct request *request, struct response *response);
