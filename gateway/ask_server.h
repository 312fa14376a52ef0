/* One question to the server over HTTP, for pairing alone: everything else goes through the broker. */
#pragma once

#include "base/err.h"
#include "base/str.h"

/* POSTs JSON to `url`; the answer's body into *answer. Returns the HTTP status; 0: not reached, *why says why. */
long ask_server(const char *url, struct str json, struct buf *answer, const char **why);
