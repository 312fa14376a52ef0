/* A photo is put beside a page of the contact book: by the nursery's staff, of children whose guardians agree (R-CB-07). It was made anew and sealed
 * before the lane is asked (a picture takes longer than everything else that happens there). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "core/access.h"
#include "core/photo.h"
#include "store/keys.h"
#include "store/lane.h"
#include "store/photo_store.h"

/* Where it stands: which members mean something, the kind says. */
struct photo_place {
    enum photo_kind kind;
    struct str child;
    struct str site;
    struct str class_name;
    int32_t day;
    struct str about;
};

struct keep_photo {
    /* in */
    struct photo_place place;
    const struct str *children; /* who is in it, besides the child whose page it is */
    size_t children_n;
    char public_id[SECRET_PUBLIC_ID_TEXT];
    uint32_t width;
    uint32_t height;
    struct str large; /* sealed by keep_photo_seal */
    struct str small; /* …; n 0: there is none */
    /* out */
    enum photo_refusal refusal;
};
/* An act's verb. ERR_NOT_FOUND: no such page, or not this account's to write on; or a child that is not of the nursery. */
enum err keep_photo(struct tx *tx, const struct caller *caller, void *arg) NODISCARD;

/* Before it: the bytes belong to the photo and its size and open nowhere else. out holds plain.n + SECRET_SEAL_OVERHEAD. */
struct str keep_photo_seal(const struct keys *keys, const char *public_id, enum photo_size size, struct str plain,
                           unsigned char *out);
