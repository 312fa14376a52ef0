/* ACS ACR1252U, reference manual V1.09, escape commands: LEDs E0 00 00 29 01 STATE (bit 0 red, bit 1 green), buzzer E0 00 00 28 01 TIME in hundredths of a
 * second. The reader does one thing at a time: a sign is a short row of them, below half a second in all. */
#include "profiles/profile.h"

#include "base/banned.h"

#define LIGHT(state, ms)                                 \
    {                                                    \
        {0xE0, 0x00, 0x00, 0x29, 0x01, (state)}, 6, (ms) \
    }
#define TONE(time, ms)                                  \
    {                                                   \
        {0xE0, 0x00, 0x00, 0x28, 0x01, (time)}, 6, (ms) \
    }

enum { DARK = 0, RED = 1, GREEN = 2, BOTH = 3, SHORT = 6, LONG = 15 };

const struct profile profile_acr1252u = {
    .name = "ACR1252",
    .signs = {[PROFILE_SUCCESS] = {LIGHT(GREEN, 0), TONE(LONG, 250), LIGHT(DARK, 0)},
              [PROFILE_REFUSED] = {LIGHT(RED, 0), TONE(SHORT, 120), TONE(SHORT, 120), TONE(SHORT, 120), LIGHT(DARK, 0)},
              [PROFILE_QUESTION] = {LIGHT(BOTH, 0), TONE(SHORT, 180), TONE(SHORT, 180), LIGHT(DARK, 0)}},
};
