/* /healthz, /readyz and /metrics: for this machine's own programs. Behind a proxy they do not exist. */
#pragma once

#include "http/request.h"
#include "http/response.h"

/* true: the path is a probe's and the response is filled. */
bool probes_answer(struct request *request, bool forwarded, struct response *response);
