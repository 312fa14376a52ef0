/* A nursery's month: what stands in the way of closing it, who has signed, and the signatures themselves (R-SHEET-04). */
#pragma once

#include "http/request.h"
#include "http/response.h"

void month_get(struct request *request, struct response *response);
void month_sign_post(struct request *request, struct response *response);
void month_reopen_post(struct request *request, struct response *response);
/* "2026-04" as the first day of that month; false: it is none. */
bool month_of_text(struct str text, int32_t *ret_day);
