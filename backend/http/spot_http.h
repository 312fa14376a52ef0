/* Spot places of extended care: a child's month, asking and giving back, a nursery's month, and who stays long on a day (R-EXT-07). Decode, act, encode. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void spot_places_get(struct request *request, struct response *response);
void spot_places_post(struct request *request, struct response *response);
void spot_cancel_post(struct request *request, struct response *response);
void spot_month_get(struct request *request, struct response *response);
void long_stays_get(struct request *request, struct response *response);
