/* Another program as a function: bytes in, bytes out, an end. For work that must not happen inside the server, such as decoding what strangers
 * send. Nothing of this process goes along: no descriptor, no environment, no argument. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

/* Starts the program, gives it the input and takes what it says into out[max] until it closes its end; then it is over, whatever it would still do.
 * ERR_IO: it could not be started; ERR_LIMIT: it took longer than wait_ms or said more than max. */
enum err helper_run(const char *program, struct str input, int64_t wait_ms, unsigned char *out, size_t max,
                    size_t *ret_n) NODISCARD;
