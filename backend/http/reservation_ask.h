/* The body of POST /reservations and of its preview as an action's input. */
#pragma once

#include "actions/reserve_slot.h"
#include "base/json.h"
#include "http/request.h"

/* Decodes and checks; texts are copied into the worker's arena. ERR_INVALID: `faults` says why; ERR_LIMIT: the arena is full. */
enum err reservation_ask_decode(struct request *request, struct reserve_slot *ret,
                                struct json_faults *faults) NODISCARD;

/* Members of a condition that a call may leave open, and who fetches the child: what the body says of them, as members of *out. */
void reservation_ask_particulars(struct json_in *in, struct json_out *out);
void reservation_ask_pickup(struct json_in *in, struct json_out *out);
