/* What a family said of the illness when it asked for a place, read again from the text in which it is stored. Pure. */
#pragma once

#include "base/err.h"
#include "base/str.h"
#include "core/illness.h"

/* ERR_INVALID: the text is not one that a request made, or names a disease that is no longer known. */
enum err condition_read(struct str json, struct illness *ret) NODISCARD;
