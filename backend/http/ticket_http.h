/* One-time pick-up tickets: /me/pickup-tickets for guardians, /nurseries/{id}/pickup-tickets for staff. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void my_tickets_get(struct request *request, struct response *response);
void my_tickets_post(struct request *request, struct response *response);
void my_ticket_delete(struct request *request, struct response *response);
void nursery_tickets_get(struct request *request, struct response *response);
void nursery_ticket_use_post(struct request *request, struct response *response);
