/* Who may fetch a child: contract 3, `/children/{id}/pickup-persons`. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void pickup_persons_get(struct request *request, struct response *response);
void pickup_persons_post(struct request *request, struct response *response);
void pickup_person_delete(struct request *request, struct response *response);
void pickup_photo_post(struct request *request, struct response *response);
void pickup_change_get(struct request *request, struct response *response);
void pickup_change_post(struct request *request, struct response *response);
void pickup_changes_get(struct request *request, struct response *response);
