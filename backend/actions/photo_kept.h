/* One more photo, with its sealed bytes, wherever it stands. Part of the verbs that take one in. */
#pragma once

#include "actions/keep_photo.h"
#include "core/access.h"
#include "store/lane.h"

/* ask: id, size and bytes; place: kind, nursery, child or class, day and what it is about. */
struct photo_spot {
    int64_t nursery_id;
    int64_t child_id;      /* 0: of a class, or beside a notice */
    struct str class_name; /* of a note */
    int32_t day;
    struct str about; /* public id of the person, the absence or the notice */
};
enum err photo_kept_add(struct tx *tx, const struct caller *caller, const struct keep_photo *ask,
                        const struct photo_spot *spot, int64_t *ret_id) NODISCARD;
/* Takes away every photo of a kind that stands beside this; the bytes are gone. */
enum err photo_kept_drop(struct tx *tx, const struct caller *caller, enum photo_kind kind, struct str about) NODISCARD;
