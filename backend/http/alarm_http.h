/* Alarms: a nursery's list, one of them with its log, what people do about it, and the municipality's duty screen. Decode, act, encode. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void nursery_alarms_get(struct request *request, struct response *response);
void duty_alarms_get(struct request *request, struct response *response);
void alarm_get(struct request *request, struct response *response);
void alarm_close_post(struct request *request, struct response *response);
void alarm_attempts_post(struct request *request, struct response *response);
void alarm_roll_call_post(struct request *request, struct response *response);
