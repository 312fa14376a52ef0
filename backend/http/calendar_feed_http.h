/* A guardian's calendar: its address, and the calendar itself for whoever has the address. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void calendar_feed_get(struct request *request, struct response *response);
void calendar_feed_post(struct request *request, struct response *response);
void calendar_feed_delete(struct request *request, struct response *response);
void calendar_get(struct request *request, struct response *response);
