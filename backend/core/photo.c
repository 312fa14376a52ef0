/* See photo.h. */
#include "core/photo.h"

#include <assert.h>
#include <stddef.h>

#include "base/banned.h"

bool photo_shown(const struct photo_sight *sight)
{
    if (sight->removed) {
        return false;
    }
    if (sight->as_staff) {
        return true;
    }
    switch (sight->kind) {
    case PHOTO_CHILD:
        return sight->released && sight->held == 0 && (sight->as_guardian || sight->own > 0);
    case PHOTO_CLASS:
        return sight->released && sight->held == 0 && (sight->of_class || sight->own > 0);
    case PHOTO_PICKUP:
    case PHOTO_PAPER:
        return sight->as_guardian;
    case PHOTO_NOTICE:
        return sight->released;
    }
    return false;
}

const char *photo_refusal_code(enum photo_refusal refusal)
{
    static const char *const codes[] = {
        [PHOTO_ADDED] = "",
        [PHOTO_NO_CONSENT] = "PHOTO_NO_CONSENT",
        [PHOTO_FULL] = "PHOTO_FULL",
        [PHOTO_CLOSED] = "BOOK_CLOSED",
        [PHOTO_EARLY] = "PHOTO_EARLY",
        [PHOTO_APPROVAL] = "APPROVAL_NEEDED",
    };
    assert((size_t)refusal < sizeof codes / sizeof codes[0]);
    return codes[refusal];
}

int64_t photo_link_until_ms(int64_t now_ms)
{
    return (now_ms / PHOTO_LINK_MS + 2) * PHOTO_LINK_MS;
}
