/* The reservations of contract 3: decode, act, encode. Reading them is in reservations_http.c, what staff decide in sick_day_http.c. */
#pragma once

#include "actions/act.h"
#include "core/reason.h"
#include "core/reservation.h"
#include "http/request.h"
#include "http/response.h"

void reservations_post(struct request *request, struct response *response);
void reservation_preview_post(struct request *request, struct response *response);
void reservation_cancel_post(struct request *request, struct response *response);
void reservation_accept_post(struct request *request, struct response *response);
void reservation_decline_post(struct request *request, struct response *response);
void reservation_wishes_put(struct request *request, struct response *response);
/* particulars_http.c */
void reservation_particulars_put(struct request *request, struct response *response);
/* reservations_http.c */
void reservations_get(struct request *request, struct response *response);
void reservation_get(struct request *request, struct response *response);

/* If-Match: "N" is the version; "*" and absence mean whatever it is now (0). false: it is answered. */
bool reservation_version(const struct request *request, struct response *response, int64_t *ret);
/* The answer when somebody else was faster (412) or a rule refuses (409), with the version as it is now. */
void reservation_put_stale(struct answer *answer, enum request_language language, int64_t present_version,
                           enum reservation_reason reason);
/* 200 with what a reservation is now: {id,state,version}. */
void reservation_put_now(struct answer *answer, struct str id, enum reservation_state state, int64_t version);
