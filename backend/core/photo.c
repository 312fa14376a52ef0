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
    }
    return false;
}

bool photo_removable(const struct photo_sight *sight)
{
    if (sight->removed) {
        return false;
    }
    switch (sight->kind) {
    case PHOTO_CHILD:
    case PHOTO_CLASS:
        return sight->as_staff;
    case PHOTO_PICKUP:
    case PHOTO_PAPER:
        return sight->as_guardian;
    }
    return false;
}

enum photo_refusal photo_paper(const struct paper_look *look)
{
    if (!look->wanted || look->seen || look->withdrawn) {
        return PHOTO_NOT_ASKED;
    }
    return look->there >= PHOTO_PAPER_MAX ? PHOTO_PAPERS : PHOTO_ADDED;
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
        [PHOTO_NOT_ASKED] = "PAPER_NOT_ASKED",
        [PHOTO_PAPERS] = "PAPER_FULL",
    };
    assert((size_t)refusal < sizeof codes / sizeof codes[0]);
    return codes[refusal];
}

int64_t photo_link_until_ms(int64_t now_ms)
{
    return (now_ms / PHOTO_LINK_MS + 2) * PHOTO_LINK_MS;
}
