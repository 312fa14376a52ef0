/* The token of a one-tap link: base64url(the link's number ‖ a keyed hash of it). It stands in the fragment of the link's address, which browsers
 * send nobody, and is stored nowhere; whoever holds only the database cannot make one (R-SEC-05). A forged one is refused before anything is
 * looked up. */
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "store/keys.h"

enum { LINK_TOKEN_TEXT = 33 }; /* 32 characters and NUL */

void link_token_put(const struct keys *keys, int64_t id, char out[LINK_TOKEN_TEXT]);
/* ERR_NOT_FOUND: none of ours. */
enum err link_token_open(const struct keys *keys, struct str token, int64_t *ret_id) NODISCARD;
