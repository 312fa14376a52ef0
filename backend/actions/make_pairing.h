/* The head, or an operator, makes the one-time code by which a box becomes an entrance of a nursery (R-SEC-04): for a quarter of an hour, for one box,
 * and a newer code for the same entrance ends the older. Stored nowhere: it is made of the pairing's id and the municipality's key. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "core/access.h"
#include "store/keys.h"
#include "store/lane.h"
#include "wire/pairing.h"

enum { PAIRING_LIFE_MS = 15 * 60000, PAIRING_WRONG_MAX = 5 };

struct make_pairing {
    struct str site;
    struct str gateway; /* judged by topics_is_id before */
    /* Out. */
    bool taken; /* an entrance of another site has this name */
    char id[SECRET_PUBLIC_ID_TEXT];
    int64_t expires_ms;
};

/* An act's verb. ERR_NOT_FOUND: no site whose entrances the caller may pair. */
enum err make_pairing(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

/* The code of a pairing: what follows from it, and as it is shown. */
void make_pairing_code(const struct keys *keys, const char *pairing_id, struct pairing_code *ret);
void make_pairing_print(const struct keys *keys, const char *pairing_id, char text[CLAIM_CODE_TEXT]);
