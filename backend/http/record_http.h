/* A child's record across its institutions: what the sick-care room wrote down for the nursery, who agreed to that, who is meant by a card in the room,
 * and who read what. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void room_card_post(struct request *request, struct response *response);
void room_record_get(struct request *request, struct response *response);
void room_record_consent_post(struct request *request, struct response *response);
void readings_get(struct request *request, struct response *response);
