/* A photo is taken away by whom it belongs to (core/photo.h): what was seen was seen, and the line of its being there stays; its bytes are gone. */
#pragma once

#include "core/access.h"
#include "core/photo.h"
#include "store/lane.h"

struct remove_photo {
    struct str photo;
    enum photo_refusal refusal; /* out */
};
/* An act's verb. ERR_NOT_FOUND: no such photo any more, or not this account's to remove. */
enum err remove_photo(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;
