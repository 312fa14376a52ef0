/* Text in a sealed column: closed before it is stored, opened on the lane by actions that write the audit line of the reading. Part of other
 * actions. */
#pragma once

#include "base/err.h"
#include "base/secret.h"
#include "base/str.h"
#include "store/keys.h"

/* `what`: table and column, as in "doctor_note|detail": with the row's public id the place to which the value belongs. out holds
 * plain.n + SECRET_SEAL_OVERHEAD. */
void sealed_close(const struct keys *keys, const char *what, const char *public_id, struct str plain,
                  unsigned char *out);
/* Over what stood in *plain. ERR_IO: it cannot be opened, or is longer than *plain. */
enum err sealed_open(const struct keys *keys, const char *what, struct str public_id, struct str sealed,
                     struct buf *plain) NODISCARD;
