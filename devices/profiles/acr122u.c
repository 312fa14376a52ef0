/* ACS ACR122U, API V2.04, "Bi-color LED and buzzer control": FF 00 40 STATE 04 T1 T2 TIMES BUZZER, the times in tenths of a second. STATE: bits 0, 1 the
 * last red and green, 2, 3 whether those are set, 4, 5 red and green at the beginning of a blink, 6, 7 whether they blink. BUZZER 1: during T1.
 * The reader does the blinking by itself: one command a sign. */
#include "profiles/profile.h"

#include "base/banned.h"

const struct profile profile_acr122u = {
    .name = "ACR122U",
    .by_card = true,
    .signs = {[PROFILE_SUCCESS] = {{{0xFF, 0x00, 0x40, 0xAC, 0x04, 0x02, 0x01, 0x01, 0x01}, 9, 0}},
              [PROFILE_REFUSED] = {{{0xFF, 0x00, 0x40, 0x5C, 0x04, 0x01, 0x01, 0x03, 0x01}, 9, 0}},
              [PROFILE_QUESTION] = {{{0xFF, 0x00, 0x40, 0xFC, 0x04, 0x01, 0x02, 0x02, 0x01}, 9, 0}}},
};
