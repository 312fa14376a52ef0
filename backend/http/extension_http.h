/* Extended care at the door: prices and agreements of the ward, a nursery's runs and invoices, a child's month and its disputes (R-EXT-05, R-EXT-06). */
#pragma once

#include "http/request.h"
#include "http/response.h"

/* extension_http.c */
void extension_run_post(struct request *request, struct response *response);
void extension_invoice_post(struct request *request, struct response *response);
void nursery_extensions_get(struct request *request, struct response *response);
/* child_extension_http.c */
void child_extensions_get(struct request *request, struct response *response);
void extension_dispute_post(struct request *request, struct response *response);
void dispute_answer_post(struct request *request, struct response *response);
/* extension_rules_http.c */
void extension_prices_post(struct request *request, struct response *response);
void extension_agreements_post(struct request *request, struct response *response);
