/* A day of a nursery as it happens, and a copy of its file to be harmed: for the tests of what `tsubame verify` finds in attendance. */
#ifndef SUPPORT_HARM_H
#define SUPPORT_HARM_H

#include <sqlite3.h>
#include <stdint.h>

#include "support/nursery.h"

/* Opens two nurseries of twelve children together. Touches of three entrances, one taken back, words of staff, reports, one withdrawn; the audit
 * holds the heads as they stood in between, not at the end. */
void harm_live_a_day(struct nursery_world *world);
/* A copy of the file that nothing guards any more, as somebody with the file in hand would make it. */
sqlite3 *harm_open_copy(const struct nursery_world *world, const char *path);
void harm_say(sqlite3 *raw, const char *sql);
/* How much everything that the command looks at finds, but the places of sick rooms. */
int64_t harm_found(const char *path);
/* The first sentence of the last look; "" when nothing was found. */
const char *harm_first_found(void);

#endif
