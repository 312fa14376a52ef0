/* See alarm_detail.h. */
#include "actions/alarm_detail.h"

#include <string.h>

#include "actions/sealed.h"
#include "base/json.h"

#include "base/banned.h"

enum { PLAIN_BYTES = ALARM_DETAIL_BYTES_MAX - SECRET_SEAL_OVERHEAD };

enum err alarm_detail_close(const struct keys *keys, const char *what, const char *public_id,
                            const struct alarm_detail *detail, unsigned char out[ALARM_DETAIL_BYTES_MAX],
                            struct str *ret)
{
    char storage[PLAIN_BYTES];
    struct buf plain;
    struct json_out json;
    *ret = STR("");
    if (detail->whom.n + detail->number.n + detail->note.n == 0) {
        return OK;
    }
    buf_init(&plain, storage, sizeof storage);
    json_out_init(&json, &plain);
    json_out_open(&json, '{');
    json_put_text(&json, "whom", detail->whom);
    json_put_text(&json, "number", detail->number);
    json_put_text(&json, "note", detail->note);
    json_out_close(&json, '}');
    if (plain.overflow) {
        return ERR_LIMIT;
    }
    sealed_close(keys, what, public_id, buf_view(&plain), out);
    *ret = (struct str){(const char *)out, plain.n + SECRET_SEAL_OVERHEAD};
    return OK;
}

enum err alarm_detail_open(const struct keys *keys, const char *what, struct str public_id, struct str sealed,
                           struct alarm_detail_open *ret)
{
    char storage[PLAIN_BYTES + 1];
    struct buf plain;
    struct json_faults faults;
    struct json_in json;
    memset(ret, 0, sizeof *ret);
    if (sealed.n == 0) {
        return OK;
    }
    buf_init(&plain, storage, sizeof storage);
    enum err err = sealed_open(keys, what, public_id, sealed, &plain);
    err = err == OK ? json_open(buf_view(&plain), &json, &faults) : err;
    if (err != OK) {
        return ERR_IO;
    }
    struct str whom = json_text(&json, "whom", JSON_OPTIONAL, ALARM_WHOM_BYTES);
    struct str number = json_text(&json, "number", JSON_OPTIONAL, ALARM_NUMBER_BYTES);
    struct str note = json_text(&json, "note", JSON_OPTIONAL, ALARM_NOTE_BYTES);
    err = str_copy(whom, ret->whom, sizeof ret->whom);
    err = err == OK ? str_copy(number, ret->number, sizeof ret->number) : err;
    err = err == OK ? str_copy(note, ret->note, sizeof ret->note) : err;
    json_drop(&json);
    return err;
}
