/* Photos (R-CB-07): taken in beside a page or as a doctor's paper (R-INF-03), shown by a link that ends, taken away; and what families agree to. */
#pragma once

#include "http/request.h"
#include "http/response.h"

void child_photos_post(struct request *request, struct response *response);
void note_photos_post(struct request *request, struct response *response);
void papers_post(struct request *request, struct response *response);
void papers_get(struct request *request, struct response *response);
void photo_show(struct request *request, struct response *response);
void photo_delete(struct request *request, struct response *response);
void photo_consent_get(struct request *request, struct response *response);
void photo_consent_post(struct request *request, struct response *response);
void photo_consents_get(struct request *request, struct response *response);
