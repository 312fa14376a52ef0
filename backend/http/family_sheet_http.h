/* The family sheet of a day of use, and medicine orders. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void family_sheet_get(struct request *request, struct response *response);
void family_sheet_put(struct request *request, struct response *response);
void orders_post(struct request *request, struct response *response);
void order_delete(struct request *request, struct response *response);
