/* GET /vacancies: the finished bytes of the snapshot. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void vacancies_get(struct request *request, struct response *response);
/* Answers GET /vacancies.html, the board without scripts; false: it was another address. */
bool vacancies_page_answer(const struct request *request, struct response *response);
