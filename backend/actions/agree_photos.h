/* Guardians agree that the nursery takes photos of their child, or take it back; the staff see who does (R-CB-07, C4). Nobody agrees who has not said
 * so. Each word stays, with its time and who said it. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "core/access.h"
#include "store/lane.h"
#include "store/photo_store.h"

struct agree_photos {
    struct str child;
    bool agreed;
};
/* An act's verb, for guardians. ERR_NOT_FOUND: no such child, or the caller is no guardian who may see where it is. */
enum err agree_photos(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

struct read_photo_consent {
    const struct caller *caller;
    struct str child;
    int64_t agreed_ms; /* out; 0: not agreed */
};
/* For its guardians and staff. ERR_NOT_FOUND: no such child, or none of this account's. */
enum err read_photo_consent(struct lane *lane, struct read_photo_consent *in) NODISCARD;

struct read_photo_consents {
    const struct caller *caller;
    struct str site;
    struct str class_name;
    /* On the lane; must not fail. */
    void (*take)(void *arg, const struct photo_consent_line *line);
    void *arg;
};
/* ERR_NOT_FOUND: the account does not work in that class. */
enum err read_photo_consents(struct lane *lane, struct read_photo_consents *in) NODISCARD;
