/* See photo_view.h. */
#include "http/photo_view.h"

#include <assert.h>

#include "base/clock.h"
#include "http/photo_link.h"
#include "http/server.h"

#include "base/banned.h"

enum { ADDRESS_BYTES = 160 };

static void put_address(struct json_out *out, const char *key, const struct request *request,
                        const struct photo_row *row, enum photo_size size)
{
    char link_text[PHOTO_LINK_BYTES];
    char storage[ADDRESS_BYTES];
    struct buf address;
    const struct photo_link link = {str_of(row->public_id), size, request->caller.account_id, clock_now_ms()};
    photo_link_make(request->server->keys, &link, link_text);
    buf_init(&address, storage, sizeof storage);
    buf_puts(&address, "/api/v1/photos/");
    buf_puts(&address, row->public_id);
    buf_puts(&address, "?link=");
    buf_puts(&address, link_text);
    assert(!address.overflow);
    json_put_text(out, key, buf_view(&address));
}

static void put_child(void *arg, struct str child, struct str name)
{
    struct json_out *out = arg;
    json_out_open(out, '{');
    json_put_text(out, "id", child);
    json_put_text(out, "name", name);
    json_out_close(out, '}');
}

void photo_put(struct json_out *out, const struct request *request, const struct photo_row *row, struct db *db)
{
    json_out_open(out, '{');
    json_put_word(out, "id", row->public_id);
    json_put_int(out, "width", row->width);
    json_put_int(out, "height", row->height);
    json_put_instant(out, "added_at", row->added_ms);
    put_address(out, "small", request, row, PHOTO_SMALL);
    put_address(out, "large", request, row, PHOTO_LARGE);
    json_put_bool(out, "of_class", row->sight.kind == PHOTO_CLASS);
    if (row->sight.as_staff && db != NULL) {
        json_put_bool(out, "held", row->sight.held > 0);
        json_out_key(out, "children");
        json_out_open(out, '[');
        enum err err = photo_names(db, row->id, put_child, out);
        (void)err; /* fewer names, never other ones */
        json_out_close(out, ']');
    }
    json_out_close(out, '}');
}
