/* A box without credentials whose screen is open becomes an entrance there: the code that the head sees is pressed on the screen, the number that both
 * show is compared, and the box goes on as an entrance. The screen knows nothing else then.
 *   GET /pairing  {state: code | working | compare | refused | paired, number}      POST /pairing {code}  204, or a problem document */
#pragma once

#include <stdbool.h>

struct pair_screen_options {
    const char *listen; /* of the screen; NULL: none */
    const char *server; /* NULL: nobody to ask */
    const char *config; /* where the credentials are, or will be */
    const volatile int *stop;
};

/* True at once when there are credentials, or no screen or server to get them by; else once they are written. False: stopped, or the screen could not
 * be opened, and why was said. */
bool pair_screen_first(const struct pair_screen_options *options);
