/* What a request for places, or its preview, is answered: contract 3, POST /reservations. */
#pragma once

#include "actions/act.h"
#include "actions/preview_reservation.h"
#include "http/request.h"

/* The action with what its answer needs from the request; the action comes first, and the asking first in it. */
struct reserve_exchange {
    struct preview_reservation preview;
    enum request_language language;
};

/* Fit act's encode. The first after reserve_slot (arg is a struct reserve_exchange whose preview.ask was run), the second after
 * preview_reservation. */
void reserve_answer_encode(const void *arg, struct answer *answer);
void reserve_answer_preview(const void *arg, struct answer *answer);
