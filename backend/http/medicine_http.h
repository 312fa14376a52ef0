/* Medicine in the nursery: what guardians ask for, and what two people have given. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void medicines_post(struct request *request, struct response *response);
void medicines_get(struct request *request, struct response *response);
void medicine_withdraw_post(struct request *request, struct response *response);
void nursery_medicines_get(struct request *request, struct response *response);
void medicine_give_post(struct request *request, struct response *response);
void medicine_see_post(struct request *request, struct response *response);
void medicine_see_here_post(struct request *request, struct response *response);
void medicine_strike_post(struct request *request, struct response *response);
