/* The list that is taken along when everybody must leave the house (R-ATT-21). */
#pragma once

#include "http/request.h"
#include "http/response.h"

void evacuation_get(struct request *request, struct response *response);
