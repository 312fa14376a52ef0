/* See profile.h. */
#include "profiles/profile.h"

#include <string.h>

#include "base/banned.h"

const struct profile *profile_of(const char *reader_name)
{
    static const struct profile *const known[] = {&profile_acr122u, &profile_acr1252u};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strstr(reader_name, known[i]->name) != NULL) {
            return known[i];
        }
    }
    return NULL;
}
