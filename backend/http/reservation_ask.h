/* The body of POST /reservations and of its preview as an action's input. */
#pragma once

#include "actions/reserve_slot.h"
#include "base/json.h"
#include "http/request.h"

/* Decodes and checks; texts are copied into the worker's arena. ERR_INVALID: `faults` says why; ERR_LIMIT: the arena is full. */
enum err reservation_ask_decode(struct request *request, struct reserve_slot *ret,
                                struct json_faults *faults) NODISCARD;
