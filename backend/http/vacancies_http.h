/* GET /vacancies: the finished bytes of the snapshot. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void vacancies_get(struct request *request, struct response *response);
