/* A picture that comes with a request: read, made anew, sealed, and handed to the action that keeps it. The one door for photos wherever they belong. */
#pragma once

#include "actions/keep_photo.h"
#include "http/request.h"
#include "http/response.h"

/* Answers the request: 201 {id}, or what was wrong with the picture or the place. */
void picture_in(struct request *request, struct response *response, struct keep_photo *ask);
