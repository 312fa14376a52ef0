/* The bytes of a photo or a file, closed and opened. Part of other actions; opened on the lane alone. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "base/str.h"
#include "core/photo.h"
#include "store/keys.h"

void photo_sealed_close(const struct keys *keys, const char *public_id, enum photo_size size, struct str plain,
                        unsigned char *out);
/* Over what stood in *plain. ERR_IO: it cannot be opened; ERR_LIMIT: there is no room for it. */
enum err photo_sealed_open(const struct keys *keys, const char *public_id, enum photo_size size, struct str sealed,
                           struct buf *plain) NODISCARD;
