#include "actions/absence_detail.h"

#include "base/json.h"
#include "base/secret.h"

#include "base/banned.h"

enum { CLEAR_BYTES = ABSENCE_DETAIL_BYTES - SECRET_SEAL_OVERHEAD, ABOUT_BYTES = 64 };

/* What the seal is about: a detail moved to another report does not open. */
static struct str about(const struct absence *absence, struct buf *buf, char storage[ABOUT_BYTES])
{
    buf_init(buf, storage, ABOUT_BYTES);
    buf_puts(buf, "absence|detail|");
    buf_puts(buf, absence->public_id);
    return buf_view(buf);
}

enum err absence_detail_seal(const struct keys *keys, struct str reason, struct str diagnosis, struct absence *absence)
{
    char clear[CLEAR_BYTES];
    char storage[ABOUT_BYTES];
    struct buf buf;
    struct buf name;
    struct json_out out;
    buf_init(&buf, clear, sizeof clear);
    json_out_init(&out, &buf);
    json_out_open(&out, '{');
    json_put_text(&out, "reason", reason);
    json_put_text(&out, "diagnosis", diagnosis);
    json_out_close(&out, '}');
    if (buf.overflow || reason.n >= ABSENCE_REASON_BYTES || diagnosis.n >= ABSENCE_DIAGNOSIS_BYTES) {
        return ERR_LIMIT;
    }
    secret_seal(keys->column, about(absence, &name, storage), buf.p, buf.n, absence->detail);
    absence->detail_n = buf.n + SECRET_SEAL_OVERHEAD;
    secret_wipe(clear, sizeof clear);
    return OK;
}

enum err absence_detail_open(const struct keys *keys, const struct absence *absence, char reason[ABSENCE_REASON_BYTES],
                             char diagnosis[ABSENCE_DIAGNOSIS_BYTES])
{
    char clear[CLEAR_BYTES];
    char storage[ABOUT_BYTES];
    struct buf name;
    struct json_in in;
    struct json_faults faults;
    if (absence->detail_n < SECRET_SEAL_OVERHEAD ||
        secret_unseal(keys->column, about(absence, &name, storage), absence->detail, absence->detail_n,
                      (unsigned char *)clear) != OK ||
        json_open((struct str){clear, absence->detail_n - SECRET_SEAL_OVERHEAD}, &in, &faults) != OK) {
        return ERR_IO;
    }
    enum err err = str_copy(json_text(&in, "reason", JSON_REQUIRED, ABSENCE_REASON_BYTES - 1), reason,
                            ABSENCE_REASON_BYTES);
    if (err == OK) {
        err = str_copy(json_text(&in, "diagnosis", JSON_REQUIRED, ABSENCE_DIAGNOSIS_BYTES - 1), diagnosis,
                       ABSENCE_DIAGNOSIS_BYTES);
    }
    enum err closed = json_close(&in);
    secret_wipe(clear, sizeof clear);
    return err == OK && closed == OK ? OK : ERR_IO;
}
