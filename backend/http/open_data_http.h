/* GET /open-data/vacancies.csv and /open-data/use.csv: for anybody, without children and without small counts (R-STAT-03). */
#pragma once

#include "http/request.h"
#include "http/response.h"

void open_data_vacancies_get(struct request *request, struct response *response);
void open_data_use_get(struct request *request, struct response *response);
