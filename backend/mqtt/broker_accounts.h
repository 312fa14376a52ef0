/* A small file that says who may come in at the broker: a line "SITE GATEWAY HASH" for each entrance, with "-" where its password came as a file,
 * and "revoked" where it is no entrance any more. devices/units/broker.sh makes the broker's own files of it. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "store/gateway_store.h"

/* Replaces the file whole (0600). */
enum err broker_accounts_write(const char *path, const struct gateway *list, size_t n) NODISCARD;
