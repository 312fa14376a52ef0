/* GET /figures, /sick-rooms/{id}/figures, …/figures/{name} and …/promotions: the ward's numbers, what stands behind each, and the fairness audit.
 * No child, no name, nothing sealed (R-STAT-01, R-OPS-07, R-WL-12). */
#pragma once

#include "http/request.h"
#include "http/response.h"

void room_figures_get(struct request *request, struct response *response);
void figures_get(struct request *request, struct response *response);
void same_day_get(struct request *request, struct response *response);
void settlement_get(struct request *request, struct response *response);
void figure_cases_get(struct request *request, struct response *response);
void promotions_get(struct request *request, struct response *response);
