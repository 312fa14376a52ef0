/* One touch as it travels from a gateway to the server: CloudEvents 1.0 JSON of contract 4, at most 4 KiB. Pure: no I/O, no clock.
 * The bytes are made once, kept in the outbox, signed, and sent again unchanged: the server compares their hash. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/json.h"
#include "base/secret.h"
#include "base/str.h"
#include "wire/punch.h"
#include "wire/topics.h"

enum { TAP_BYTES_MAX = 4096, TAP_CHILDREN_MAX = 8, TAP_READER_BYTES = 33 };

enum tap_direction { TAP_AUTO, TAP_ARRIVE, TAP_LEAVE, TAP_UNDO };
enum tap_method { TAP_BY_CARD, TAP_BY_QR, TAP_BY_TOUCH, TAP_BY_STAFF };

struct tap {
    char site[TOPICS_ID_BYTES];
    char gateway[TOPICS_ID_BYTES];
    int64_t epoch;
    int64_t seq;     /* from 1, without gaps within an epoch */
    int64_t time_ms; /* the gateway's clock */
    char reader[TAP_READER_BYTES];
    unsigned char card[SECRET_CARD_HASH_BYTES]; /* all zero without a card: then children are named */
    enum tap_direction direction;
    int64_t undoes; /* an earlier number of this epoch that this one takes back or answers in place of; 0: none */
    char children[TAP_CHILDREN_MAX][SECRET_PUBLIC_ID_TEXT]; /* public ids chosen at the entrance; usually none */
    size_t children_n; /* one event each, and this touch is what groups them (R-ATT-05) */
    enum tap_method method;
    enum punch_meaning said; /* what the family was shown */
    bool clock_synced;
    int64_t clock_offset_ms;
    int64_t clock_uncertainty_ms;
};

/* Appends the JSON document; deterministic for the same tap. buf->overflow says it did not fit. */
void tap_encode(const struct tap *tap, struct buf *buf);
/* The reverse. ERR_INVALID with the fault named when it is no JSON, has no readable `id`, or `id`, `source` and members contradict
 * each other. Any other fault (an unknown member or word, a newer `type`) is ERR_CONFLICT, and ret then holds site, gateway, epoch and
 * seq alone: authentic but unusable, store it quarantined and receipt it, so that it never blocks the box. */
enum err tap_decode(struct str json, struct tap *ret, struct json_faults *faults) NODISCARD;

/* Was a card, or a printed code that stands for one, shown? */
bool tap_has_card(const struct tap *tap);

const char *tap_direction_word(enum tap_direction direction); /* "auto" "arrive" "leave" "undo" */
const char *tap_method_word(enum tap_method method);          /* "card" "qr" "touch" "staff" */
