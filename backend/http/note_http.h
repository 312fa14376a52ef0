/* Doctors' forms of a child (A4). */
#pragma once

#include "http/request.h"
#include "http/response.h"

void notes_post(struct request *request, struct response *response);
void notes_get(struct request *request, struct response *response);
