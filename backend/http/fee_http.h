/* Bills of sick care: what a day costs and why, its payment, the receipt, and a month's certificate for the free-education benefit (R-FEE-05). */
#pragma once

#include "http/request.h"
#include "http/response.h"

void fee_get(struct request *request, struct response *response);
void fee_pay_post(struct request *request, struct response *response);
void fee_invoice_post(struct request *request, struct response *response);
void fee_waive_post(struct request *request, struct response *response);
void fee_refund_post(struct request *request, struct response *response);
void receipt_get(struct request *request, struct response *response);
void certificate_get(struct request *request, struct response *response);
