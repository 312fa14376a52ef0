/* A draw that anyone can check again (anchor b6): the order of those who asked in the opening minutes comes from a seed to which the room was
 * committed before they asked. Pure; BLAKE2b-256 throughout, texts are UTF-8 without a terminator.
 *
 *   commitment = H("tsubame-draw-1|" room "|" day "|" seed)                         published before requests open
 *   ticket     = first 16 bytes, in hexadecimal, of H("tsubame-ticket-1|" id)        of the request's first reservation; the family sees it
 *   list       = H(every ticket in ascending order, each with a line break)         fixed when the opening minutes end
 *   key        = H("tsubame-draw-1|" seed list ticket)                              ascending keys are the order, inside each class
 *
 * Who knows the seed beforehand could still ask often enough to reach a good ticket: the seed is sealed until the draw, and the published list
 * shows how many asked. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"

enum {
    DRAW_SEED_BYTES = 32,
    DRAW_TICKET_TEXT = 33, /* 32 hexadecimal digits and NUL */
};

struct draw_entry {
    char ticket[DRAW_TICKET_TEXT];
    int32_t class; /* smaller ones first, whatever was drawn (R-WL-01) */
    int32_t children;
    unsigned char key[SECRET_HASH_BYTES]; /* out */
    int32_t position;                     /* out: 1… in the order of classes and keys */
    int64_t subject;                      /* the caller's own */
};

void draw_commit(const unsigned char seed[DRAW_SEED_BYTES], struct str room, int32_t day,
                 unsigned char commitment[SECRET_HASH_BYTES]);
/* For trying rules out where nothing was ever drawn: a seed that follows from room and day, the same each time. Never for a real draw. */
void draw_seed_for_trial(struct str room, int32_t day, unsigned char seed[DRAW_SEED_BYTES]);
void draw_ticket(struct str public_id, char ticket[DRAW_TICKET_TEXT]);
/* Sorts the entries into the drawn order and numbers them. */
void draw_order(const unsigned char seed[DRAW_SEED_BYTES], struct draw_entry *entries, size_t n);
