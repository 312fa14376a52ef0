/* How a model of reader shows by its own light and buzzer what became of a touch, so that an entrance needs no screen. Pure: bytes only; readers/pcsc.c
 * sends them. A model that is not here stays silent. Written after the makers' documents; no such reader was at hand: the bytes are what the tests hold. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

enum profile_sign {
    PROFILE_SUCCESS,  /* registered: green, one short tone */
    PROFILE_REFUSED,  /* not a known card, or not kept: red, three tones */
    PROFILE_QUESTION, /* the screen asks something: both lights, two tones */
    PROFILE_SIGN_COUNT
};

enum { PROFILE_BYTES_MAX = 16, PROFILE_STEPS_MAX = 6 };

struct profile_step {
    unsigned char bytes[PROFILE_BYTES_MAX];
    size_t n;
    int then_ms; /* how long it stands before the next step */
};

struct profile {
    const char *name; /* stands in the name that pcscd gives the reader */
    bool by_card; /* the command is passed as if to the card (a pseudo-APDU); else as an escape command to the reader */
    struct profile_step signs[PROFILE_SIGN_COUNT][PROFILE_STEPS_MAX]; /* ends at n 0 */
};

/* The profile of a reader by its name; NULL: none knows this model. */
const struct profile *profile_of(const char *reader_name);

extern const struct profile profile_acr122u;
extern const struct profile profile_acr1252u;
