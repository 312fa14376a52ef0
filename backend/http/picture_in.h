/* A picture that comes with a request: read, made anew, sealed, and handed to the action that keeps it. The one door for photos wherever they belong. */
#pragma once

#include "actions/keep_photo.h"
#include "http/request.h"
#include "http/response.h"

/* The verb that keeps it where it belongs; arg is the struct keep_photo. */
typedef enum err picture_keeper(struct tx *tx, const struct caller *caller, void *arg);
/* Answers the request: 201 {id}, or what was wrong with the picture or the place. */
void picture_in(struct request *request, struct response *response, struct keep_photo *ask, picture_keeper *keeper);
