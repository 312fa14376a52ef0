/* What the files that read a policy document share; nobody else includes it. Each reads one section over what stands in *policy. */
#pragma once

#include "core/policy.h"

void policy_decode_fees(struct json_in *in, struct policy *policy);
void policy_decode_reports(struct json_in *in, struct policy *policy);
void policy_decode_booking(struct json_in *in, struct policy *policy);
void policy_decode_acceptance(struct json_in *in, struct policy *policy);
/* Booking's neighbours: decision, cancel, no_show, waiting, episode, note, entry. */
void policy_decode_course(struct json_in *in, struct policy *policy);

/* An id of lower-case letters, digits, '-' and '_' into out[POLICY_ID_BYTES]; a fault BAD_ID otherwise. */
void policy_decode_id(struct json_in *in, const char *name, enum json_need need, char out[POLICY_ID_BYTES]);
/* Days of the week as bits, Monday first: ["mon","tue"]. */
uint32_t policy_decode_weekdays(struct json_in *in, const char *name);
/* {"on":"day_of_use","at":"07:00"}; ends the nested object. */
void policy_decode_moment(struct json_in *moment, struct policy_moment *ret);
