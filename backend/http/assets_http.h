/* The pages, from memory (assets.h): negotiated encoding, ETag, caching for a year of what has a hash in its name. */
#pragma once

#include "http/request.h"
#include "http/response.h"

/* GET or HEAD of a page or its parts; 404 when there is none, 405 for other methods. */
void assets_answer(const struct request *request, struct str accept_encoding, struct response *response);
/* Does an Accept-Encoding list accept this coding (q=0 refuses)? */
bool assets_accepts(struct str accept_encoding, const char *coding);
