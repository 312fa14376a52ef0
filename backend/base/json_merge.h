/* One JSON object laid over another (RFC 7396 without its null): members of the patch replace those of the same name, objects in both are merged
 * member by member. The order of what stays is kept. */
#pragma once

#include "base/err.h"
#include "base/str.h"

/* Both are objects that we wrote ourselves, within JSON_DEPTH_MAX. out has the result without spaces. ERR_IO: one of them is no object;
 * ERR_LIMIT: out is too small. */
enum err json_merge(struct str object, struct str patch, struct buf *out) NODISCARD;
