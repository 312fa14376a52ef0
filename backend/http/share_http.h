/* A guardian shows a reservation to another room, and ends that (R-RSV-20). */
#pragma once

#include "http/request.h"
#include "http/response.h"

void reservation_share_post(struct request *request, struct response *response);
void reservation_unshare_post(struct request *request, struct response *response);
