/* The course of a child's day in the sick-care room. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void entries_get(struct request *request, struct response *response);
void entries_post(struct request *request, struct response *response);
void entry_check_post(struct request *request, struct response *response);
void entry_check_here_post(struct request *request, struct response *response);
