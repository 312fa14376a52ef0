/* The door of a sick-care room: a child comes, is handed over, did not come; the day's books are closed. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void check_in_post(struct request *request, struct response *response);
void check_out_post(struct request *request, struct response *response);
void no_show_post(struct request *request, struct response *response);
void sick_day_close_post(struct request *request, struct response *response);
