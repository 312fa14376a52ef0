/* See incident_detail.h. */
#include "actions/incident_detail.h"

#include "actions/sealed.h"

#include "base/banned.h"

uint32_t incident_detail_filled(const struct incident_fields *fields)
{
    uint32_t filled = 0;
    for (size_t i = 0; i < INCIDENT_FIELDS; i++) {
        filled |= fields->text[i].n > 0 ? UINT32_C(1) << i : 0;
    }
    return filled;
}

enum err incident_detail_close(const struct keys *keys, const char *public_id, const struct incident_fields *fields,
                               char *room, struct str *ret)
{
    struct buf plain;
    struct json_out json;
    unsigned char *sealed = (unsigned char *)room + INCIDENT_REPORT_BYTES_MAX;
    buf_init(&plain, room, INCIDENT_REPORT_BYTES_MAX - SECRET_SEAL_OVERHEAD);
    json_out_init(&json, &plain);
    json_out_open(&json, '{');
    for (size_t i = 0; i < INCIDENT_FIELDS; i++) {
        json_put_text(&json, incident_field_words[i], fields->text[i]);
    }
    json_out_close(&json, '}');
    if (plain.overflow) {
        return ERR_LIMIT;
    }
    sealed_close(keys, INCIDENT_REPORT_PLACE, public_id, buf_view(&plain), sealed);
    *ret = (struct str){(const char *)sealed, plain.n + SECRET_SEAL_OVERHEAD};
    return OK;
}

enum err incident_detail_open(const struct keys *keys, const struct incident_report_row *row, char *room,
                              struct json_in *json, struct incident_fields *ret)
{
    struct buf plain;
    struct json_faults faults;
    buf_init(&plain, room, INCIDENT_REPORT_BYTES_MAX);
    enum err err = sealed_open(keys, INCIDENT_REPORT_PLACE, row->public_id, row->detail, &plain);
    err = err == OK ? json_open(buf_view(&plain), json, &faults) : err;
    if (err != OK) {
        return ERR_IO;
    }
    for (size_t i = 0; i < INCIDENT_FIELDS; i++) {
        ret->text[i] = json_text(json, incident_field_words[i], JSON_OPTIONAL, INCIDENT_FIELD_BYTES);
    }
    json->faults = NULL; /* they were this function's own */
    return OK;
}
