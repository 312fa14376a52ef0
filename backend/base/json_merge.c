/* See json_merge.h. */
#include "base/json_merge.h"

#include <jansson.h>

#include "base/json.h"

#include "base/banned.h"

/* A fraction is written as it was read: 38.2, not what the machine makes of it. */
enum { DIGITS = 15 };

static json_t *object_of(struct str text)
{
    json_t *read = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
    if (!json_is_object(read)) {
        json_decref(read);
        return NULL;
    }
    return read;
}

enum err json_merge(struct str object, struct str patch, struct buf *out)
{
    json_t *whole = object_of(object);
    json_t *over = object_of(patch);
    enum err err = ERR_IO;
    if (whole != NULL && over != NULL && json_object_update_recursive(whole, over) == 0) {
        size_t n = json_dumpb(whole, out->p + out->n, out->max - out->n, JSON_COMPACT | JSON_REAL_PRECISION(DIGITS));
        bool fits = n > 0 && n <= out->max - out->n;
        out->n += fits ? n : 0;
        err = fits ? OK : ERR_LIMIT;
    }
    json_decref(whole);
    json_decref(over);
    return err;
}
